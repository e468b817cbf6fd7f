/** The host of a URL, an IPv6 address without its brackets. */
export const unbracketed = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, "$1");

/** What the stand-in portal is called in the lab's network. */
export const portalName = "customers.understudy.test";

/** What the proxy is called that leads out of it. */
export const proxyName = "proxy.understudy.test";

/**
 * Where the names lead: to addresses that are kept for documentation, so that a program which reaches them is in the lab.
 * Addresses of this machine would be of no use, since Ruby asks no proxy for them.
 */
export const portalAddresses = {
  6: ["2001:db8::10", "2001:db8::11"],
  4: ["203.0.113.10", "203.0.113.11"],
} as const;

export const proxyAddress = "198.51.100.7";
export const proxyPort = 3128;

/** As a variable of the environment names it. */
export const proxyUrl = `http://${proxyName}:${proxyPort}`;

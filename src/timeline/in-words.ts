/** `seats-added` as people say it. */
export const inWords = (action: string): string => action.replaceAll("-", " ");

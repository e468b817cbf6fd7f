// What the emulator keeps of the traffic: the newest exchanges, within both of these.

export const mostExchanges = 1_000;

/** In bytes, as they take memory. */
export const mostTrafficBytes = 16 * 1024 * 1024;

/** Of a body or an address, in characters; a mark stands for the rest. */
export const mostShownCharacters = 256 * 1024;

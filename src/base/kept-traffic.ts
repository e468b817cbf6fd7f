// What the emulator keeps of the traffic: the newest exchanges, within both.

export const mostExchanges = 1_000;

/** In bytes, as they take memory. */
export const mostTrafficBytes = 16 * 1024 * 1024;

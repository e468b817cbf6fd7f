/** Libraries that are not bundled but installed with the package: the driver has a binary. */
export const installed = ["better-sqlite3"];

/** Those that whoever uses the package brings: Vitest has to be the one that runs the tests. */
export const brought = ["vitest"];

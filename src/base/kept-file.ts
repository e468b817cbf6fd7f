import { chmodSync, closeSync, openSync, readSync, type Stats, statSync } from "node:fs";

/** Makes a file for its owner's eyes, unless there is one. */
export const makePrivateFile = (path: string) => closeSync(openSync(path, "a", 0o600));

/** Gives what is open to others the mode of what is not, and says whether that was possible: only its owner can. */
export function closeToOthers(path: string, mode: number): boolean {
  const isClosed = () => (statSync(path).mode & 0o077) === 0;
  if (isClosed()) return true;
  try {
    chmodSync(path, mode);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EPERM") return false;
    throw error;
  }
  // Some file systems know no modes.
  return isClosed();
}

/** Whether what was found at a path once is there still. */
export function isStillAt(path: string, found: Stats): boolean {
  const present = statSync(path, { throwIfNoEntry: false });
  return present?.ino === found.ino && present.dev === found.dev;
}

/** The first bytes of a file. */
export function startOf(path: string, length: number): Buffer {
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(length);
    return start.subarray(0, readSync(file, start));
  } finally {
    closeSync(file);
  }
}

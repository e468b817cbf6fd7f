import { chmodSync, closeSync, lstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";

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

/**
 * Who else may have put a file into a directory: neither this user nor root. Root may work with what the owner of a directory
 * keeps in it.
 */
export function strangerWith(
  path: string,
): { readonly owner: number; readonly user: number } | null {
  const owner = lstatSync(path, { throwIfNoEntry: false })?.uid;
  const user = process.getuid?.();
  if (owner === undefined || user === undefined) return null;
  const trusted = [user, 0, user === 0 ? statSync(dirname(path)).uid : user];
  return trusted.includes(owner) ? null : { owner, user };
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

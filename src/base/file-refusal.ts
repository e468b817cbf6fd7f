import { statSync } from "node:fs";
import { dirname } from "node:path";
import { isFull } from "./storage-problem.ts";

/** Why a file or a directory in which an emulator keeps something cannot be used, and what to do. */
export function fileRefusal(path: string, code: string): string {
  return `${path} ${complaint(path, code)} directory with --data.`;
}

function complaint(path: string, code: string): string {
  if (isFull(code)) {
    return `cannot be written: the disk is full (${code}). Free some space, or name another`;
  }
  switch (code) {
    case "EEXIST":
    case "ENOTDIR":
      return `is no directory, nor can it become one (${code}). Name another`;
    case "EISDIR":
    case "SQLITE_NOTADB":
      return `is something else than Understudy put there (${code}). Move it away, or name another`;
    case "EACCES":
    case "EPERM":
      return `cannot be opened for writing (${code})${strangerAt(path)}. Make it writable, or name another`;
    default:
      return `cannot be opened for writing (${code}). Make it writable, or name another`;
  }
}

/** Whose a file is that another user has, or else the directory that keeps us from making it. */
function strangerAt(path: string): string {
  try {
    const { uid } = statSync(path);
    const user = process.getuid?.() ?? uid;
    return uid === user ? "" : `: ${path} belongs to user ${uid}, and this is user ${user}`;
  } catch {
    return path === dirname(path) ? "" : strangerAt(dirname(path));
  }
}

import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import BetterSqlite from "better-sqlite3";

/** Where an emulator keeps everything between starts: for its owner's eyes, and for one process at a time. */
export interface DataDirectory extends Disposable {
  readonly path: (name: string) => string;
  /** A file's JSON; undefined if there is no such file. */
  readonly read: (name: string) => unknown;
  /** Replaces a file as a whole, readable by its owner only. */
  readonly write: (name: string, content: unknown) => void;
  readonly remove: (name: string) => void;
}

/** The directory cannot be used. The message says why, and what to do. */
export class DataDirectoryError extends Error {}

export const runningFile = "running.json";

export function openDataDirectory(name: string): DataDirectory {
  const directory = resolve(name);
  const path = (file: string) => join(directory, file);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o700);
    const lock = lockFile(path("lock"), () => pidIn(path(runningFile)));
    return {
      path,
      read: (file) => readJson(path(file)),
      write(file, content) {
        const draft = path(`${file}.new`);
        writeFileSync(draft, `${JSON.stringify(content)}\n`, { mode: 0o600 });
        renameSync(draft, path(file));
      },
      remove: (file) => rmSync(path(file), { force: true }),
      [Symbol.dispose]: () => lock.close(),
    };
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new DataDirectoryError(
      `${directory} cannot be used as data directory (${String(error.code)}). Make it writable, or name another one with --data.`,
    );
  }
}

/** A lock that the system takes away with the process, however that ends: an exclusive transaction on a file. */
function lockFile(path: string, holder: () => string) {
  const lock = new BetterSqlite(path, { timeout: 0 });
  try {
    chmodSync(path, 0o600);
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if (!(error instanceof Error && "code" in error && error.code === "SQLITE_BUSY")) throw error;
    throw new DataDirectoryError(
      `${path.slice(0, -"/lock".length)} is in use by ${holder()}. Stop it, or name another directory with --data.`,
    );
  }
}

function pidIn(path: string): string {
  const running = readJson(path);
  const known = typeof running === "object" && running !== null && "pid" in running;
  return known ? `process ${running.pid}` : "another process";
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    if (!(error instanceof SyntaxError)) throw error;
    throw new DataDirectoryError(
      `${path} is damaged: it holds no JSON. Move it away, or name another directory with --data.`,
    );
  }
}

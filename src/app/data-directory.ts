import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
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

/** A license file that its owner may put there before the first start. */
export const usualLicenseFile = "Gitlab.gitlab-license";

const lockFile = "lock";
const filesOfOurs = [lockFile, "credentials.json", "instance.sqlite", "portal.sqlite"];

export function openDataDirectory(name: string): DataDirectory {
  const directory = resolve(name);
  const path = (file: string) => join(directory, file);
  explaining(directory, () => makePrivate(directory));
  const lock = explaining(path(lockFile), () => lockIn(directory));
  const remove = (file: string) =>
    explaining(path(file), () => rmSync(path(file), { force: true }));
  // Whoever was killed could not remove it.
  remove(runningFile);
  return {
    path,
    remove,
    read: (file) => explaining(path(file), () => readJson(path(file))),
    write(file, content) {
      const draft = path(`${file}.new`);
      explaining(path(file), () => {
        writeFileSync(draft, `${JSON.stringify(content)}\n`, { mode: 0o600, flush: true });
        renameSync(draft, path(file));
      });
    },
    [Symbol.dispose]: () => lock.close(),
  };
}

/** One level at a time: Node's own recursion never ends where the system makes no directories, as in /proc. */
function makeDirectory(directory: string) {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  makeDirectory(dirname(directory));
  mkdirSync(directory, { mode: 0o700 });
}

/**
 * A directory that somebody else uses keeps its mode: `--data /tmp` must not lock everybody out of /tmp. A fresh one is
 * passed over by Git as a whole, which the repository around it need not say.
 */
function makePrivate(directory: string) {
  makeDirectory(directory);
  const files = readdirSync(directory);
  const isFresh = files.every((file) => file === usualLicenseFile);
  if (isFresh) writeFileSync(join(directory, ".gitignore"), "*\n", { mode: 0o600 });
  if ((statSync(directory).mode & 0o077) === 0) return;
  if (!isFresh && !files.some((file) => filesOfOurs.includes(file))) {
    throw new DataDirectoryError(
      `${directory} is open to others and holds files that are not Understudy's. Name a new directory with --data, or close this one (chmod 700).`,
    );
  }
  chmodSync(directory, 0o700);
}

/** A lock that the system takes away with the process, however that ends: an exclusive transaction on a file. */
function lockIn(directory: string) {
  const path = join(directory, lockFile);
  const lock = new BetterSqlite(path, { timeout: 0 });
  try {
    chmodSync(path, 0o600);
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if (codeOf(error) !== "SQLITE_BUSY") throw error;
    throw new DataDirectoryError(
      `${directory} is in use by ${holderOf(directory)}. Stop it, or name another directory with --data.`,
    );
  }
}

/** Who holds a directory, as far as it says so itself: what it says may be damaged. */
function holderOf(directory: string): string {
  try {
    const running = readJson(join(directory, runningFile));
    const known = typeof running === "object" && running !== null && "pid" in running;
    return known ? `process ${running.pid}` : "another process";
  } catch (error) {
    if (error instanceof DataDirectoryError) return "another process";
    throw error;
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    if (!(error instanceof SyntaxError)) throw error;
    throw new DataDirectoryError(
      `${path} is damaged: it holds no JSON. Move it away, or name another directory with --data.`,
    );
  }
}

/** Runs `use`; what the system refuses becomes a sentence about the path. */
function explaining<Value>(path: string, use: () => Value): Value {
  try {
    return use();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new DataDirectoryError(`${path} ${complaint(code)} with --data.`, { cause: error });
  }
}

function complaint(code: string): string {
  switch (code) {
    case "EEXIST":
    case "ENOTDIR":
      return `is no directory, nor can it become one (${code}). Name another one`;
    case "EISDIR":
    case "SQLITE_NOTADB":
      return `is something else than Understudy put there (${code}). Move it away, or name another directory`;
    case "ENOSPC":
    case "EDQUOT":
    case "SQLITE_FULL":
      return `cannot be written: the disk is full (${code}). Free some space, or name another directory`;
    default:
      return `cannot be opened for writing (${code}). Make it writable, or name another directory`;
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error ? String(error.code) : undefined;

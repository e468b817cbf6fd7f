import {
  lstatSync,
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
import { isStamped, stamp } from "../base/database-file.ts";
import { fileRefusal } from "../base/file-refusal.ts";
import { isRecord } from "../base/is-record.ts";
import { closeToOthers, isStillAt, makePrivateFile, strangerWith } from "../base/kept-file.ts";

/** Where an emulator keeps everything between starts: for its owner's eyes, and for one process at a time. */
export interface DataDirectory extends Disposable {
  readonly path: (name: string) => string;
  /** Why the directory itself is open to others all the same; null if it is not. */
  readonly warning: string | null;
  /** A file's JSON; undefined if there is no such file. */
  readonly read: (name: string) => unknown;
  /** Where its owner puts certificates. */
  readonly trustedCertificates: string;
  /** Where snapshots are kept. */
  readonly snapshots: string;
  /** Paths of the license files that somebody has put there, in order of their names. */
  readonly licenseFiles: () => readonly string[];
  /** Replaces a file as a whole, readable by its owner only. */
  readonly write: (name: string, content: unknown) => void;
  /** The same for bytes. */
  readonly writeBytes: (name: string, content: Uint8Array) => void;
  /** A file's bytes; undefined if there is no such file. */
  readonly readBytes: (name: string) => Buffer | undefined;
  /** Removes a file, unless the directory was moved away: another one's may be in its place. */
  readonly remove: (name: string) => void;
}

/** The directory cannot be used. The message says why, and what to do. */
export class DataDirectoryError extends Error {}

const runningFile = "running.json";
export const authorityFile = "certificate-authority.json";
export const applianceFile = "appliance-authority.json";
export const credentialsFile = "credentials.json";
/** What is restored, until portal and hosted product have done their part. */
export const restoringFile = "restoring.understudy-snapshot";

/** How the product names license files. Their owner may put some there before the first start. */
const isLicenseFile = (directory: string, name: string) =>
  name.endsWith(".gitlab-license") && !lstatSync(join(directory, name)).isDirectory();

/** Where its owner puts certificates that the instance is to trust. */
const trustedFolder = "trusted-certs";

/** Where states are kept that were saved by name. */
const snapshotsFolder = "snapshots";

const lockFile = "lock";
const databases = ["instance.sqlite", "portal.sqlite", "hosted.sqlite"];
const filesOfOurs = [
  lockFile,
  applianceFile,
  `${applianceFile}.new`,
  credentialsFile,
  `${credentialsFile}.new`,
  authorityFile,
  `${authorityFile}.new`,
  runningFile,
  `${runningFile}.new`,
  restoringFile,
  `${restoringFile}.new`,
  ...databases.flatMap((name) => [name, `${name}-wal`, `${name}-shm`]),
];

export function openDataDirectory(name: string): DataDirectory {
  const directory = resolve(name);
  const path = (file: string) => join(directory, file);
  const isClosed = explaining(directory, () => {
    makeDirectory(directory);
    const isFresh = isNobodys(directory);
    const closed = closeToOthers(directory, 0o700);
    makeTrustedFolder(path(trustedFolder));
    makeTrustedFolder(path(snapshotsFolder));
    // Git passes it over as a whole, which the repository around it need not say.
    if (isFresh) writeFileSync(path(".gitignore"), "*\n", { mode: 0o600 });
    return closed;
  });
  const lock = explaining(path(lockFile), () => lockIn(directory));
  const remove = (file: string) =>
    explaining(path(file), () => {
      if (isStillAt(path(lockFile), lock.found)) rmSync(path(file), { force: true });
    });
  const writeBytes: DataDirectory["writeBytes"] = (file, content) => {
    const draft = path(`${file}.new`);
    explaining(path(file), () => {
      rmSync(draft, { force: true });
      try {
        // Not through a link that somebody else has put there.
        writeFileSync(draft, content, { mode: 0o600, flush: true, flag: "wx" });
        renameSync(draft, path(file));
      } finally {
        rmSync(draft, { force: true });
      }
    });
  };
  // Whoever was killed could not remove it.
  remove(runningFile);
  return {
    path,
    warning: isClosed ? null : openToOthers(directory),
    remove,
    trustedCertificates: path(trustedFolder),
    snapshots: path(snapshotsFolder),
    licenseFiles: () =>
      explaining(directory, () =>
        readdirSync(directory)
          .filter((file) => isLicenseFile(directory, file))
          .sort()
          .map(path),
      ),
    read: (file) => explaining(path(file), () => readJson(path(file))),
    readBytes: (file) => explaining(path(file), () => readPresent(path(file))),
    write: (file, content) => writeBytes(file, Buffer.from(`${JSON.stringify(content)}\n`)),
    writeBytes,
    [Symbol.dispose]: () => lock.database.close(),
  };
}

/** The ready line beside the data, as far as it is known by now. */
export function keptReadyLine<Ready extends object>(directory: DataDirectory | null) {
  let kept: Ready | null = null;
  function keep(ready: Ready) {
    kept = ready;
    directory?.write(runningFile, ready);
  }
  return {
    keep,
    /** Keeps what has changed since; before there is a line, whoever makes it knows. */
    change(part: Partial<Ready>) {
      const changed = kept && { ...kept, ...part };
      if (changed) keep(changed);
    },
    forget: () => directory?.remove(runningFile),
  };
}

/** One level at a time: Node's own recursion never ends where the system makes no directories, as in /proc. */
function makeDirectory(directory: string) {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  makeDirectory(dirname(directory));
  mkdirSync(directory, { mode: 0o700 });
}

/**
 * Whether nothing was kept there yet. Refuses a directory of somebody else before anything in it is changed: `--data /tmp`
 * must not lock everybody out of /tmp.
 */
function isNobodys(directory: string): boolean {
  const names = readdirSync(directory);
  const ours = names.filter((name) => filesOfOurs.includes(name));
  for (const name of ours) refusePlanted(join(directory, name));
  const others = names.filter((name) => !ours.includes(name) && !isHarmless(directory, name));
  const isFresh = ours.every((name) => name === lockFile && isEmpty(join(directory, name)));
  if (isFresh && others.length === 0) return !names.includes(".gitignore");
  if (ours.some((name) => isProof(name, join(directory, name)))) return false;
  const [unknown] = isFresh ? [] : ours;
  throw new DataDirectoryError(
    unknown === undefined
      ? `${directory} holds files that are not Understudy's. Nothing was changed. Name a new directory with --data.`
      : `${join(directory, unknown)} is damaged or not Understudy's. Nothing was changed. Move it away, or name another directory with --data.`,
  );
}

/** What people, Git and file systems put into a directory before it is used. */
const isHarmless = (directory: string, name: string) =>
  [".gitignore", ".gitkeep", "lost+found", trustedFolder, snapshotsFolder].includes(name) ||
  isLicenseFile(directory, name);

/** A folder in which nobody else can put what is trusted. */
function makeTrustedFolder(path: string) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) mkdirSync(path, { mode: 0o700 });
  else if (!found.isDirectory()) {
    throw new DataDirectoryError(
      `${path} is something else than Understudy put there. Move it away, or name another directory with --data.`,
    );
  }
  refuseStrangers(path);
  closeToOthers(path, 0o700);
}

const isEmpty = (path: string) => statSync(path).size === 0;

/** Whether a file shows that Understudy has made it. */
function isProof(name: string, path: string): boolean {
  if (name === lockFile || databases.includes(name)) return isStamped(path);
  if (name !== credentialsFile) return false;
  const content = readJson(path);
  if (!isRecord(content)) return false;
  const holds = (part: unknown, names: readonly string[]) =>
    isRecord(part) && names.every((one) => typeof part[one] === "string");
  return (
    holds(content["root"], ["username", "password"]) &&
    holds(content["tokens"], ["admin", "user", "readApi"])
  );
}

/** Refuses a file that somebody else may have put there, with tokens that he knows or as a link to what is not his. */
function refusePlanted(path: string) {
  if (!lstatSync(path).isFile()) {
    throw new DataDirectoryError(
      `${path} is something else than Understudy put there. Move it away, or name another directory with --data.`,
    );
  }
  refuseStrangers(path);
}

function refuseStrangers(path: string) {
  const stranger = strangerWith(path);
  if (stranger === null) return;
  throw new DataDirectoryError(
    `${path} belongs to user ${stranger.owner}, and this is user ${stranger.user}. Name another directory with --data.`,
  );
}

function openToOthers(directory: string): string {
  const { mode, uid } = statSync(directory);
  return `${directory} belongs to user ${uid} and has mode ${(mode & 0o777).toString(8)}, which cannot be changed: others may reach into it. What is kept there is for this user's eyes all the same.`;
}

/** A lock that the system takes away with the process, however that ends. */
function lockIn(directory: string) {
  const path = join(directory, lockFile);
  makePrivateFile(path);
  const database = new BetterSqlite(path, { timeout: 0 });
  try {
    closeToOthers(path, 0o600);
    // A journal beside it would be removed by its name, whosever it is by then.
    database.pragma("journal_mode = MEMORY");
    database.pragma("locking_mode = EXCLUSIVE");
    database.exec("BEGIN EXCLUSIVE");
    stamp(database);
    database.exec("COMMIT");
    return { database, found: statSync(path) };
  } catch (error) {
    database.close();
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
    const known = isRecord(running) && "pid" in running;
    return known ? `process ${running["pid"]}` : "another process";
  } catch (error) {
    if (error instanceof DataDirectoryError) return "another process";
    throw error;
  }
}

function readPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function readJson(path: string): unknown {
  const content = readPresent(path);
  if (content === undefined) return undefined;
  try {
    return JSON.parse(content.toString());
  } catch (error) {
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
    throw new DataDirectoryError(fileRefusal(path, code), { cause: error });
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error ? String(error.code) : undefined;

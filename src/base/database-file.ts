import { existsSync, statSync } from "node:fs";
import BetterSqlite from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { fileRefusal } from "./file-refusal.ts";
import { closeToOthers, isStillAt, makePrivateFile, startOf } from "./kept-file.ts";
import { memoryDatabase } from "./memory-database.ts";
import { preparingOnce } from "./prepared-once.ts";

/** A database cannot be used. The message says which file, why, and what to do. */
export class DatabaseError extends Error {}

export interface OpenDatabase {
  readonly raw: BetterSqlite.Database;
  readonly queries: BetterSQLite3Database;
  /**
   * Runs work from begin to commit; if it throws, nothing was written. It must not return a promise: an await would let
   * others in between. Work on a file that is gone from its place is refused: nobody would find what it stores.
   */
  atomically<Value>(work: () => Value): Value;
}

/** How a database came to the tables that it has today. */
export interface Tables {
  readonly migrationsFolder: string;
  /** The statements that make them at once. */
  readonly newest: readonly string[];
}

/** Opens a database, `:memory:` or a file that only its owner may read, and brings it up to date. */
export function openDatabaseFile(path: string, { migrationsFolder, newest }: Tables): OpenDatabase {
  if (path === ":memory:") return opened(memoryDatabase(newest), () => undefined);
  let raw: BetterSqlite.Database | undefined;
  try {
    refuseHalf(path);
    // SQLite gives the files it puts beside it (-wal, -shm) the same mode.
    makePrivateFile(path);
    raw = new BetterSqlite(path);
    raw.pragma("busy_timeout = 5000");
    if (raw.pragma("quick_check(1)", { simple: true }) !== "ok") throw damaged(path);
    refuseForeign(raw, path, migrationsFolder);
    closeToOthers(path, 0o600);
    stamp(raw);
    raw.pragma("journal_mode = WAL");
    raw.pragma("synchronous = FULL");
    // A file that cannot be written is told of now, not at the first activation. This makes the log, too.
    raw.exec("BEGIN IMMEDIATE; COMMIT");
    const database = opened(raw, refusalOnceGone(path));
    // A table that others refer to is made anew: only without this can the old one go.
    raw.pragma("foreign_keys = OFF");
    migrate(database.queries, { migrationsFolder });
    raw.pragma("foreign_keys = ON");
    return database;
  } catch (error) {
    raw?.close();
    throw explained(error, path);
  }
}

function opened(raw: BetterSqlite.Database, refuseIfGone: () => void): OpenDatabase {
  raw.pragma("foreign_keys = ON");
  // Made once: making one costs more than what most of them do.
  const transaction = raw.transaction((work: () => unknown) => work());
  return {
    raw,
    queries: drizzle({ client: preparingOnce(raw) }),
    atomically<Value>(work: () => Value) {
      refuseIfGone();
      return transaction.immediate(work) as Value;
    },
  };
}

/**
 * Refuses a database that was not closed and has lost its write-ahead log, in which the last writes are. SQLite itself
 * removes the log after the index of it, and would go on without.
 */
function refuseHalf(path: string) {
  const [log, index] = [`${path}-wal`, `${path}-shm`];
  if (!existsSync(index) || existsSync(log)) return;
  throw new DatabaseError(
    `${log} is missing, which holds what was stored last. Nothing was changed. Put it back, or remove ${index} to go on without.`,
  );
}

/** Refuses what another program has written, or a newer version with migrations unknown here. */
function refuseForeign(raw: BetterSqlite.Database, path: string, migrationsFolder: string) {
  const tables = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  if (tables.length === 0) return;
  if (!tables.includes("__drizzle_migrations")) {
    throw new DatabaseError(`${path} is a database of another program. ${remedy}`);
  }
  const known = new Set<unknown>(readMigrationFiles({ migrationsFolder }).map(({ name }) => name));
  const applied = raw.prepare("SELECT name FROM __drizzle_migrations").pluck().all();
  if (applied.every((name) => known.has(name))) return;
  throw new DatabaseError(
    `${path} was written by a newer version of Understudy. Run that version, or name another directory with --data.`,
  );
}

/** Tells SQLite files of Understudy from those of other programs, where SQLite keeps it: "Undr". */
const applicationId = 0x556e6472;

/** Makes a database known as Understudy's to `isStamped`. */
export function stamp(raw: BetterSqlite.Database) {
  const present = raw.pragma("application_id", { simple: true });
  if (present !== applicationId) raw.pragma(`application_id = ${applicationId}`);
}

/** Whether a file is a database of Understudy, as its first bytes say: SQLite itself would make files beside it. */
export function isStamped(path: string): boolean {
  const start = startOf(path, 72);
  const isSqlite = start.toString("latin1", 0, 15) === "SQLite format 3";
  return isSqlite && start.length === 72 && start.readUInt32BE(68) === applicationId;
}

/** SQLite goes on writing into files that were moved or removed: its own, and the log of what was stored last. */
function refusalOnceGone(path: string) {
  const opened = [path, `${path}-wal`].map((file) => ({ file, found: statSync(file) }));
  return () => {
    const gone = opened.find(({ file, found }) => !isStillAt(file, found));
    if (!gone) return;
    throw Object.assign(new Error(`${gone.file} is gone.`), { code: "SQLITE_READONLY_DBMOVED" });
  };
}

function explained(error: unknown, path: string): unknown {
  if (error instanceof DatabaseError) return error;
  const code = codeOf(error);
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT")) return damaged(path);
  if (!/^(SQLITE_|E[A-Z]+$)/.test(code)) return error;
  return new DatabaseError(fileRefusal(path, code), { cause: error });
}

const damaged = (path: string) =>
  new DatabaseError(
    `${path} is damaged or no database of Understudy. Nothing was changed. ${remedy}`,
  );
const remedy = "Move it away, or name another directory with --data.";

/** Drizzle puts errors of the driver into errors of its own. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return "";
}

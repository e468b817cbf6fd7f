import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import Database from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { memoryDatabase } from "../../base/memory-database.ts";
import { packageFile } from "../../base/package-file.ts";
import { isFull } from "../../base/storage-problem.ts";

export interface PortalDatabase {
  readonly queries: BetterSQLite3Database;
  /**
   * The connection itself, for what is asked with every report: whoever moves the clock waits for years of them.
   *
   * SQLite plans a statement anew for each value that is bound to a limit, and for one that a column equals if the rows
   * are put in an order: write a limit into the text, and `= +?` before an `ORDER BY`.
   */
  readonly raw: Database.Database;
  /** Runs `work` from begin to commit. It must not return a promise: an await would let others in between. */
  atomically<Value>(work: () => Value): Value;
  close(): void;
}

/** The portal's database cannot be used; the message is for the person who started it. */
export class PortalDatabaseError extends Error {}

/** Opens the portal's database and brings it up to date. */
export function openDatabase(file: string): PortalDatabase {
  let raw: Database.Database | undefined;
  try {
    refuseHalf(file);
    if (file === ":memory:") {
      raw = memoryDatabase(migrationsFolder);
    } else {
      makePrivate(file);
      raw = new Database(file);
    }
    return prepare(raw, file);
  } catch (error) {
    raw?.close();
    if (error instanceof PortalDatabaseError) throw error;
    throw new PortalDatabaseError(complaint(file, error), { cause: error });
  }
}

const migrationsFolder = packageFile("src/stand-in/store/migrations");

/** Codes and keys are in it. SQLite gives the files it puts beside it (-wal, -shm) the same mode. */
function makePrivate(file: string) {
  closeSync(openSync(file, "a", 0o600));
  chmodSync(file, 0o600);
}

function prepare(raw: Database.Database, file: string): PortalDatabase {
  raw.pragma("busy_timeout = 5000");
  if (raw.pragma("quick_check(1)", { simple: true }) !== "ok") {
    throw new PortalDatabaseError(damaged(file));
  }
  refuseForeign(raw, file);
  raw.pragma("journal_mode = WAL");
  raw.pragma("synchronous = FULL");
  raw.pragma("foreign_keys = ON");
  const queries = drizzle({ client: raw });
  if (file !== ":memory:") migrate(queries, { migrationsFolder });
  // Made once: making one costs more than what most of them do.
  const transaction = raw.transaction((work: () => unknown) => work());
  return {
    queries,
    raw,
    atomically: <Value>(work: () => Value) => transaction.immediate(work) as Value,
    close: () => raw.close(),
  };
}

/** Refuses a database that was not closed and has lost its write-ahead log, in which the last writes are. */
function refuseHalf(file: string) {
  if (!existsSync(`${file}-shm`) || existsSync(`${file}-wal`)) return;
  throw new PortalDatabaseError(
    `${file}-wal is missing, which holds what was stored last. Put it back, or remove ${file}-shm to go on without.`,
  );
}

/** Refuses what another program, or a version with migrations unknown here, has written. */
function refuseForeign(raw: Database.Database, file: string) {
  const tables = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  if (tables.length === 0) return;
  if (!tables.includes("__drizzle_migrations")) {
    throw new PortalDatabaseError(
      `${file} is a database of another program. Move it away, or name another directory with --data.`,
    );
  }
  const known = new Set<unknown>(readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash));
  const applied = raw.prepare("SELECT hash FROM __drizzle_migrations").pluck().all();
  if (applied.every((hash) => known.has(hash))) return;
  throw new PortalDatabaseError(
    `${file} was written by a newer version of the stand-in portal. Start that version again, or move the file away to begin anew.`,
  );
}

function complaint(file: string, error: unknown): string {
  const code = codeOf(error);
  if (isFull(code)) {
    return `${file} cannot be written: the disk is full (${code}). Free some space, or name another directory with --data.`;
  }
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT")) return damaged(file);
  return `${file} cannot be opened as the stand-in portal's database (${code}). Check the folder, its permissions and whether another program holds the file.`;
}

const damaged = (file: string) =>
  `${file} is damaged, or no database at all. Restore it from a copy, or move it away to begin anew.`;

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return "unknown error";
}

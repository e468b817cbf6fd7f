import { chmodSync, existsSync } from "node:fs";
import BetterSqlite from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { packageFile } from "../base/package-file.ts";
import { isFull } from "../base/storage-problem.ts";

export interface Database {
  /** How often licenses may have been written through this connection. */
  writes: number;
  readonly raw: BetterSqlite.Database;
  /** Made once: making one costs more than what most of them do. */
  readonly transaction: BetterSqlite.Transaction<(body: () => unknown) => unknown>;
  readonly db: BetterSQLite3Database;
}

/** The database cannot be used. The message says which file, why, and what to do. */
export class DatabaseError extends Error {}

const migrationsFolder = packageFile("src/db/migrations");

/** Opens the instance's database, `:memory:` or a file that only its owner may read, and brings it up to date. */
export function openDatabase(path: string): Database {
  let database: Database | undefined;
  try {
    refuseHalf(path);
    const raw = new BetterSqlite(path);
    const transaction = raw.transaction((body: () => unknown) => body());
    database = { writes: 0, raw, db: drizzle({ client: raw }), transaction };
    if (path !== ":memory:") chmodSync(path, 0o600);
    raw.pragma("busy_timeout = 5000");
    if (raw.pragma("quick_check(1)", { simple: true }) !== "ok") throw damaged(path);
    refuseForeign(raw, path);
    raw.pragma("journal_mode = WAL");
    raw.pragma("synchronous = FULL");
    raw.pragma("foreign_keys = ON");
    migrate(database.db, { migrationsFolder });
    // A file that cannot be written is told of now, not at the first activation.
    raw.transaction(() => undefined).immediate();
    return database;
  } catch (error) {
    database?.raw.close();
    throw explained(error, path);
  }
}

/** Every write of licenses goes through here: the body runs from begin to commit without a pause. */
export function inTransaction<Value>(database: Database, body: () => Value): Value {
  try {
    return besideLicenses(database, body);
  } finally {
    database.writes += 1;
  }
}

/** A transaction that writes no licenses: which one is in force need not be looked up anew. */
export const besideLicenses = <Value>(
  { transaction }: Pick<Database, "transaction">,
  body: () => Value,
): Value => transaction.immediate(body) as Value;

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
function refuseForeign(raw: BetterSqlite.Database, path: string) {
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

function explained(error: unknown, path: string): unknown {
  if (error instanceof DatabaseError) return error;
  const code = codeOf(error);
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT")) return damaged(path);
  if (!/^(SQLITE_|E[A-Z]+$)/.test(code)) return error;
  if (isFull(code)) {
    return new DatabaseError(
      `${path} cannot be written: the disk is full (${code}). Nothing was changed. Free some space, or name another directory with --data.`,
    );
  }
  return new DatabaseError(
    `${path} cannot be opened for writing (${code}). Nothing was changed. Make it writable, or name another directory with --data.`,
  );
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

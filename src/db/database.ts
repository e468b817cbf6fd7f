import { chmodSync, existsSync } from "node:fs";
import BetterSqlite from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { memoryDatabase } from "../base/memory-database.ts";
import { packageFile } from "../base/package-file.ts";
import { isFull } from "../base/storage-problem.ts";
import type { Tx } from "../base/tx.ts";

export interface Database {
  /** Changes whenever a row of licenses is written through this connection, by whatever statement, or a write is undone. */
  licensesVersion: number;
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
    const inMemory = path === ":memory:";
    const raw = inMemory ? memoryDatabase(migrationsFolder) : new BetterSqlite(path);
    const transaction = raw.transaction((body: () => unknown) => body());
    database = { licensesVersion: 0, raw, db: drizzle({ client: raw }), transaction };
    if (!inMemory) chmodSync(path, 0o600);
    raw.pragma("busy_timeout = 5000");
    if (raw.pragma("quick_check(1)", { simple: true }) !== "ok") throw damaged(path);
    refuseForeign(raw, path);
    raw.pragma("journal_mode = WAL");
    raw.pragma("synchronous = FULL");
    raw.pragma("foreign_keys = ON");
    if (!inMemory) migrate(database.db, { migrationsFolder });
    watchLicenses(database);
    // A file that cannot be written is told of now, not at the first activation.
    raw.transaction(() => undefined).immediate();
    return database;
  } catch (error) {
    database?.raw.close();
    throw explained(error, path);
  }
}

/** Runs a body from begin to commit; if it throws, nothing was written. One that would wait does not compile. */
export function inTransaction<Value>(
  database: Database,
  body: (tx: Tx) => Value extends PromiseLike<unknown> ? never : Value,
): Value {
  const tx = {} as Tx;
  openIn.set(tx, database);
  try {
    return database.transaction.immediate(() => body(tx)) as Value;
  } catch (error) {
    database.licensesVersion += 1;
    throw error;
  } finally {
    openIn.delete(tx);
  }
}

const openIn = new WeakMap<Tx, Database>();

/** What a transaction is open in. */
export function databaseOf(tx: Tx): Database {
  const database = openIn.get(tx);
  if (!database) throw new Error("The transaction is over.");
  return database;
}

type Make<Query> = (raw: BetterSqlite.Database) => Query;

const prepared = new WeakMap<BetterSqlite.Database, Map<Make<unknown>, unknown>>();

/**
 * A statement of a path that is taken again and again while the clock moves, prepared once for each connection and
 * without Drizzle, which costs more than SQLite's own work.
 *
 * SQLite plans a statement anew for each value that is bound to a limit, and for one that a column equals if the rows
 * are put in an order: write a limit into the text, and `= +?` before an `ORDER BY`.
 */
export function preparedIn<Query>({ raw }: Pick<Database, "raw">, make: Make<Query>): Query {
  const queries = prepared.get(raw) ?? new Map<Make<unknown>, unknown>();
  prepared.set(raw, queries);
  if (!queries.has(make)) queries.set(make, make(raw));
  return queries.get(make) as Query;
}

/** SQLite itself tells of each row of licenses that is written: no statement can pass by what is remembered of them. */
function watchLicenses(database: Database) {
  database.raw.function("licenses_written", () => {
    database.licensesVersion += 1;
    return null;
  });
  for (const write of ["INSERT", "UPDATE", "DELETE"]) {
    database.raw.exec(
      `CREATE TEMP TRIGGER licenses_${write} AFTER ${write} ON main.licenses BEGIN SELECT licenses_written(); END`,
    );
  }
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

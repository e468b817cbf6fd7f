import type BetterSqlite from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { DatabaseError, type OpenDatabase, openDatabaseFile } from "../base/database-file.ts";
import { packageFile } from "../base/package-file.ts";
import type { Tx } from "../base/tx.ts";
import { factShapes } from "./fact-shapes.ts";

export interface Database {
  /** Changes whenever a row of licenses is written through this connection, by whatever statement, or a write is undone. */
  licensesVersion: number;
  readonly raw: BetterSqlite.Database;
  readonly atomically: OpenDatabase["atomically"];
  readonly db: BetterSQLite3Database;
}

/** Opens the instance's database, `:memory:` or a file that only its owner may read, and brings it up to date. */
export function openDatabase(path: string): Database {
  const { raw, queries: db, atomically } = openDatabaseFile(path, packageFile("src/db/migrations"));
  const database = { licensesVersion: 0, raw, db, atomically };
  try {
    refuseDamagedFacts(raw, path);
    watchLicenses(database);
    return database;
  } catch (error) {
    raw.close();
    throw error;
  }
}

function refuseDamagedFacts(raw: BetterSqlite.Database, path: string) {
  const kept = raw.prepare<[], [string, unknown]>("SELECT name, value FROM settings").raw().all();
  const values = new Map(kept);
  for (const [name, shape] of Object.entries(factShapes)) {
    if (!values.has(name) || shape.read(values.get(name)) !== undefined) continue;
    throw new DatabaseError(
      `${path} is damaged: its setting "${name}" cannot be read. Restore the file from a copy, move it away, or name another directory with --data.`,
    );
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
    return database.atomically(() => body(tx)) as Value;
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

import type BetterSqlite from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { DatabaseError, type OpenDatabase, openDatabaseFile } from "../base/database-file.ts";
import { packageFile } from "../base/package-file.ts";
import type { Tx } from "../base/tx.ts";
import { factShapes } from "./fact-shapes.ts";
import newest from "./newest-schema.json" with { type: "json" };

export interface Database {
  /** Changes whenever a row of licenses is written through this connection, by whatever statement, or a write is undone. */
  licensesVersion: number;
  /** Changes when all that it holds is replaced: what was remembered of it is not true any more. */
  life: number;
  readonly raw: BetterSqlite.Database;
  readonly atomically: OpenDatabase["atomically"];
  readonly db: BetterSQLite3Database;
  /** What the next commit takes with it. */
  readonly nextCommit: Waiting[];
}

/** A body that waits for its commit. */
interface Waiting {
  /** Runs it, and gives what tells who asked that it is stored. */
  readonly run: () => () => void;
  readonly reject: (error: unknown) => void;
}

/** Opens the instance's database, `:memory:` or a file that only its owner may read, and brings it up to date. */
export function openDatabase(path: string): Database {
  const {
    raw,
    queries: db,
    atomically,
  } = openDatabaseFile(path, {
    migrationsFolder: packageFile("src/db/migrations"),
    newest,
  });
  const database = { licensesVersion: 0, life: 0, raw, db, atomically, nextCommit: [] };
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

type Body<Value> = (tx: Tx) => Value extends PromiseLike<unknown> ? never : Value;

/** Runs a body from begin to commit; if it throws, nothing was written. One that would wait does not compile. */
export function inTransaction<Value>(database: Database, body: Body<Value>): Value {
  // Whoever asked before has written before.
  if (!database.raw.inTransaction) commitWaiting(database);
  return run(database, body);
}

/**
 * The same, in one commit with what others ask for in this turn of the loop: a disk takes longer over a commit than over
 * everything that is written. One that throws has written nothing, and the others have.
 */
export async function inNextCommit<Value>(
  database: Database,
  body: Body<Value>,
): Promise<Awaited<Value>> {
  if (database.raw.memory) return await inTransaction(database, body);
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  if (database.nextCommit.length === 0) setImmediate(() => commitWaiting(database));
  database.nextCommit.push({
    run() {
      const value = run(database, body);
      return () => resolve(value);
    },
    reject,
  });
  return await promise;
}

/** Writes what waits, before anything else is. */
function commitWaiting(database: Database) {
  const waiting = database.nextCommit.splice(0);
  if (waiting.length === 0) return;
  const told: (() => void)[] = [];
  try {
    run(database, () => {
      for (const { run: runOne, reject } of waiting) {
        try {
          told.push(runOne());
        } catch (error) {
          // A disk that fails has undone all of them.
          if (!database.raw.inTransaction) throw error;
          told.push(() => reject(error));
        }
      }
    });
    for (const tell of told) tell();
  } catch (error) {
    for (const { reject } of waiting) reject(error);
  }
}

/** Runs a body between begin and commit; within a transaction, between a savepoint and its release. */
function run<Value>(database: Database, body: (tx: Tx) => Value): Value {
  const tx = {} as Tx;
  openIn.set(tx, database);
  try {
    return database.atomically(() => body(tx));
  } catch (error) {
    database.licensesVersion += 1;
    throw error;
  } finally {
    openIn.delete(tx);
  }
}

/** Closes it, with what waits written. */
export function closeDatabase(database: Database) {
  commitWaiting(database);
  database.raw.close();
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
 * SQLite plans a statement anew for each value that is bound to a limit, and for one that a column equals if rows are put
 * in an order, within the statement too, or tables joined: write `LIMIT +?` and `= +?`.
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

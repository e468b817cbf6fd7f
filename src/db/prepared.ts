import type BetterSqlite from "better-sqlite3";
import type { Database } from "./database.ts";

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

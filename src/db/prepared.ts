import type BetterSqlite from "better-sqlite3";
import type { Database } from "./database.ts";

type Make<Query> = (raw: BetterSqlite.Database) => Query;

const prepared = new WeakMap<BetterSqlite.Database, Map<Make<unknown>, unknown>>();

/**
 * A statement of a path that is taken again and again while the clock moves, prepared once for each connection and
 * without Drizzle, which costs more than SQLite's own work. Write a limit into the text: SQLite prepares a statement
 * anew each time that a limit is bound.
 */
export function preparedIn<Query>({ raw }: Pick<Database, "raw">, make: Make<Query>): Query {
  const queries = prepared.get(raw) ?? new Map<Make<unknown>, unknown>();
  prepared.set(raw, queries);
  if (!queries.has(make)) queries.set(make, make(raw));
  return queries.get(make) as Query;
}

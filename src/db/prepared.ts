import type { Database } from "./database.ts";

type Make<Query> = (database: Pick<Database, "db">) => Query;

const prepared = new WeakMap<object, Map<Make<unknown>, unknown>>();

/**
 * A query of a path that is taken again and again while the clock moves, prepared once for each connection: Drizzle
 * builds anything else anew each time, which costs more than SQLite's work.
 */
export function preparedIn<Query>({ db }: Pick<Database, "db">, make: Make<Query>): Query {
  const queries = prepared.get(db) ?? new Map<Make<unknown>, unknown>();
  prepared.set(db, queries);
  if (!queries.has(make)) queries.set(make, make({ db }));
  return queries.get(make) as Query;
}

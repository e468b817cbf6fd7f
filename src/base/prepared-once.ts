import type BetterSqlite from "better-sqlite3";
import { remembered } from "./remembered.ts";

type Statement = BetterSqlite.Statement<unknown[]>;

/**
 * A connection for Drizzle, which prepares what it asks anew each time, at the price of asking it: each text is prepared
 * once. A statement gives its rows in one way, so that one for rows as arrays is prepared beside one for objects.
 */
export function preparingOnce(raw: BetterSqlite.Database): BetterSqlite.Database {
  const inArrays = remembered((text) => raw.prepare<unknown[]>(plannedOnce(text)).raw());
  const prepare = remembered((text): Pick<Statement, "all" | "get" | "run" | "raw"> => {
    const statement = raw.prepare<unknown[]>(plannedOnce(text));
    return {
      all: (...given) => statement.all(...given),
      get: (...given) => statement.get(...given),
      run: (...given) => statement.run(...given),
      raw: () => inArrays(text),
    };
  });
  return Object.create(raw, { prepare: { value: prepare } });
}

/** SQLite plans a statement anew for each value of some kinds of places, unless the value has a plus, which changes nothing. */
const plannedOnce = (text: string) => text.replaceAll(/(= |limit |offset )\?/g, "$1+?");

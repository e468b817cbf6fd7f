import type BetterSqlite from "better-sqlite3";
import { type AddOnSeats, withAssigned } from "../activation/add-ons.ts";
import type { UsageExports } from "../activation/usage-csv.ts";
import type { Tx } from "../base/tx.ts";
import { type Database, databaseOf, inTransaction, preparedIn } from "./database.ts";
import { type FactName, type FactOf, type FactShape, factShapes } from "./fact-shapes.ts";

/** A fact as it was written; undefined if there is none. */
export function readFact<Name extends FactName>(
  database: Database,
  name: Name,
): FactOf<Name> | undefined {
  const text = preparedIn(database, factNamed).get(name);
  if (text === undefined) return undefined;
  const fact = factShapes[name].read(text);
  if (fact === undefined) throw new Error(`The fact "${name}" is damaged.`);
  return fact as FactOf<Name>;
}

const factNamed = (raw: BetterSqlite.Database) =>
  raw.prepare<[FactName], string>("SELECT value FROM settings WHERE name = ?").pluck();

/** Null removes it. */
export function writeFact<Name extends FactName>(tx: Tx, name: Name, fact: FactOf<Name> | null) {
  if (fact === null) return forgetFact(tx, name);
  const shape = factShapes[name] as unknown as FactShape<FactOf<Name>>;
  preparedIn(databaseOf(tx), keepingFact).run(name, shape.write(fact));
}

const keepingFact = (raw: BetterSqlite.Database) =>
  raw.prepare<[FactName, string]>(
    "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );

export const forgetFact = (tx: Tx, name: FactName) =>
  void preparedIn(databaseOf(tx), forgettingFact).run(name);

const forgettingFact = (raw: BetterSqlite.Database) =>
  raw.prepare<[FactName]>("DELETE FROM settings WHERE name = ?");

export const usageExportsIn = (database: Database): UsageExports => ({
  wasExported: () => readFact(database, "usage_exported") !== undefined,
  remember: () => inTransaction(database, (tx) => writeFact(tx, "usage_exported", "true")),
});

export const addOnSeatsIn = (database: Database): AddOnSeats => ({
  assigned: async () => readAssigned(database),
  assign: async (seats) =>
    inTransaction(database, (tx) => {
      const assigned = [...withAssigned(readAssigned(database), seats)];
      writeFact(tx, "assigned_add_on_seats", assigned.length === 0 ? null : assigned);
    }),
});

const readAssigned = (database: Database): ReadonlyMap<string, number> =>
  new Map(readFact(database, "assigned_add_on_seats"));

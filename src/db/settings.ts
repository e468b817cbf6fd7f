import type BetterSqlite from "better-sqlite3";
import { type AddOnSeats, withAssigned } from "../activation/add-ons.ts";
import type { Reconciliation } from "../activation/seat-link.ts";
import type { ServiceToken } from "../activation/service-token.ts";
import type { UsageExports } from "../activation/usage-csv.ts";
import type { Tx } from "../base/tx.ts";
import type { LastReport } from "../jobs/job-records.ts";
import { type Database, databaseOf, inTransaction, preparedIn } from "./database.ts";
import { type SettingName, type SettingOf, settingShapes } from "./setting-shapes.ts";

export const readSetting = (database: Database, name: SettingName): string | undefined =>
  preparedIn(database, settingNamed).get(name);

const settingNamed = (raw: BetterSqlite.Database) =>
  raw.prepare<[SettingName], string>("SELECT value FROM settings WHERE name = ?").pluck();

/** A setting as it was written, read; undefined if there is none. */
export function readSettingAs<Name extends SettingName>(
  database: Database,
  name: Name,
): SettingOf<Name> | undefined {
  const text = readSetting(database, name);
  return text === undefined ? undefined : (settingShapes[name].parse(text) as SettingOf<Name>);
}

export const writeSetting = (tx: Tx, name: SettingName, value: string) =>
  void preparedIn(databaseOf(tx), keepingSetting).run(name, value);

const keepingSetting = (raw: BetterSqlite.Database) =>
  raw.prepare<[SettingName, string]>(
    "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );

export const forgetSetting = (tx: Tx, name: SettingName) =>
  void preparedIn(databaseOf(tx), forgettingSetting).run(name);

const forgettingSetting = (raw: BetterSqlite.Database) =>
  raw.prepare<[SettingName]>("DELETE FROM settings WHERE name = ?");

/** What exchanges with the portal have left behind, apart from licenses. */
interface Notes {
  readonly last_report: LastReport;
  readonly reconciliation: Reconciliation;
  readonly service_token: ServiceToken;
}

/** Null if there is none. */
export function readNote<Name extends keyof Notes>(
  database: Database,
  name: Name,
): Notes[Name] | null {
  const text = readSetting(database, name);
  return text === undefined ? null : JSON.parse(text);
}

/** Null removes it. */
export function writeNote<Name extends keyof Notes>(tx: Tx, name: Name, note: Notes[Name] | null) {
  if (note === null) forgetSetting(tx, name);
  else writeSetting(tx, name, JSON.stringify(note));
}

export const usageExportsIn = (database: Database): UsageExports => ({
  wasExported: () => readSetting(database, "usage_exported") !== undefined,
  remember: () => inTransaction(database, (tx) => writeSetting(tx, "usage_exported", "true")),
});

export const addOnSeatsIn = (database: Database): AddOnSeats => ({
  assigned: async () => readAssigned(database),
  assign: async (seats) =>
    inTransaction(database, (tx) => {
      const assigned = [...withAssigned(readAssigned(database), seats)];
      if (assigned.length === 0) forgetSetting(tx, "assigned_add_on_seats");
      else writeSetting(tx, "assigned_add_on_seats", JSON.stringify(assigned));
    }),
});

/** Kept as pairs: an add-on may have any name. */
const readAssigned = (database: Database): ReadonlyMap<string, number> =>
  new Map(readSettingAs(database, "assigned_add_on_seats"));

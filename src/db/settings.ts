import type BetterSqlite from "better-sqlite3";
import type { Database } from "./database.ts";
import { preparedIn } from "./prepared.ts";

/** What an instance keeps about itself, by name. */
export type SettingName =
  | "instance_id"
  | "seat_link_draw"
  | "service_token_draw"
  | "clock"
  | "clock_move"
  | "first_clock"
  | "first_boot"
  | "has_started"
  | "reading_keys"
  | "portal_reset"
  | "trial_ends_on"
  | "usage_exported"
  | "last_report"
  | "reconciliation"
  | "service_token"
  | "assigned_add_on_seats";

export const readSetting = (database: Database, name: SettingName): string | undefined =>
  preparedIn(database, settingNamed).get(name);

const settingNamed = (raw: BetterSqlite.Database) =>
  raw.prepare<[SettingName], string>("SELECT value FROM settings WHERE name = ?").pluck();

export const writeSetting = (database: Database, name: SettingName, value: string) =>
  void preparedIn(database, keepingSetting).run(name, value);

const keepingSetting = (raw: BetterSqlite.Database) =>
  raw.prepare<[SettingName, string]>(
    "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );

export const forgetSetting = (database: Database, name: SettingName) =>
  void preparedIn(database, forgettingSetting).run(name);

const forgettingSetting = (raw: BetterSqlite.Database) =>
  raw.prepare<[SettingName]>("DELETE FROM settings WHERE name = ?");

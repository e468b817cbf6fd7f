import { eq, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { preparedIn } from "./prepared.ts";
import { settings } from "./tables.ts";

/** What an instance keeps about itself, by name. */
export type SettingName =
  | "instance_id"
  | "seat_link_draw"
  | "clock"
  | "first_boot"
  | "reading_keys"
  | "portal_reset"
  | "trial_ends_on"
  | "usage_exported"
  | "last_report"
  | "reconciliation";

export const readSetting = (database: Database, name: SettingName): string | undefined =>
  preparedIn(database, settingNamed).get({ name })?.value;

const settingNamed = ({ db }: Pick<Database, "db">) =>
  db
    .select()
    .from(settings)
    .where(eq(settings.name, sql.placeholder("name")))
    .prepare();

export const writeSetting = (database: Database, name: SettingName, value: string) =>
  void preparedIn(database, keepingSetting).run({ name, value });

const keepingSetting = ({ db }: Pick<Database, "db">) =>
  db
    .insert(settings)
    .values({ name: sql.placeholder("name"), value: sql.placeholder("value") })
    .onConflictDoUpdate({ target: settings.name, set: { value: sql`excluded.value` } })
    .prepare();

export const forgetSetting = ({ db }: Database, name: SettingName) =>
  void db.delete(settings).where(eq(settings.name, name)).run();

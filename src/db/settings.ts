import { eq } from "drizzle-orm";
import type { Database } from "./database.ts";
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

export const readSetting = ({ db }: Database, name: SettingName): string | undefined =>
  db.select().from(settings).where(eq(settings.name, name)).get()?.value;

export function writeSetting({ db }: Database, name: SettingName, value: string) {
  db.insert(settings)
    .values({ name, value })
    .onConflictDoUpdate({ target: settings.name, set: { value } })
    .run();
}

export const forgetSetting = ({ db }: Database, name: SettingName) =>
  void db.delete(settings).where(eq(settings.name, name)).run();

import { desc } from "drizzle-orm";
import type { LicenseRecord } from "../activation/license-records.ts";
import type { Day } from "../calendar.ts";
import { currentLicense } from "../license/current-license.ts";
import type { Database } from "./database.ts";
import type { ToRecord } from "./decoded-licenses.ts";
import { licenses } from "./tables.ts";

/** The selection rule looks at no more rows than this. */
const selectable = 100;

/** Which row is in force on a day; remembered until midnight, the clock, or any write to this database may change that. */
export function currentRecordIn({ db, raw }: Database, toRecord: ToRecord) {
  // Writes of other processes, and writes of our own.
  const dataVersion = raw.prepare<[], number>("PRAGMA data_version").pluck();
  const totalChanges = raw.prepare<[], number>("SELECT total_changes()").pluck();
  let cached = { version: "", today: "", record: null as LicenseRecord | null };
  return (today: Day): LicenseRecord | null => {
    const version = `${dataVersion.get()}/${totalChanges.get()}`;
    if (cached.version !== version || cached.today !== today) {
      const newest = db.select().from(licenses).orderBy(desc(licenses.id)).limit(selectable).all();
      const readable = newest.map(toRecord).filter((record) => record !== null);
      cached = { version, today, record: currentLicense(readable, today) };
    }
    return cached.record;
  };
}

import type { LicenseRecord } from "../activation/license-records.ts";
import type { Day } from "../calendar.ts";
import { currentLicense, selectableRows } from "../license/current-license.ts";
import type { Database } from "./database.ts";
import type { StoredKey, ToRecord } from "./decoded-licenses.ts";

/** Which row is in force on a day; remembered until midnight, the clock, or any write to this database may change that. */
export function currentRecordIn(database: Database, toRecord: ToRecord) {
  const { raw } = database;
  // Asked after every write, hence not through Drizzle.
  const newest = raw.prepare<[number], StoredKey>(
    "SELECT id, key, created_at AS createdAt, synced_at AS syncedAt FROM licenses ORDER BY id DESC LIMIT ?",
  );
  // Changes when another process has written, which none can to a database in memory.
  const dataVersion = raw.prepare<[], number>("PRAGMA data_version").pluck();
  const writesOfOthers = raw.memory ? () => 0 : () => dataVersion.get();
  let cached = { version: "", today: "", record: null as LicenseRecord | null };
  return (today: Day): LicenseRecord | null => {
    const version = `${writesOfOthers()}/${database.writes}`;
    if (cached.version !== version || cached.today !== today) {
      const readable = newest
        .all(selectableRows)
        .map(toRecord)
        .filter((record) => record !== null);
      cached = { version, today, record: currentLicense(readable, today) };
    }
    return cached.record;
  };
}

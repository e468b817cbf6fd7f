import type BetterSqlite from "better-sqlite3";
import type { LicenseRecord } from "../activation/license-records.ts";
import type { Day } from "../calendar.ts";
import { currentLicense, selectableRows } from "../license/current-license.ts";
import type { Database } from "./database.ts";
import { type Decoder, decoderOf, type ReadLicense, type StoredKey } from "./decoded-licenses.ts";
import { preparedIn } from "./prepared.ts";

interface StoredLicenses extends Decoder {
  /** What is in force on a day. */
  readonly current: (today: Day) => LicenseRecord | null;
}

const known = new WeakMap<Database, WeakMap<ReadLicense, StoredLicenses>>();

/** What a database holds, as it is read with some keys: whoever asks shares what was decoded and found. */
export function storedLicensesIn(database: Database, read: ReadLicense): StoredLicenses {
  const byReader = known.get(database) ?? new WeakMap<ReadLicense, StoredLicenses>();
  known.set(database, byReader);
  const stored = byReader.get(read) ?? openStored(database, read);
  byReader.set(read, stored);
  return stored;
}

function openStored(database: Database, read: ReadLicense): StoredLicenses {
  const decoder = decoderOf(read);
  return { ...decoder, current: currentRecordIn(database, decoder.toRecord) };
}

const newestRows = (raw: BetterSqlite.Database) =>
  raw.prepare<[], StoredKey>(
    `SELECT id, key, created_at AS createdAt, synced_at AS syncedAt FROM licenses ORDER BY id DESC LIMIT ${selectableRows}`,
  );

/** Which row is in force on a day; remembered until midnight, the clock, or a write of licenses may change that. */
function currentRecordIn(database: Database, toRecord: Decoder["toRecord"]) {
  const { raw } = database;
  // Changes when another process has written, which none can to a database in memory.
  const dataVersion = raw.prepare<[], number>("PRAGMA data_version").pluck();
  const writesOfOthers = raw.memory ? () => 0 : () => dataVersion.get();
  let cached = { version: "", today: "", record: null as LicenseRecord | null };
  return (today: Day): LicenseRecord | null => {
    const version = `${writesOfOthers()}/${database.writes}`;
    if (cached.version !== version || cached.today !== today) {
      const readable = preparedIn(database, newestRows)
        .all()
        .map(toRecord)
        .filter((record) => record !== null);
      cached = { version, today, record: currentLicense(readable, today) };
    }
    return cached.record;
  };
}

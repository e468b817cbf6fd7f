import type BetterSqlite from "better-sqlite3";
import type { LicenseRecord } from "../activation/license-records.ts";
import { currentLicense, selectableRows } from "../license/current-license.ts";
import type { Day } from "../time/calendar.ts";
import type { Database } from "./database.ts";
import { decoderOf, type ReadLicense, type StoredKey, type ToRecord } from "./decoded-licenses.ts";
import { preparedIn } from "./prepared.ts";

interface StoredLicenses {
  readonly toRecord: ToRecord;
  /** What is in force on a day. */
  readonly current: (today: Day) => LicenseRecord | null;
  /**
   * Takes note of a row that was just stored or dated anew, so that neither it nor the others are read again. If the
   * transaction fails, count it among the writes.
   */
  readonly remember: (record: LicenseRecord) => void;
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
  const { toRecord, remember } = decoderOf(read);
  const newest = newestRecordsIn(database, toRecord);
  return {
    toRecord,
    current: currentRecordAmong(newest.records),
    remember(record) {
      remember(record);
      newest.remember(record);
    },
  };
}

const newestRows = (raw: BetterSqlite.Database) =>
  raw.prepare<[], StoredKey>(
    `SELECT id, key, created_at AS createdAt, synced_at AS syncedAt FROM licenses ORDER BY id DESC LIMIT ${selectableRows}`,
  );

type Newest = readonly (LicenseRecord | null)[];

/** The newest rows, newest first; null for one that cannot be read. Read again after a write of licenses. */
function newestRecordsIn(database: Database, toRecord: ToRecord) {
  const { raw } = database;
  // Changes when another process has written, which none can to a database in memory.
  const dataVersion = raw.prepare<[], number>("PRAGMA data_version").pluck();
  const writesOfOthers = raw.memory ? () => 0 : () => dataVersion.get();
  const present = () => `${writesOfOthers()}/${database.writes}`;
  let cached = { version: "", records: [] as Newest };
  return {
    records(): Newest {
      const version = present();
      if (cached.version !== version) {
        cached = { version, records: preparedIn(database, newestRows).all().map(toRecord) };
      }
      return cached.records;
    },
    remember(record: LicenseRecord) {
      const { version, records } = cached;
      if (version === present()) cached = { version, records: withRecord(records, record) };
    },
  };
}

/** Ids only ever grow: a row that is not among the newest is newer. */
function withRecord(records: Newest, record: LicenseRecord): Newest {
  const place = records.findIndex((one) => one?.row === record.row);
  return place < 0
    ? [record, ...records.slice(0, selectableRows - 1)]
    : records.with(place, record);
}

/** Which one is in force on a day; remembered until midnight, the clock, or another row may change that. */
function currentRecordAmong(newest: () => Newest) {
  let cached = { among: [] as Newest, today: "", record: null as LicenseRecord | null };
  return (today: Day): LicenseRecord | null => {
    const among = newest();
    if (cached.among !== among || cached.today !== today) {
      const readable = among.filter((record) => record !== null);
      cached = { among, today, record: currentLicense(readable, today) };
    }
    return cached.record;
  };
}

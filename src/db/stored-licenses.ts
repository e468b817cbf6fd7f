import { createHash } from "node:crypto";
import type BetterSqlite from "better-sqlite3";
import { eq, type InferSelectModel } from "drizzle-orm";
import type { LicenseRecord } from "../activation/license-records.ts";
import type { Result } from "../base/result.ts";
import { currentLicense, selectableRows } from "../license/current-license.ts";
import type { License, LicenseProblem } from "../license/license.ts";
import type { ReadingKeys } from "../license/reading-keys.ts";
import type { Day, Instant } from "../time/calendar.ts";
import { type Database, inTransaction, preparedIn } from "./database.ts";
import { readFact, writeFact } from "./facts.ts";
import { licenses } from "./tables.ts";

export type ReadLicense = (key: string) => Result<License, LicenseProblem>;

/** What a record is made of. */
export type StoredKey = Pick<
  InferSelectModel<typeof licenses>,
  "id" | "key" | "createdAt" | "syncedAt"
>;

export type ToRecord = (row: StoredKey) => LicenseRecord | null;

export interface StoredLicenses {
  readonly toRecord: ToRecord;
  /** What is in force on a day. */
  readonly current: (today: Day) => LicenseRecord | null;
  /** Writes one row, new or dated anew, and takes note of it, so that neither it nor the others are read again. */
  readonly write: (store: () => LicenseRecord) => LicenseRecord;
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
    write: (store) =>
      newest.write(() => {
        const record = store();
        remember(record);
        return record;
      }),
  };
}

const newestRows = (raw: BetterSqlite.Database) =>
  raw.prepare<[], StoredKey>(
    `SELECT id, key, created_at AS createdAt, synced_at AS syncedAt FROM licenses ORDER BY id DESC LIMIT ${selectableRows}`,
  );

type Newest = readonly (LicenseRecord | null)[];

/** The newest rows, newest first; null for one that cannot be read. Read again when another write than `write` has changed them. */
function newestRecordsIn(database: Database, toRecord: ToRecord) {
  const present = () => licensesVersionOf(database);
  let cached = { version: "", records: [] as Newest };
  return {
    records(): Newest {
      const version = present();
      if (cached.version !== version) {
        cached = { version, records: preparedIn(database, newestRows).all().map(toRecord) };
      }
      return cached.records;
    },
    write(store: () => LicenseRecord) {
      const { version, records } = cached;
      const isFresh = version === present();
      const record = store();
      if (isFresh) cached = { version: present(), records: withRecord(records, record) };
      return record;
    },
  };
}

/** Changes whenever rows of licenses are written. None but ours can be written to a database in memory. */
export function licensesVersionOf(database: Database): string {
  const writesOfOthers = database.raw.memory ? 0 : preparedIn(database, dataVersion).get();
  return `${writesOfOthers}/${database.licensesVersion}`;
}

const dataVersion = (raw: BetterSqlite.Database) =>
  raw.prepare<[], number>("PRAGMA data_version").pluck();

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

interface Decoder {
  readonly toRecord: ToRecord;
  /** Spares the decoding of what was decoded before it was stored. */
  readonly remember: (record: LicenseRecord) => void;
}

/** More than the selection rule and the longest page look at, with room to spare. */
const keptDecoded = 1_000;

/**
 * Turns rows into records; null for a key that cannot be read.
 *
 * Decoding costs an RSA operation and the key of a row never changes, so the newest are remembered.
 */
function decoderOf(read: ReadLicense): Decoder {
  const decoded = new Map<number, { key: string; license: License | null }>();
  const keep = (id: number, key: string, license: License | null) => {
    decoded.set(id, { key, license });
    const oldest = decoded.size > keptDecoded ? decoded.keys().next().value : undefined;
    if (oldest !== undefined) decoded.delete(oldest);
  };
  const decode = ({ id, key }: StoredKey): License | null => {
    const known = decoded.get(id);
    // A reset starts the ids over, so an id alone does not say which key was decoded.
    if (known?.key === key) return known.license;
    const fresh = read(key);
    const license = fresh.ok ? fresh.value : null;
    keep(id, key, license);
    return license;
  };
  const toRecord: ToRecord = (row) => {
    const license = isDated(row) ? decode(row) : null;
    return (
      license && {
        row: row.id,
        key: row.key,
        license,
        createdAt: row.createdAt as Instant,
        syncedAt: row.syncedAt as Instant | null,
      }
    );
  };
  return { toRecord, remember: ({ row, key, license }) => keep(row, key, license) };
}

/** Whether the days of a row are some: another program may have written what is no instant. */
const isDated = ({ createdAt, syncedAt }: StoredKey): boolean =>
  isInstant(createdAt) && (syncedAt === null || isInstant(syncedAt));

const isInstant = (value: unknown): boolean =>
  typeof value === "number" && Math.abs(value) <= furthest;

/** As far as a date goes, in milliseconds. */
const furthest = 8.64e15;

/** Decodes every row again if the keys that licenses are read with are not those of the last start. */
export function decodeAgain(database: Database, read: ReadLicense, keys: ReadingKeys) {
  const readingKeys = fingerprintOf(keys);
  if (readFact(database, "reading_keys") === readingKeys) return;
  const { db } = database;
  inTransaction(database, (tx) => {
    for (const row of db.select().from(licenses).all()) {
      const license = read(row.key);
      const columns = decodedColumns(license.ok ? license.value : null);
      db.update(licenses).set(columns).where(eq(licenses.id, row.id)).run();
    }
    writeFact(tx, "reading_keys", readingKeys);
  });
}

/** What is kept of a license beside its key, for lists and look-ups. */
export const decodedColumns = (license: License | null) => ({
  readable: license !== null,
  number: license?.number ?? null,
  startsOn: license?.startsOn ?? null,
  expiresOn: license?.expiresOn ?? null,
});

/** Changes with the keys, and with what `decodedColumns` keeps. */
function fingerprintOf({ main, fallback }: ReadingKeys): string {
  const hash = createHash("sha256").update("number starts_on expires_on");
  for (const key of [main, ...fallback]) hash.update(key.export({ type: "spki", format: "der" }));
  return hash.digest("hex");
}

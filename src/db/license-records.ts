import type BetterSqlite from "better-sqlite3";
import { desc, eq, inArray, or } from "drizzle-orm";
import { dayIn, type FutureSubscription } from "../activation/future-subscription.ts";
import type {
  Installation,
  InstallationFacts,
  LicenseRecord,
  LicenseRecords,
  Removal,
} from "../activation/license-records.ts";
import type { Removing } from "../activation/origin.ts";
import { clearsFuture, rowsMeantBy } from "../activation/removal.ts";
import { dailyBillable } from "../activation/user-records.ts";
import { ok } from "../base/result.ts";
import type { Tx } from "../base/tx.ts";
import { activeUsers } from "../license/billable-users.ts";
import { selectableRows } from "../license/current-license.ts";
import type { RuleYear } from "../license/seat-rules.ts";
import type { Day, Instant } from "../time/calendar.ts";
import type { Announced } from "../timeline/recorded.ts";
import { type Database, databaseOf, inNextCommit, inTransaction, preparedIn } from "./database.ts";
import { recordEvent } from "./events.ts";
import { readFact, writeFact } from "./facts.ts";
import {
  decodedColumns,
  type ReadLicense,
  type StoredKey,
  type StoredLicenses,
  storedLicensesIn,
  type ToRecord,
} from "./stored-licenses.ts";
import { futureSubscriptions, licenses } from "./tables.ts";
import { countsIn, readDaysWith, readUsers } from "./user-records.ts";

export function licenseRecordsIn(
  database: Database,
  read: ReadLicense,
  settings: { readonly rules: RuleYear } = { rules: "today" },
): LicenseRecords {
  const stored = storedLicensesIn(database, read);
  const { current } = stored;
  const factsOn = (today: Day) =>
    factsIn(database, { rules: settings.rules, today, inForce: current(today) });
  return {
    current,
    ...readsIn(database, stored.toRecord),
    futureSubscriptions: async () => readFuture(database),
    isFollowed: async (today) => preparedIn(database, startingLater).get(today) !== undefined,
    trialEndsOn: async () => readTrialEnd(database),
    consider: async (today, ask) =>
      ask({
        ...factsOn(today),
        daysWith: (times, window) => readDaysWith(database, times, window),
      }),
    install: (today, decide, together) =>
      inNextCommit(database, (tx) => {
        const decided = decide(factsOn(today));
        if (!decided.ok) return decided;
        const installed = {
          license: writeInstallation(tx, decided.value, stored),
          isNew: decided.value.license.kind === "row-added",
          futureSubscriptions: decided.value.futureSubscriptions ?? readFuture(database),
        };
        together?.(tx, installed, () => current(today));
        return ok(installed);
      }),
    replaceFuture: ({ at, today }, decide, together) =>
      inNextCommit(database, (tx) => {
        const list = decide(current(today));
        if (list) announce(tx, at, list);
        together(tx);
      }),
    remove: async (number, removing) =>
      inTransaction(database, (tx) => {
        const carryingOrAt = or(eq(licenses.number, number), eq(licenses.id, number));
        const candidates = database.db.select().from(licenses).where(carryingOrAt);
        const rows = candidates.orderBy(desc(licenses.id)).all();
        const numbered = rows.map((row) => ({ ...row, row: row.id }));
        return removeRows(tx, rowsMeantBy(number, numbered), removing, stored);
      }),
    removeRow: async (row, removing) =>
      inTransaction(database, (tx) => {
        const found = preparedIn(database, rowNumbered).get(row);
        return removeRows(tx, found ? [{ ...found, row }] : [], removing, stored);
      }),
  };
}

/** What is known when a license is about to be installed. */
function factsIn(
  database: Database,
  { rules, today, inForce }: Pick<InstallationFacts, "rules" | "today" | "inForce">,
): InstallationFacts {
  const users = readUsers(database);
  return {
    rules,
    today,
    inForce,
    current: inForce?.license ?? null,
    billableUsers: dailyBillable(users, inForce?.license.plan ?? null),
    activeUsers: activeUsers(users),
    historicalMax: countsIn(database).historicalMax,
    trialEndsOn: readTrialEnd(database),
  };
}

const readTrialEnd = (database: Database) => readFact(database, "trial_ends_on") ?? null;

function writeInstallation(
  tx: Tx,
  { license, trialEndsOn, futureSubscriptions: future }: Installation,
  { write }: StoredLicenses,
): LicenseRecord {
  if (trialEndsOn !== null) writeFact(tx, "trial_ends_on", trialEndsOn);
  const record = write(() => writeRow(tx, license));
  if (license.kind === "row-synced") {
    if (future) announce(tx, license.syncedAt, future);
    return record;
  }
  const { at, origin, license: added } = license.upload;
  const event = { kind: "license", action: "installed", row: record.row } as const;
  const announced = future ? replaceFuture(tx, future) : {};
  recordEvent(tx, at, { ...event, license: added, origin, ...announced });
  return record;
}

function writeRow(tx: Tx, written: Installation["license"]): LicenseRecord {
  const { syncedAt } = written;
  if (written.kind === "row-synced") {
    preparedIn(databaseOf(tx), touching).run(written.syncedAt, written.record.row);
    return { ...written.record, syncedAt };
  }
  const { key, license, at } = written.upload;
  const { readable, number, startsOn, expiresOn } = decodedColumns(license);
  const added = preparedIn(databaseOf(tx), appending).run(
    ...[key, at, syncedAt, Number(readable), number, startsOn, expiresOn],
  );
  return { row: Number(added.lastInsertRowid), key, license, createdAt: at, syncedAt };
}

const touching = (raw: BetterSqlite.Database) =>
  raw.prepare<[Instant, number]>("UPDATE licenses SET synced_at = ? WHERE id = ?");

const appending = (raw: BetterSqlite.Database) =>
  raw.prepare<
    [string, Instant, Instant | null, number, number | null, string | null, string | null]
  >(
    "INSERT INTO licenses (key, created_at, synced_at, readable, number, starts_on, expires_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );

/** Of the newest rows, as for the license in force. */
const startingLater = (raw: BetterSqlite.Database) =>
  raw.prepare<[Day], unknown>(
    `SELECT 1 FROM (SELECT readable, starts_on FROM licenses ORDER BY id DESC LIMIT ${selectableRows}) WHERE readable AND starts_on > ?
     UNION ALL SELECT 1 FROM future_subscriptions LIMIT 1`,
  );

const readFuture = (database: Database): FutureSubscription[] =>
  preparedIn(database, futureInOrder).all().map(toFuture);

/** An entry as SQLite has it, which knows no booleans. */
type FutureRow = {
  readonly [Name in keyof FutureSubscription]: boolean extends FutureSubscription[Name]
    ? 0 | 1 | null
    : FutureSubscription[Name];
};

const futureInOrder = (raw: BetterSqlite.Database) =>
  raw.prepare<[], FutureRow>(
    `SELECT cloud_license_enabled AS cloudLicenseEnabled, offline_cloud_license_enabled AS offlineCloudLicenseEnabled,
       offline_cloud_licensing AS offlineCloudLicensing, plan, company, email, name, starts_at AS startsAt, expires_at AS expiresAt, seats
     FROM future_subscriptions ORDER BY position`,
  );

const toFuture = (row: FutureRow): FutureSubscription => ({
  ...row,
  cloudLicenseEnabled: flagIn(row.cloudLicenseEnabled),
  offlineCloudLicenseEnabled: flagIn(row.offlineCloudLicenseEnabled),
  offlineCloudLicensing: flagIn(row.offlineCloudLicensing),
});

const flagIn = (value: 0 | 1 | null) => (value === null ? null : value === 1);

/** Replaces the list where no license comes or goes. */
function announce(tx: Tx, at: Instant, list: readonly FutureSubscription[]) {
  const { announced } = replaceFuture(tx, list);
  if (announced) recordEvent(tx, at, { kind: "announcement", announced, isEarlier: false });
}

/** What an event has to tell of it: nothing if the days are those of before. */
function replaceFuture(
  tx: Tx,
  list: readonly FutureSubscription[],
): { readonly announced?: Announced } {
  const database = databaseOf(tx);
  const before = announcedIn(database);
  const announced = list.map(({ startsAt }) => dayIn(startsAt));
  preparedIn(database, clearing).run();
  if (list.length > 0) {
    const rows = list.map((entry, position) => ({ position, ...entry }));
    database.db.insert(futureSubscriptions).values(rows).run();
  }
  return before.join() === announced.join() && before.length === announced.length
    ? {}
    : { announced };
}

/** When each of the subscriptions starts that the portal has announced. */
export const announcedIn = (database: Database): Announced =>
  preparedIn(database, announcedStarts).all().map(dayIn);

const announcedStarts = (raw: BetterSqlite.Database) =>
  raw
    .prepare<[], string | null>("SELECT starts_at FROM future_subscriptions ORDER BY position")
    .pluck();

const clearing = (raw: BetterSqlite.Database) =>
  raw.prepare<[]>("DELETE FROM future_subscriptions");

/** Removes rows, of which the newest comes first. */
function removeRows(
  tx: Tx,
  rows: readonly (StoredKey & { readonly row: number })[],
  { at, by, today }: Removing,
  { toRecord, current }: StoredLicenses,
): Removal | null {
  const [newest] = rows;
  if (!newest) return null;
  const announced = clearsFuture(rows, current(today)) ? replaceFuture(tx, []) : {};
  const ids = rows.map(({ row }) => row);
  databaseOf(tx).db.delete(licenses).where(inArray(licenses.id, ids)).run();
  for (const stored of rows.toReversed()) {
    const license = toRecord(stored)?.license ?? null;
    const event = { kind: "license", action: "removed", row: stored.row, license, by } as const;
    // What was announced goes with the last of them.
    recordEvent(tx, at, stored === newest ? { ...event, ...announced } : event);
  }
  return { newest: toRecord(newest) };
}

type Reads = Pick<
  LicenseRecords,
  "history" | "historyLength" | "unreadableRows" | "stored" | "rows" | "find" | "numbered"
>;

/** What is read of the licenses, but for the one in force. */
function readsIn(database: Database, toRecord: ToRecord): Reads {
  const toRecords = (rows: readonly StoredKey[]): LicenseRecord[] =>
    rows.map(toRecord).filter((record) => record !== null);
  return {
    history: async ({ offset, limit }) =>
      toRecords(preparedIn(database, historyPage).all(limit, offset)),
    unreadableRows: async () => preparedIn(database, unreadable).all(),
    historyLength: async () => preparedIn(database, countingReadable).get() ?? 0,
    stored: async ({ before, limit }) =>
      toRecords(preparedIn(database, storedBefore).all(before, limit)),
    rows: async ({ after, limit }) =>
      preparedIn(database, rowsAfter)
        .all(after, limit)
        .map((stored) => {
          const { id: row, key } = stored;
          const createdAt = stored.createdAt as Instant;
          const syncedAt = stored.syncedAt as Instant | null;
          return { row, key, createdAt, syncedAt, license: toRecord(stored)?.license ?? null };
        }),
    async find(row) {
      const stored = preparedIn(database, rowNumbered).get(row);
      return stored ? toRecord(stored) : null;
    },
    async numbered(number) {
      const stored = preparedIn(database, newestNumbered).get(number);
      return stored ? toRecord(stored) : null;
    },
  };
}

const storedKey = "SELECT id, key, created_at AS createdAt, synced_at AS syncedAt FROM licenses";

const historyPage = (raw: BetterSqlite.Database) =>
  raw.prepare<[number, number], StoredKey>(
    `${storedKey} WHERE readable = 1 ORDER BY starts_on DESC, created_at DESC, expires_on DESC, id DESC LIMIT +? OFFSET +?`,
  );

const storedBefore = (raw: BetterSqlite.Database) =>
  raw.prepare<[number, number], StoredKey>(
    `${storedKey} WHERE readable = 1 AND id < ? ORDER BY id DESC LIMIT +?`,
  );

const rowsAfter = (raw: BetterSqlite.Database) =>
  raw.prepare<[number, number], StoredKey>(`${storedKey} WHERE id > ? ORDER BY id LIMIT +?`);

const unreadable = (raw: BetterSqlite.Database) =>
  raw.prepare<[], number>("SELECT id FROM licenses WHERE readable = 0 ORDER BY id DESC").pluck();

const countingReadable = (raw: BetterSqlite.Database) =>
  raw.prepare<[], number>("SELECT count(*) FROM licenses WHERE readable = 1").pluck();

const newestNumbered = (raw: BetterSqlite.Database) =>
  raw.prepare<[number], StoredKey>(
    `${storedKey} WHERE number = ? AND readable = 1 ORDER BY id DESC LIMIT 1`,
  );

const rowNumbered = (raw: BetterSqlite.Database) =>
  raw.prepare<[number], StoredKey>(`${storedKey} WHERE id = ?`);

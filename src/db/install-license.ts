import type BetterSqlite from "better-sqlite3";
import { asc } from "drizzle-orm";
import type { FutureSubscription } from "../activation/future-subscription.ts";
import {
  type Admission,
  type Arrival,
  type Installed,
  isInForce,
  type LicenseRecord,
  type Upload,
} from "../activation/license-records.ts";
import { ok, type Result } from "../base/result.ts";
import { activeUsers } from "../license/billable-users.ts";
import type { Facts } from "../license/facts.ts";
import type { License } from "../license/license.ts";
import type { RuleYear } from "../license/seat-rules.ts";
import type { Day, Instant } from "../time/calendar.ts";
import type { Database } from "./database.ts";
import { decodedColumns } from "./decoded-licenses.ts";
import { recordEvent } from "./events.ts";
import { preparedIn } from "./prepared.ts";
import { readSetting, writeSetting } from "./settings.ts";
import { futureSubscriptions } from "./tables.ts";
import { readDailyBillable, readHistoricalMax, readUsers } from "./user-records.ts";

interface Installation {
  readonly arrival: Arrival;
  /** In force so far. */
  readonly before: LicenseRecord | null;
  readonly rules: RuleYear;
}

/** Stores what the portal sent. Runs inside a transaction: `before` is what is in force in it. */
export function installLicense<Refusal>(
  database: Database,
  { arrival, before, rules }: Installation,
  admit: Admission<Refusal>,
): Result<Installed, Refusal> {
  const isNew = !isInForce(arrival.key, before);
  const license = isInForce(arrival.key, before)
    ? ok(touch(database, before, arrival.at))
    : addLicense(database, { upload: arrival, syncedAt: arrival.at, before, rules }, admit);
  if (!license.ok) return license;
  if (arrival.futureSubscriptions) replaceFuture(database, arrival.futureSubscriptions);
  return ok({
    license: license.value,
    isNew,
    futureSubscriptions: arrival.futureSubscriptions ?? readFuture(database),
  });
}

interface Addition {
  readonly upload: Upload;
  readonly syncedAt: Instant | null;
  readonly before: LicenseRecord | null;
  readonly rules: RuleYear;
}

/** Stores a key in a row of its own, if it is admitted. Runs inside a transaction: `before` is what is in force in it. */
export function addLicense<Refusal>(
  database: Database,
  { upload, syncedAt, before, rules }: Addition,
  admit: Admission<Refusal>,
): Result<LicenseRecord, Refusal> {
  const admitted = admit(factsIn(database, { before, rules, today: upload.today }));
  if (!admitted.ok) return admitted;
  rememberTrial(database, upload.license);
  const record = append(database, upload, syncedAt);
  const { row, license } = record;
  const { at, origin } = upload;
  recordEvent(database, at, { kind: "license", action: "installed", row, license, origin });
  return ok(record);
}

/** An instance has one trial: when the first one ends is kept, also after that license is gone. Source: licensing rules, dates and notices. */
function rememberTrial(database: Database, { trial, expiresOn }: License) {
  if (trial !== true || expiresOn === null) return;
  if (readSetting(database, "trial_ends_on") !== undefined) return;
  writeSetting(database, "trial_ends_on", expiresOn);
}

export const readFuture = ({ db }: Database): FutureSubscription[] =>
  db
    .select()
    .from(futureSubscriptions)
    .orderBy(asc(futureSubscriptions.position))
    .all()
    .map(({ position: _position, ...entry }) => entry);

interface Moment {
  readonly before: LicenseRecord | null;
  readonly rules: RuleYear;
  readonly today: Day;
}

/** What is known when a license is about to be installed. */
export function factsIn(database: Database, { before, rules, today }: Moment): Facts {
  return {
    rules,
    today,
    current: before?.license ?? null,
    billableUsers: readDailyBillable(database, before?.license.plan ?? null),
    activeUsers: activeUsers(readUsers(database)),
    historicalMax: (window) => readHistoricalMax(database, window),
  };
}

const touching = (raw: BetterSqlite.Database) =>
  raw.prepare<[Instant, number]>("UPDATE licenses SET synced_at = ? WHERE id = ?");

function touch(database: Database, record: LicenseRecord, at: Instant): LicenseRecord {
  preparedIn(database, touching).run(at, record.row);
  return { ...record, syncedAt: at };
}

const appending = (raw: BetterSqlite.Database) =>
  raw.prepare<
    [string, Instant, Instant | null, number, number | null, string | null, string | null]
  >(
    "INSERT INTO licenses (key, created_at, synced_at, readable, number, starts_on, expires_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );

function append(
  database: Database,
  { key, license, at }: Upload,
  syncedAt: Instant | null,
): LicenseRecord {
  const { readable, number, startsOn, expiresOn } = decodedColumns(license);
  const stored = preparedIn(database, appending).run(
    ...[key, at, syncedAt, Number(readable), number, startsOn, expiresOn],
  );
  return { row: Number(stored.lastInsertRowid), key, license, createdAt: at, syncedAt };
}

const clearing = (raw: BetterSqlite.Database) =>
  raw.prepare<[]>("DELETE FROM future_subscriptions");

export function replaceFuture(database: Database, list: readonly FutureSubscription[]) {
  void preparedIn(database, clearing).run();
  if (list.length === 0) return;
  database.db
    .insert(futureSubscriptions)
    .values(list.map((entry, position) => ({ position, ...entry })))
    .run();
}

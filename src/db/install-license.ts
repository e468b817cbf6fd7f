import { asc, eq } from "drizzle-orm";
import type { FutureSubscription } from "../activation/future-subscription.ts";
import {
  type Admission,
  type Arrival,
  type Installed,
  isInForce,
  type LicenseRecord,
} from "../activation/license-records.ts";
import type { Day, Instant } from "../calendar.ts";
import { activeUsers, billableUsers } from "../license/billable-users.ts";
import type { Facts } from "../license/facts.ts";
import type { RuleYear } from "../license/seat-rules.ts";
import { ok, type Result } from "../result.ts";
import type { Database } from "./database.ts";
import { decodedColumns } from "./decoded-licenses.ts";
import { futureSubscriptions, licenses } from "./tables.ts";
import { readHistoricalMax, readUsers } from "./user-records.ts";

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
  const reused = isInForce(arrival.key, before);
  if (!reused) {
    const admitted = admit(factsIn(database, { before, rules, today: arrival.today }));
    if (!admitted.ok) return admitted;
  }
  const license = reused ? touch(database, before, arrival.at) : append(database, arrival);
  if (arrival.futureSubscriptions) replaceFuture(database, arrival.futureSubscriptions);
  return ok({ license, futureSubscriptions: readFuture(database) });
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
  const users = readUsers(database);
  return {
    rules,
    today,
    current: before?.license ?? null,
    billableUsers: billableUsers(users, before?.license.plan ?? null),
    activeUsers: activeUsers(users),
    historicalMax: (window) => readHistoricalMax(database, window),
  };
}

function touch({ db }: Database, record: LicenseRecord, at: Instant): LicenseRecord {
  db.update(licenses).set({ syncedAt: at }).where(eq(licenses.id, record.row)).run();
  return { ...record, syncedAt: at };
}

function append({ db }: Database, { key, license, at }: Arrival): LicenseRecord {
  const { id } = db
    .insert(licenses)
    .values({ key, createdAt: at, syncedAt: at, ...decodedColumns(license) })
    .returning({ id: licenses.id })
    .get();
  return { row: id, key, license, createdAt: at, syncedAt: at };
}

function replaceFuture({ db }: Database, list: readonly FutureSubscription[]) {
  db.delete(futureSubscriptions).run();
  if (list.length === 0) return;
  db.insert(futureSubscriptions)
    .values(list.map((entry, position) => ({ position, ...entry })))
    .run();
}

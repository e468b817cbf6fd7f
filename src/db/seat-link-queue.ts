import type BetterSqlite from "better-sqlite3";
import type { LicenseRecord } from "../activation/license-records.ts";
import type { SeatLinkCause } from "../activation/origin.ts";
import { type NotReported, type SeatLink, whyNotReported } from "../activation/seat-link.ts";
import { err, ok, type Result } from "../base/result.ts";
import { licenseWindow } from "../license/term.ts";
import { addDays, type Calendar, type Day, type Instant } from "../time/calendar.ts";
import type { Database } from "./database.ts";
import { preparedIn } from "./prepared.ts";
import { readHistoricalMax, readLatestCount } from "./user-records.ts";

interface Wanted {
  readonly current: LicenseRecord | null;
  readonly cause: SeatLinkCause;
  readonly at: Instant;
}

/** Adds a report on the license in force, and gives the number of the job. Runs inside a transaction. */
export function enqueueSeatLink(
  database: Database,
  { current, cause, at }: Wanted,
  calendar: Calendar,
): Result<number, NotReported> {
  const reason = whyNotReported(current?.license ?? null);
  if (reason !== null) return err(reason);
  if (!current) return err("no-license");
  const seatLink = seatLinkOn(database, { record: current, at }, calendar);
  const { lastInsertRowid } = preparedIn(database, adding).run({ cause, at, ...seatLink });
  return ok(Number(lastInsertRowid));
}

const adding = (raw: BetterSqlite.Database) =>
  raw.prepare<[SeatLink & Pick<Wanted, "cause" | "at">]>(
    `INSERT INTO jobs (cause, enqueued_at, next_run_at, attempts, timestamp, license_key, max_historical_user_count, billable_users_count)
     VALUES (@cause, @at, @at, 0, @timestamp, @licenseKey, @maxHistoricalUserCount, @billableUsersCount)`,
  );

/**
 * The report goes by the newest count of the license's term, which may be long ago; without one by the present.
 * Source: licensing rules, request body of the seat link.
 */
function seatLinkOn(
  database: Database,
  { record, at }: { readonly record: LicenseRecord; readonly at: Instant },
  calendar: Calendar,
): SeatLink {
  const counted = lastCountedDay(at, calendar);
  const { from, to } = licenseWindow(record.license, counted);
  const latest = readLatestCount(database, { from, to: to < counted ? to : counted });
  return {
    timestamp: calendar.toIso(latest ? calendar.noonOf(latest.on) : at),
    licenseKey: record.key,
    maxHistoricalUserCount: readHistoricalMax(database, { from, to: latest?.on ?? counted }),
    billableUsersCount: latest?.count ?? null,
  };
}

/** Days are counted at noon: before that, the day before was the last. */
function lastCountedDay(at: Instant, calendar: Calendar): Day {
  const today = calendar.dayOf(at);
  return calendar.noonOf(today) <= at ? today : addDays(today, -1);
}

import { sql } from "drizzle-orm";
import type { LicenseRecord } from "../activation/license-records.ts";
import {
  type NotReported,
  type SeatLink,
  type SeatLinkCause,
  whyNotReported,
} from "../activation/seat-link.ts";
import { addDays, type Calendar, type Day, type Instant } from "../calendar.ts";
import { licenseWindow } from "../license/term.ts";
import { err, ok, type Result } from "../result.ts";
import type { Database } from "./database.ts";
import { preparedIn } from "./prepared.ts";
import { jobs } from "./tables.ts";
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
  return ok(preparedIn(database, adding).get({ cause, at, ...seatLink }).id);
}

const adding = ({ db }: Pick<Database, "db">) =>
  db
    .insert(jobs)
    .values({
      cause: sql.placeholder("cause"),
      enqueuedAt: sql.placeholder("at"),
      nextRunAt: sql.placeholder("at"),
      attempts: 0,
      timestamp: sql.placeholder("timestamp"),
      licenseKey: sql.placeholder("licenseKey"),
      maxHistoricalUserCount: sql.placeholder("maxHistoricalUserCount"),
      billableUsersCount: sql.placeholder("billableUsersCount"),
    })
    .returning({ id: jobs.id })
    .prepare();

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

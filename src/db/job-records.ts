import type BetterSqlite from "better-sqlite3";
import { asc, eq, type InferSelectModel, sql } from "drizzle-orm";
import type { LicenseRecord } from "../activation/license-records.ts";
import type { SeatLinkQueue } from "../activation/seat-link.ts";
import { err, ok } from "../base/result.ts";
import type { JobRecords, QueuedJob } from "../jobs/job-records.ts";
import type { Ran } from "../jobs/ran.ts";
import type { Due } from "../jobs/schedule.ts";
import type { Calendar, Instant } from "../time/calendar.ts";
import type { JobRun } from "../timeline/recorded.ts";
import { storedLicensesIn } from "./current-record.ts";
import { besideLicenses, type Database } from "./database.ts";
import type { ReadLicense } from "./decoded-licenses.ts";
import { recordEvent } from "./events.ts";
import { performDaily } from "./perform-daily.ts";
import { preparedIn } from "./prepared.ts";
import { enqueueSeatLink } from "./seat-link-queue.ts";
import { settledJobsIn } from "./settled-jobs.ts";
import { jobs } from "./tables.ts";

/** The jobs of an instance, and the queue of its reports. */
export function jobRecordsIn(
  database: Database,
  read: ReadLicense,
  calendar: Calendar,
): JobRecords & SeatLinkQueue {
  const { db } = database;
  const { current } = storedLicensesIn(database, read);
  const byDueness = [sql`${jobs.nextRunAt} IS NULL`, asc(jobs.nextRunAt), asc(jobs.id)];
  const find = (id: number) => db.select().from(jobs).where(eq(jobs.id, id)).get();
  return {
    add(record: LicenseRecord | null, { cause, at }) {
      const queued = enqueueSeatLink(database, { current: record, cause, at }, calendar);
      return queued.ok ? null : queued.error;
    },
    queued: async () =>
      db
        .select()
        .from(jobs)
        .orderBy(...byDueness)
        .all()
        .map(toJob),
    async nextQueued() {
      const row = preparedIn(database, firstDue).get();
      return row ? toJob(row) : null;
    },
    perform: async (due, clock) =>
      clock.through((show, keep) =>
        besideLicenses(database, () => {
          const ran = [];
          for (const one of due) {
            show(one.at);
            const done = performDaily(database, one, { current, calendar });
            if (!done) break;
            recordEvent(database, one.at, dailyRun(done, one));
            ran.push(done);
          }
          keep();
          return ran;
        }),
      ),
    request: async ({ at, today }) =>
      besideLicenses(database, () => {
        const wanted = { current: current(today), cause: "manual", at } as const;
        const queued = enqueueSeatLink(database, wanted, calendar);
        if (!queued.ok) return queued;
        const row = find(queued.value);
        return row ? ok(toJob(row)) : err("no-license");
      }),
    ...settledJobsIn(database),
  };
}

const firstDue = (raw: BetterSqlite.Database) =>
  raw.prepare<[], InferSelectModel<typeof jobs>>(
    `SELECT id, cause, enqueued_at AS enqueuedAt, next_run_at AS nextRunAt, attempts, last_error AS lastError,
            timestamp, license_key AS licenseKey, max_historical_user_count AS maxHistoricalUserCount,
            billable_users_count AS billableUsersCount
     FROM jobs WHERE next_run_at IS NOT NULL ORDER BY next_run_at, id LIMIT 1`,
  );

const dailyRun = ({ at: _at, ...ran }: Ran, { isManual }: Due): JobRun => ({
  kind: "job",
  ...ran,
  trigger: isManual ? "manual" : "daily",
  report: null,
  error: null,
});

function toJob(row: InferSelectModel<typeof jobs>): QueuedJob {
  const { id, cause, enqueuedAt, nextRunAt, attempts, lastError, ...seatLink } = row;
  return {
    id,
    cause,
    enqueuedAt: enqueuedAt as Instant,
    nextRunAt: nextRunAt as Instant | null,
    attempts,
    lastError,
    seatLink,
  };
}

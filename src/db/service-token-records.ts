import type BetterSqlite from "better-sqlite3";
import { asc, eq, type InferSelectModel, sql } from "drizzle-orm";
import type { LicenseRecord } from "../activation/license-records.ts";
import type { SeatLinkCause } from "../activation/origin.ts";
import type { ServiceToken } from "../activation/service-token.ts";
import { JobGone } from "../jobs/job-records.ts";
import type { ServiceTokenJob, ServiceTokenRecords } from "../jobs/service-token-records.ts";
import type { Instant } from "../time/calendar.ts";
import { storedLicensesIn } from "./current-record.ts";
import { besideLicenses, type Database } from "./database.ts";
import type { ReadLicense } from "./decoded-licenses.ts";
import { recordEvent } from "./events.ts";
import { preparedIn } from "./prepared.ts";
import { readSetting, writeSetting } from "./settings.ts";
import { serviceTokenJobs as jobs } from "./tables.ts";

export function serviceTokenRecordsIn(database: Database, read: ReadLicense): ServiceTokenRecords {
  const { db } = database;
  const { current } = storedLicensesIn(database, read);
  return {
    token: async () => readServiceToken(database),
    queued: async () =>
      db
        .select()
        .from(jobs)
        .orderBy(sql`${jobs.nextRunAt} IS NULL`, asc(jobs.nextRunAt), asc(jobs.id))
        .all()
        .map(toJob),
    async nextQueued() {
      const row = preparedIn(database, firstDue).get();
      return row ? toJob(row) : null;
    },
    add: ({ today, ...why }) => enqueueServiceToken(database, current(today), why),
    finish: async (job, { at, token, ...said }) =>
      besideLicenses(database, () => {
        // A reset has left nothing of it.
        if (preparedIn(database, removing).run(job.id).changes === 0) throw new JobGone();
        const outcome = token ? "done" : "skipped";
        recordEvent(database, at, { ...runOf(job), outcome, ...said, error: null });
        if (token) writeSetting(database, "service_token", JSON.stringify(token));
      }),
    fail: async (job, { at, error, nextRunAt, ...said }) =>
      besideLicenses(database, () => {
        const set = { attempts: sql`${jobs.attempts} + 1`, lastError: error, nextRunAt };
        if (db.update(jobs).set(set).where(eq(jobs.id, job.id)).run().changes === 0) return;
        const outcome = nextRunAt === null ? "dead" : "failed";
        recordEvent(database, at, { ...runOf(job), outcome, ...said, error });
      }),
  };
}

const runOf = ({ cause }: ServiceTokenJob) => ({
  kind: "job" as const,
  job: "service-token" as const,
  trigger: cause,
  report: null,
});

/** Asked every day, while the clock moves by years. */
export function readServiceToken(database: Database): ServiceToken | null {
  const text = readSetting(database, "service_token");
  return text === undefined ? null : JSON.parse(text);
}

/** Runs inside a transaction. */
export function enqueueServiceToken(
  database: Database,
  current: LicenseRecord | null,
  { cause, at }: { readonly cause: SeatLinkCause; readonly at: Instant },
): ServiceTokenJob {
  const licenseRow = current?.row ?? null;
  const { lastInsertRowid } = preparedIn(database, adding).run(cause, at, at, licenseRow);
  const id = Number(lastInsertRowid);
  return { id, cause, enqueuedAt: at, nextRunAt: at, attempts: 0, lastError: null, licenseRow };
}

const adding = (raw: BetterSqlite.Database) =>
  raw.prepare<[SeatLinkCause, Instant, Instant, number | null]>(
    "INSERT INTO service_token_jobs (cause, enqueued_at, next_run_at, attempts, license_row) VALUES (?, ?, ?, 0, ?)",
  );

const removing = (raw: BetterSqlite.Database) =>
  raw.prepare<[number]>("DELETE FROM service_token_jobs WHERE id = ?");

const firstDue = (raw: BetterSqlite.Database) =>
  raw.prepare<[], InferSelectModel<typeof jobs>>(
    `SELECT id, cause, enqueued_at AS enqueuedAt, next_run_at AS nextRunAt, attempts, last_error AS lastError,
            license_row AS licenseRow
     FROM service_token_jobs WHERE next_run_at IS NOT NULL ORDER BY next_run_at, id LIMIT 1`,
  );

const toJob = ({
  enqueuedAt,
  nextRunAt,
  ...row
}: InferSelectModel<typeof jobs>): ServiceTokenJob => ({
  ...row,
  enqueuedAt: enqueuedAt as Instant,
  nextRunAt: nextRunAt as Instant | null,
});

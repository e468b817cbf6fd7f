import type BetterSqlite from "better-sqlite3";
import { asc, eq, type InferSelectModel, sql } from "drizzle-orm";
import type { SeatLinkCause } from "../activation/origin.ts";
import type { Tx } from "../base/tx.ts";
import { JobGone } from "../jobs/job-records.ts";
import type { ServiceTokenJob, ServiceTokenRecords } from "../jobs/service-token-records.ts";
import { decideFailed, decideTokenAnswered } from "../jobs/settlement.ts";
import type { Instant } from "../time/calendar.ts";
import { type Database, databaseOf, inTransaction, preparedIn } from "./database.ts";
import { recordEvent } from "./events.ts";
import { readNote, writeNote } from "./settings.ts";
import { type ReadLicense, storedLicensesIn } from "./stored-licenses.ts";
import { serviceTokenJobs as jobs } from "./tables.ts";

export function serviceTokenRecordsIn(database: Database, read: ReadLicense): ServiceTokenRecords {
  const { db } = database;
  const { current } = storedLicensesIn(database, read);
  const add: ServiceTokenRecords["add"] = (tx, { cause, at, today }) =>
    addTokenQuestion(tx, { cause, at, licenseRow: current(today)?.row ?? null });
  return {
    token: async () => readNote(database, "service_token"),
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
    add,
    request: async (wanted) => inTransaction(database, (tx) => add(tx, wanted)),
    finish: async (job, answered) =>
      inTransaction(database, (tx) => {
        // A reset has left nothing of it.
        if (preparedIn(database, removing).run(job.id).changes === 0) throw new JobGone();
        const { run, token } = decideTokenAnswered(job, answered);
        recordEvent(tx, answered.at, run);
        if (token) writeNote(tx, "service_token", token);
      }),
    fail: async (job, failed) =>
      inTransaction(database, (tx) => {
        const { job: set, run } = decideFailed(job, failed);
        if (db.update(jobs).set(set).where(eq(jobs.id, job.id)).run().changes === 0) return;
        recordEvent(tx, failed.at, run);
      }),
  };
}

interface Question {
  readonly cause: SeatLinkCause;
  readonly at: Instant;
  readonly licenseRow: number | null;
}

export function addTokenQuestion(tx: Tx, { cause, at, licenseRow }: Question): ServiceTokenJob {
  const { lastInsertRowid } = preparedIn(databaseOf(tx), adding).run(cause, at, at, licenseRow);
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

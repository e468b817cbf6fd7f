import type BetterSqlite from "better-sqlite3";
import { asc, type InferSelectModel, sql } from "drizzle-orm";
import type { SeatLinkCause } from "../activation/origin.ts";
import { decideSeatLink, type SeatLink, type SeatLinkQueue } from "../activation/seat-link.ts";
import { ok } from "../base/result.ts";
import type { Tx } from "../base/tx.ts";
import { type DailyFacts, type DailyWrite, dailyRun, decideDaily } from "../jobs/daily.ts";
import { JobGone, type JobRecords, type QueuedJob } from "../jobs/job-records.ts";
import type { Ran } from "../jobs/ran.ts";
import { decideFailed, decideReported, type FailureWrites } from "../jobs/settlement.ts";
import type { Calendar, Day, Instant } from "../time/calendar.ts";
import { type Database, databaseOf, inTransaction, preparedIn } from "./database.ts";
import { recordEvent } from "./events.ts";
import { addTokenQuestion } from "./service-token-records.ts";
import { readNote, writeNote } from "./settings.ts";
import { type ReadLicense, storedLicensesIn } from "./stored-licenses.ts";
import { jobs } from "./tables.ts";
import { addCount, countsIn, readCountOn, readUsers, writeUsers } from "./user-records.ts";

/** The jobs of an instance, and the queue of its reports. */
export function jobRecordsIn(
  database: Database,
  read: ReadLicense,
  calendar: Calendar,
): JobRecords & SeatLinkQueue {
  const { db } = database;
  const { current } = storedLicensesIn(database, read);
  const counts = countsIn(database);
  const dailyFacts = (today: Day): DailyFacts => ({
    inForce: current(today),
    counts,
    users: () => readUsers(database),
    countOn: (day) => readCountOn(database, day),
    token: () => readNote(database, "service_token"),
  });
  return {
    add(tx, inForce, { cause, at }) {
      const seatLink = decideSeatLink(inForce, { at, counts, calendar });
      if (seatLink.ok) addReport(tx, seatLink.value, { cause, at });
    },
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
    perform: async (due, clock) =>
      clock.through((show, keep) =>
        inTransaction(database, (tx) => {
          const done: Ran[] = [];
          for (const one of due) {
            show(one.at);
            const facts = dailyFacts(calendar.dayOf(one.at));
            const { ran, write } = decideDaily(one, facts, calendar);
            if (write) writeDaily(tx, write, one.at);
            if (!ran) break;
            recordEvent(tx, one.at, dailyRun(ran, one));
            done.push(ran);
          }
          keep(tx);
          return done;
        }),
      ),
    request: async ({ at, today }) =>
      inTransaction(database, (tx) => {
        const seatLink = decideSeatLink(current(today), { at, counts, calendar });
        if (!seatLink.ok) return seatLink;
        return ok(addReport(tx, seatLink.value, { cause: "manual", at }));
      }),
    finish(tx, job, answered) {
      if (preparedIn(database, removing).run(job.id).changes === 0) throw new JobGone();
      const { run, lastReport, reconciliation } = decideReported(job, answered);
      recordEvent(tx, answered.at, run);
      writeNote(tx, "last_report", lastReport);
      writeNote(tx, "reconciliation", reconciliation);
    },
    fail: async (job, failed) =>
      inTransaction(database, (tx) => {
        const { job: set, run, lastReport } = decideFailed(job, failed);
        if (preparedIn(database, puttingOff).run({ id: job.id, ...set }).changes === 0) return;
        recordEvent(tx, failed.at, run);
        if (lastReport) writeNote(tx, "last_report", lastReport);
      }),
    lastReport: async () => readNote(database, "last_report"),
    reconciliation: async () => readNote(database, "reconciliation"),
  };
}

function writeDaily(tx: Tx, write: DailyWrite, at: Instant) {
  switch (write.kind) {
    case "count":
      return addCount(tx, write.count);
    case "users":
      return writeUsers(tx, write.users);
    case "report":
      return void addReport(tx, write.seatLink, { cause: write.cause, at });
    case "token-question":
      return void addTokenQuestion(tx, { ...write, at });
  }
}

interface Enqueued {
  readonly cause: SeatLinkCause;
  readonly at: Instant;
}

function addReport(tx: Tx, seatLink: SeatLink, { cause, at }: Enqueued): QueuedJob {
  const added = preparedIn(databaseOf(tx), adding).run({ cause, at, ...seatLink });
  const id = Number(added.lastInsertRowid);
  return { id, cause, enqueuedAt: at, nextRunAt: at, attempts: 0, lastError: null, seatLink };
}

const adding = (raw: BetterSqlite.Database) =>
  raw.prepare<[SeatLink & Enqueued]>(
    `INSERT INTO jobs (cause, enqueued_at, next_run_at, attempts, timestamp, license_key, max_historical_user_count, billable_users_count)
     VALUES (@cause, @at, @at, 0, @timestamp, @licenseKey, @maxHistoricalUserCount, @billableUsersCount)`,
  );

const removing = (raw: BetterSqlite.Database) =>
  raw.prepare<[number]>("DELETE FROM jobs WHERE id = ?");

const puttingOff = (raw: BetterSqlite.Database) =>
  raw.prepare<[FailureWrites["job"] & { readonly id: number }]>(
    "UPDATE jobs SET attempts = @attempts, last_error = @lastError, next_run_at = @nextRunAt WHERE id = @id",
  );

const firstDue = (raw: BetterSqlite.Database) =>
  raw.prepare<[], InferSelectModel<typeof jobs>>(
    `SELECT id, cause, enqueued_at AS enqueuedAt, next_run_at AS nextRunAt, attempts, last_error AS lastError,
            timestamp, license_key AS licenseKey, max_historical_user_count AS maxHistoricalUserCount,
            billable_users_count AS billableUsersCount
     FROM jobs WHERE next_run_at IS NOT NULL ORDER BY next_run_at, id LIMIT 1`,
  );

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

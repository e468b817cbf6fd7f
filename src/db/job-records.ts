import type BetterSqlite from "better-sqlite3";
import type { InferSelectModel } from "drizzle-orm";
import type { SeatLinkCause } from "../activation/origin.ts";
import { decideSeatLink, type SeatLink, type SeatLinkQueue } from "../activation/seat-link.ts";
import { ok } from "../base/result.ts";
import type { Tx } from "../base/tx.ts";
import { type DailyFacts, type DailyWrite, dailyRun, decideDaily } from "../jobs/daily.ts";
import {
  type Failed,
  JobGone,
  type JobRecords,
  type Newest,
  type QueuedJob,
  type ServiceTokenJob,
  type ServiceTokenRecords,
} from "../jobs/job-records.ts";
import type { Ran } from "../jobs/ran.ts";
import {
  decideFailed,
  decideReported,
  decideTokenAnswered,
  type FailureWrites,
} from "../jobs/settlement.ts";
import type { Calendar, Day, Instant } from "../time/calendar.ts";
import { type Database, databaseOf, inTransaction, preparedIn } from "./database.ts";
import { recordEvent } from "./events.ts";
import { readFact, writeFact } from "./facts.ts";
import { type ReadLicense, storedLicensesIn } from "./stored-licenses.ts";
import type { jobs, serviceTokenJobs } from "./tables.ts";
import { addCount, countsIn, readCountOn, readUsers, writeUsers } from "./user-records.ts";

/** The jobs of an instance, and the queue of its reports. */
export function jobRecordsIn(
  database: Database,
  read: ReadLicense,
  calendar: Calendar,
): JobRecords & SeatLinkQueue {
  const { current } = storedLicensesIn(database, read);
  const counts = countsIn(database);
  const dailyFacts = (today: Day): DailyFacts => ({
    inForce: current(today),
    counts,
    users: () => readUsers(database),
    countOn: (day) => readCountOn(database, day),
    token: () => readFact(database, "service_token") ?? null,
  });
  return {
    add(tx, inForce, { cause, at }) {
      const seatLink = decideSeatLink(inForce, { at, counts, calendar });
      return seatLink.ok ? addReport(tx, seatLink.value, { cause, at }).id : null;
    },
    queued: async (only) =>
      reports
        .list(database, only)
        .map(({ maxHistoricalUserCount, billableUsersCount, timestamp, ...queued }) => ({
          ...toQueued(queued),
          report: { timestamp, maxHistoricalUserCount, billableUsersCount },
        })),
    queueLength: async () => reports.length(database),
    async nextQueued(but) {
      const row = reports.first(database, but);
      return row ? toReport(row) : null;
    },
    async find(id) {
      const row = reports.find(database, id);
      return row ? toReport(row) : null;
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
      reports.remove(tx, job);
      const { run, lastReport, reconciliation } = decideReported(job, answered);
      recordEvent(tx, answered.at, run);
      writeFact(tx, "last_report", lastReport);
      if (reconciliation !== undefined) writeFact(tx, "reconciliation", reconciliation);
    },
    fail: async (job, failed) => inTransaction(database, (tx) => reports.putOff(tx, job, failed)),
    lastReport: async () => readFact(database, "last_report") ?? null,
    reconciliation: async () => readFact(database, "reconciliation") ?? null,
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
  const added = preparedIn(databaseOf(tx), addingReport).run({ cause, at, ...seatLink });
  const id = Number(added.lastInsertRowid);
  return { id, cause, enqueuedAt: at, nextRunAt: at, attempts: 0, lastError: null, seatLink };
}

const addingReport = (raw: BetterSqlite.Database) =>
  raw.prepare<[SeatLink & Enqueued]>(
    `INSERT INTO jobs (cause, enqueued_at, next_run_at, attempts, timestamp, license_key, max_historical_user_count, billable_users_count)
     VALUES (@cause, @at, @at, 0, @timestamp, @licenseKey, @maxHistoricalUserCount, @billableUsersCount)`,
  );

/** The service token of an instance, and the queue of the questions for another. */
export function serviceTokenRecordsIn(database: Database, read: ReadLicense): ServiceTokenRecords {
  const { current } = storedLicensesIn(database, read);
  const add: ServiceTokenRecords["add"] = (tx, { cause, at, today }) =>
    addTokenQuestion(tx, { cause, at, licenseRow: current(today)?.row ?? null });
  return {
    token: async () => readFact(database, "service_token") ?? null,
    queued: async (only) => questions.list(database, only).map(toQueued),
    queueLength: async () => questions.length(database),
    async nextQueued(but) {
      const row = questions.first(database, but);
      return row ? toQueued(row) : null;
    },
    add,
    request: async (wanted) => inTransaction(database, (tx) => add(tx, wanted)),
    finish: async (job, answered) =>
      inTransaction(database, (tx) => {
        questions.remove(tx, job);
        const { run, token } = decideTokenAnswered(job, answered);
        recordEvent(tx, answered.at, run);
        if (token) writeFact(tx, "service_token", token);
      }),
    fail: async (job, failed) => inTransaction(database, (tx) => questions.putOff(tx, job, failed)),
  };
}

interface Question extends Enqueued {
  readonly licenseRow: number | null;
}

function addTokenQuestion(tx: Tx, { cause, at, licenseRow }: Question): ServiceTokenJob {
  const added = preparedIn(databaseOf(tx), addingQuestion).run({ cause, at, licenseRow });
  const id = Number(added.lastInsertRowid);
  return { id, cause, enqueuedAt: at, nextRunAt: at, attempts: 0, lastError: null, licenseRow };
}

const addingQuestion = (raw: BetterSqlite.Database) =>
  raw.prepare<[Question]>(
    "INSERT INTO service_token_jobs (cause, enqueued_at, next_run_at, attempts, license_row) VALUES (@cause, @at, @at, 0, @licenseRow)",
  );

type ReportRow = InferSelectModel<typeof jobs>;
type QuestionRow = InferSelectModel<typeof serviceTokenJobs>;

const queuedColumns =
  "id, cause, enqueued_at AS enqueuedAt, next_run_at AS nextRunAt, attempts, last_error AS lastError";

/** What is done with every queue; each has columns of its own, and those that are listed. */
function queueIn<Row extends Listed, Listed>(table: string, columns: string, listed = columns) {
  const removing = (raw: BetterSqlite.Database) =>
    raw.prepare<[number]>(`DELETE FROM ${table} WHERE id = ?`);
  const puttingOff = (raw: BetterSqlite.Database) =>
    raw.prepare<[FailureWrites["job"] & Pick<QueuedJob, "id">]>(
      `UPDATE ${table} SET attempts = @attempts, last_error = @lastError, next_run_at = @nextRunAt WHERE id = @id`,
    );
  const firstDue = (raw: BetterSqlite.Database) =>
    raw.prepare<[string], Row>(
      `SELECT ${queuedColumns}, ${columns} FROM ${table}
       WHERE next_run_at IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?))
       ORDER BY next_run_at, id LIMIT 1`,
    );
  // What is given up comes last. All of them are -1.
  const newest = (raw: BetterSqlite.Database) =>
    raw.prepare<[number], Listed>(
      `SELECT ${queuedColumns}, ${listed} FROM ${table} WHERE id IN (SELECT id FROM ${table} ORDER BY id DESC LIMIT ?)
       ORDER BY next_run_at IS NULL, next_run_at, id`,
    );
  const byId = (raw: BetterSqlite.Database) =>
    raw.prepare<[number], Row>(`SELECT ${queuedColumns}, ${columns} FROM ${table} WHERE id = ?`);
  const counting = (raw: BetterSqlite.Database) =>
    raw.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck();
  return {
    first: (database: Database, but: Iterable<number> = []) =>
      preparedIn(database, firstDue).get(JSON.stringify([...but])),
    find: (database: Database, id: number) => preparedIn(database, byId).get(id),
    list: (database: Database, only?: Newest) =>
      preparedIn(database, newest).all(only?.newest ?? -1),
    length: (database: Database) => preparedIn(database, counting).get() ?? 0,
    remove(tx: Tx, { id }: Pick<QueuedJob, "id">) {
      if (preparedIn(databaseOf(tx), removing).run(id).changes === 0) throw new JobGone();
    },
    putOff(tx: Tx, job: QueuedJob | ServiceTokenJob, failed: Failed) {
      const { job: set, run, lastReport } = decideFailed(job, failed);
      const { changes } = preparedIn(databaseOf(tx), puttingOff).run({ id: job.id, ...set });
      if (changes === 0) return;
      recordEvent(tx, failed.at, run);
      if (lastReport) writeFact(tx, "last_report", lastReport);
    },
  };
}

const reported = `timestamp, max_historical_user_count AS maxHistoricalUserCount, billable_users_count AS billableUsersCount`;
const reports = queueIn<ReportRow, Omit<ReportRow, "licenseKey">>(
  "jobs",
  `${reported}, license_key AS licenseKey`,
  reported,
);
const questions = queueIn<QuestionRow, QuestionRow>(
  "service_token_jobs",
  "license_row AS licenseRow",
);

const toQueued = <Row extends Pick<QuestionRow, "enqueuedAt" | "nextRunAt">>(row: Row) => ({
  ...row,
  enqueuedAt: row.enqueuedAt as Instant,
  nextRunAt: row.nextRunAt as Instant | null,
});

function toReport(row: ReportRow): QueuedJob {
  const { timestamp, licenseKey, maxHistoricalUserCount, billableUsersCount, ...queued } = row;
  const seatLink = { timestamp, licenseKey, maxHistoricalUserCount, billableUsersCount };
  return { ...toQueued(queued), seatLink };
}

import type BetterSqlite from "better-sqlite3";
import type { SeatLinkCause } from "../activation/origin.ts";
import {
  decideSeatLink,
  type SeatLink,
  type SeatLinkQueue,
  seatLinkOf,
} from "../activation/seat-link.ts";
import { ok } from "../base/result.ts";
import type { Tx } from "../base/tx.ts";
import { type DailyFacts, type DailyWrite, dailyRun, decideDaily } from "../jobs/daily.ts";
import {
  type Failed,
  JobGone,
  type JobRecords,
  type Newest,
  type Queued,
  type QueuedQuestion,
  type QueuedReport,
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
import { type Database, databaseOf, inNextCommit, inTransaction, preparedIn } from "./database.ts";
import { recordEvent } from "./events.ts";
import { readFact, writeFact } from "./facts.ts";
import { type ReadLicense, storedLicensesIn } from "./stored-licenses.ts";
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
      return seatLink.ok ? reportQueue.add(tx, seatLink.value, { cause, at }).id : null;
    },
    queued: async (only) =>
      reportQueue
        .list(database, only)
        .map(({ timestamp, maxHistoricalUserCount, billableUsersCount, ...queued }) => ({
          ...queued,
          report: { timestamp, maxHistoricalUserCount, billableUsersCount },
        })),
    queueLength: async () => reportQueue.length(database),
    nextQueued: async (but) => reportQueue.first(database, but),
    async draft({ at, today }) {
      const inForce = current(today);
      return inForce && seatLinkOf(inForce, { at, counts, calendar });
    },
    find: async (id) => reportQueue.find(database, id),
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
        return ok(reportQueue.add(tx, seatLink.value, { cause: "manual", at }));
      }),
    finish(tx, job, answered) {
      reportQueue.remove(tx, job);
      const { run, lastReport, reconciliation } = decideReported(job, answered);
      recordEvent(tx, answered.at, run);
      writeFact(tx, "last_report", lastReport);
      if (reconciliation !== undefined) writeFact(tx, "reconciliation", reconciliation);
    },
    fail: (job, failed) => inNextCommit(database, (tx) => reportQueue.putOff(tx, job, failed)),
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
      return void reportQueue.add(tx, write.seatLink, { cause: write.cause, at });
    case "token-question":
      return void questionQueue.add(
        tx,
        { licenseRow: write.licenseRow },
        { cause: write.cause, at },
      );
  }
}

/** The service token of an instance, and the queue of the questions for another. */
export function serviceTokenRecordsIn(database: Database, read: ReadLicense): ServiceTokenRecords {
  const { current } = storedLicensesIn(database, read);
  const add: ServiceTokenRecords["add"] = (tx, { cause, at, today }) =>
    questionQueue.add(tx, { licenseRow: current(today)?.row ?? null }, { cause, at });
  return {
    token: async () => readFact(database, "service_token") ?? null,
    queued: async (only) => questionQueue.list(database, only),
    queueLength: async () => questionQueue.length(database),
    nextQueued: async (but) => questionQueue.first(database, but),
    add,
    request: async (wanted) => inTransaction(database, (tx) => add(tx, wanted)),
    finish: (job, answered) =>
      inNextCommit(database, (tx) => {
        questionQueue.remove(tx, job);
        const { run, token } = decideTokenAnswered(job, answered);
        recordEvent(tx, answered.at, run);
        if (token) writeFact(tx, "service_token", token);
      }),
    fail: (job, failed) => inNextCommit(database, (tx) => questionQueue.putOff(tx, job, failed)),
  };
}

const queuedColumns =
  "id, cause, enqueued_at AS enqueuedAt, next_run_at AS nextRunAt, attempts, last_error AS lastError";

interface Queue<Content, Unlisted extends keyof Content, Job> {
  readonly table: string;
  /** The columns of its own, by the names of what they hold. */
  readonly columns: { readonly [Name in keyof Content]: string };
  /** What is left out where many are listed. */
  readonly unlisted: readonly Unlisted[];
  readonly toJob: (row: Queued & Content) => Job;
}

interface Enqueued {
  readonly cause: SeatLinkCause;
  readonly at: Instant;
}

/** What is done with every queue. */
function queueIn<Content, Unlisted extends keyof Content, Job extends Queued>({
  table,
  columns,
  unlisted,
  toJob,
}: Queue<Content, Unlisted, Job>) {
  const own = Object.entries<string>(columns);
  const select = (but: readonly PropertyKey[] = []) => {
    const named = own.filter(([name]) => !but.includes(name));
    const selected = [queuedColumns, ...named.map(([name, column]) => `${column} AS ${name}`)];
    return `SELECT ${selected.join(", ")} FROM ${table}`;
  };
  const adding = (raw: BetterSqlite.Database) =>
    raw.prepare<[Content & Enqueued]>(
      `INSERT INTO ${table} (cause, enqueued_at, next_run_at, attempts, ${own.map(([, column]) => column).join(", ")})
       VALUES (@cause, @at, @at, 0, ${own.map(([name]) => `@${name}`).join(", ")})`,
    );
  const removing = (raw: BetterSqlite.Database) =>
    raw.prepare<[number]>(`DELETE FROM ${table} WHERE id = ?`);
  const puttingOff = (raw: BetterSqlite.Database) =>
    raw.prepare<[FailureWrites["job"] & Pick<Queued, "id">]>(
      `UPDATE ${table} SET attempts = @attempts, last_error = @lastError, next_run_at = @nextRunAt WHERE id = @id`,
    );
  const isWaiting = "next_run_at IS NOT NULL";
  const inOrder = "ORDER BY next_run_at, id LIMIT 1";
  const firstDue = (raw: BetterSqlite.Database) =>
    raw.prepare<[], Queued & Content>(`${select()} WHERE ${isWaiting} ${inOrder}`);
  const firstDueBut = (raw: BetterSqlite.Database) =>
    raw.prepare<[string], Queued & Content>(
      `${select()} WHERE ${isWaiting} AND id NOT IN (SELECT value FROM json_each(?)) ${inOrder}`,
    );
  // What is given up comes last. All of them are -1.
  const newest = (raw: BetterSqlite.Database) =>
    raw.prepare<[number], Queued & Omit<Content, Unlisted>>(
      `${select(unlisted)} WHERE id IN (SELECT id FROM ${table} ORDER BY id DESC LIMIT +?)
       ORDER BY next_run_at IS NULL, next_run_at, id`,
    );
  const byId = (raw: BetterSqlite.Database) =>
    raw.prepare<[number], Queued & Content>(`${select()} WHERE id = ?`);
  const counting = (raw: BetterSqlite.Database) =>
    raw.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck();
  const jobOrNull = (row: (Queued & Content) | undefined) => (row ? toJob(row) : null);
  return {
    add(tx: Tx, content: Content, { cause, at }: Enqueued) {
      const added = preparedIn(databaseOf(tx), adding).run({ ...content, cause, at });
      const id = Number(added.lastInsertRowid);
      const waiting = { id, cause, enqueuedAt: at, nextRunAt: at, attempts: 0, lastError: null };
      return toJob({ ...content, ...waiting });
    },
    first: (database: Database, but?: ReadonlySet<number>) =>
      jobOrNull(
        but === undefined || but.size === 0
          ? preparedIn(database, firstDue).get()
          : preparedIn(database, firstDueBut).get(JSON.stringify([...but])),
      ),
    find: (database: Database, id: number) => jobOrNull(preparedIn(database, byId).get(id)),
    list: (database: Database, only?: Newest) =>
      preparedIn(database, newest).all(only?.newest ?? -1),
    length: (database: Database) => preparedIn(database, counting).get() ?? 0,
    remove(tx: Tx, { id }: Pick<Queued, "id">) {
      if (preparedIn(databaseOf(tx), removing).run(id).changes === 0) throw new JobGone();
    },
    putOff(tx: Tx, job: QueuedReport | QueuedQuestion, failed: Failed) {
      const { job: set, run, lastReport } = decideFailed(job, failed);
      const { changes } = preparedIn(databaseOf(tx), puttingOff).run({ id: job.id, ...set });
      if (changes === 0) return;
      recordEvent(tx, failed.at, run);
      if (lastReport) writeFact(tx, "last_report", lastReport);
    },
  };
}

const reportQueue = queueIn<SeatLink, "licenseKey", QueuedReport>({
  table: "jobs",
  columns: {
    timestamp: "timestamp",
    licenseKey: "license_key",
    maxHistoricalUserCount: "max_historical_user_count",
    billableUsersCount: "billable_users_count",
  },
  unlisted: ["licenseKey"],
  toJob({ timestamp, licenseKey, maxHistoricalUserCount, billableUsersCount, ...queued }) {
    const seatLink = { timestamp, licenseKey, maxHistoricalUserCount, billableUsersCount };
    return { ...queued, seatLink };
  },
});

const questionQueue = queueIn<Pick<QueuedQuestion, "licenseRow">, never, QueuedQuestion>({
  table: "service_token_jobs",
  columns: { licenseRow: "license_row" },
  unlisted: [],
  toJob: (row) => row,
});

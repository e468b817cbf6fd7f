import type BetterSqlite from "better-sqlite3";
import { eq, sql } from "drizzle-orm";
import { JobGone, type JobRecords, type QueuedJob } from "../jobs/job-records.ts";
import { besideLicenses, type Database } from "./database.ts";
import { recordEvent } from "./events.ts";
import { preparedIn } from "./prepared.ts";
import { readNote, writeNote } from "./report-notes.ts";
import { jobs } from "./tables.ts";

/** What becomes of reports that were sent. */
export function settledJobsIn(
  database: Database,
): Pick<JobRecords, "finish" | "fail" | "lastReport" | "reconciliation"> {
  const { db } = database;
  return {
    finish(job, { at, error, reconciliation, ...said }) {
      if (preparedIn(database, removing).run(job.id).changes === 0) throw new JobGone();
      recordEvent(database, at, { ...runOf(job), outcome: "done", ...said, error });
      writeNote(database, "last_report", { at, error });
      writeNote(database, "reconciliation", reconciliation);
    },
    fail: async (job, { at, error, nextRunAt, ...said }) =>
      besideLicenses(database, () => {
        const set = { attempts: sql`${jobs.attempts} + 1`, lastError: error, nextRunAt };
        if (db.update(jobs).set(set).where(eq(jobs.id, job.id)).run().changes === 0) return;
        const outcome = nextRunAt === null ? "dead" : "failed";
        recordEvent(database, at, { ...runOf(job), outcome, ...said, error });
        writeNote(database, "last_report", { at, error });
      }),
    lastReport: async () => readNote(database, "last_report"),
    reconciliation: async () => readNote(database, "reconciliation"),
  };
}

const runOf = ({ id, cause, attempts }: QueuedJob) => ({
  kind: "job" as const,
  job: "seat-link" as const,
  trigger: cause,
  report: { id, attempt: attempts + 1 },
});

const removing = (raw: BetterSqlite.Database) =>
  raw.prepare<[number]>("DELETE FROM jobs WHERE id = ?");

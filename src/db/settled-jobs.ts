import type BetterSqlite from "better-sqlite3";
import { eq, sql } from "drizzle-orm";
import { JobGone, type JobRecords } from "../jobs/job-records.ts";
import { besideLicenses, type Database } from "./database.ts";
import { preparedIn } from "./prepared.ts";
import { readNote, writeNote } from "./report-notes.ts";
import { jobs } from "./tables.ts";

/** What becomes of reports that were sent. */
export function settledJobsIn(
  database: Database,
): Pick<JobRecords, "finish" | "fail" | "lastReport" | "reconciliation"> {
  const { db } = database;
  return {
    finish(id, { at, error, reconciliation }) {
      if (preparedIn(database, removing).run(id).changes === 0) throw new JobGone();
      writeNote(database, "last_report", { at, error });
      writeNote(database, "reconciliation", reconciliation);
    },
    fail: async (id, { at, error, nextRunAt }) =>
      besideLicenses(database, () => {
        const set = { attempts: sql`${jobs.attempts} + 1`, lastError: error, nextRunAt };
        if (db.update(jobs).set(set).where(eq(jobs.id, id)).run().changes === 0) return;
        writeNote(database, "last_report", { at, error });
      }),
    lastReport: async () => readNote(database, "last_report"),
    reconciliation: async () => readNote(database, "reconciliation"),
  };
}

const removing = (raw: BetterSqlite.Database) =>
  raw.prepare<[number]>("DELETE FROM jobs WHERE id = ?");

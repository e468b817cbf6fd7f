import { whyNot } from "../activation/seat-link-messages.ts";
import type { Calendar, Instant } from "../calendar.ts";
import type { LastReport, QueuedJob } from "../jobs/job-records.ts";
import { type JobName, jobNames } from "../jobs/schedule.ts";
import { ok, type Result } from "../result.ts";
import { interrupted, type RanShown, ranShown } from "./clock-verbs.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./refusal.ts";

type Working = Pick<Controlled, "clock" | "jobs" | "worker">;

/** The daily jobs that are to come, and the reports that wait or were given up. */
export async function jobsShown({ clock, jobs, worker }: Working) {
  const { calendar } = clock;
  const scheduled = worker.schedule().map(({ name, at }) => ({
    job: name,
    id: null,
    state: "scheduled" as const,
    cause: "daily" as const,
    attempts: 0,
    nextRunAt: calendar.toIso(at),
    lastError: null,
    enqueuedAt: null,
    report: null,
  }));
  return [...scheduled, ...(await jobs.queued()).map((job) => queuedShown(job, calendar))];
}

function queuedShown(queued: QueuedJob, { toIso }: Calendar) {
  const { id, cause, attempts, nextRunAt, lastError, enqueuedAt, seatLink } = queued;
  const waiting = attempts === 0 ? ("queued" as const) : ("retrying" as const);
  const { licenseKey: _licenseKey, ...report } = seatLink;
  return {
    job: "seat-link" as const,
    id,
    state: nextRunAt === null ? ("dead" as const) : waiting,
    cause,
    attempts,
    nextRunAt: nextRunAt === null ? null : toIso(nextRunAt),
    lastError,
    enqueuedAt: toIso(enqueuedAt),
    report,
  };
}

/** How in sync the license in force is, and how the last attempt went. */
export async function lastSyncShown({
  clock,
  jobs,
  licenses,
}: Pick<Controlled, "clock" | "jobs" | "licenses">) {
  const syncedAt = (await licenses.current(clock.today()))?.syncedAt ?? null;
  const attempt = await jobs.lastReport();
  const reconciliation = await jobs.reconciliation();
  const orNull = (at: Instant | null) => (at === null ? null : clock.calendar.toIso(at));
  const error = errorSince(syncedAt, attempt);
  return {
    state: error === null ? stateOf(syncedAt ?? attempt?.at) : ("failed" as const),
    syncedAt: orNull(syncedAt),
    ageSeconds: syncedAt === null ? null : Math.floor((clock.now() - syncedAt) / 1_000),
    attemptedAt: orNull(attempt?.at ?? null),
    error,
    nextReconciliationDate: reconciliation?.nextReconciliationDate ?? null,
    displayAlertFrom: reconciliation?.displayAlertFrom ?? null,
  };
}

const stateOf = (at: Instant | undefined) =>
  at === undefined ? ("none" as const) : ("succeeded" as const);

/** A license that came later, by an activation, has made up for a failure. */
const errorSince = (syncedAt: Instant | null, attempt: LastReport | null): string | null =>
  attempt === null || attempt.at < (syncedAt ?? attempt.at) ? null : attempt.error;

/** Runs one job now, and tells how it ended. */
export async function runJob(
  { clock, worker }: Pick<Controlled, "clock" | "worker">,
  name: string,
): Promise<Result<RanShown, Refused<404 | 409>>> {
  if (!isJob(name)) {
    return refusal(
      404,
      "job-not-found",
      `No job is named "${name}". There are ${jobNames.join(", ")}.`,
    );
  }
  const ran = await worker.run(name);
  if (ran.ok) return ok(ranShown(ran.value, clock.calendar));
  if (typeof ran.error === "string") {
    return refusal(409, "sync-not-allowed", `Nothing is reported: ${whyNot(ran.error)}`);
  }
  return interrupted;
}

const isJob = (name: string): name is JobName => jobNames.some((one) => one === name);

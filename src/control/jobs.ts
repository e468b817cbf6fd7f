import { whyNot } from "../activation/seat-link-messages.ts";
import { ok, type Result } from "../base/result.ts";
import type { AnswerOf } from "../contract/operations.ts";
import type { Queued } from "../jobs/job-records.ts";
import { syncFailure } from "../jobs/last-sync.ts";
import { type JobName, jobNames } from "../jobs/schedule.ts";
import type { Calendar, Instant } from "../time/calendar.ts";
import { interrupted, ranShown } from "./clock.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";

type Working = Pick<Controlled, "clock" | "jobs" | "serviceTokens" | "worker">;

/** The daily jobs that are to come, then the reports and the questions for a token that wait or were given up. */
export async function jobsShown(
  { clock, jobs, serviceTokens, worker }: Working,
  only?: { readonly newest: number },
) {
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
  const reports = (await jobs.queued(only)).map(({ report, ...job }) => ({
    job: "seat-link" as const,
    ...queuedShown(job, calendar),
    report,
  }));
  const tokens = (await serviceTokens.queued(only)).map((job) => ({
    job: "service-token" as const,
    ...queuedShown(job, calendar),
    report: null,
  }));
  return [...scheduled, ...reports, ...tokens];
}

/** How many of them there are. */
export const jobCount = async ({ jobs, serviceTokens, worker }: Working): Promise<number> =>
  worker.schedule().length + (await jobs.queueLength()) + (await serviceTokens.queueLength());

function queuedShown(queued: Queued, { toIso }: Calendar) {
  const { id, cause, attempts, nextRunAt, lastError, enqueuedAt } = queued;
  const waiting = attempts === 0 ? ("queued" as const) : ("retrying" as const);
  return {
    id,
    state: nextRunAt === null ? ("dead" as const) : waiting,
    cause,
    attempts,
    nextRunAt: nextRunAt === null ? null : toIso(nextRunAt),
    lastError,
    enqueuedAt: toIso(enqueuedAt),
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
  const error = syncFailure(syncedAt, attempt);
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

/** What is known of the token for cloud services: when it ends, and nothing of itself. */
export async function serviceTokenShown({
  clock,
  serviceTokens,
}: Pick<Controlled, "clock" | "serviceTokens">) {
  const token = await serviceTokens.token();
  return token && { expiresAt: clock.calendar.toIso(token.expiresAt) };
}

/** Runs one job now, and tells how it ended. */
export async function runJob(
  { clock, worker }: Pick<Controlled, "clock" | "worker">,
  name: string,
): Promise<Result<AnswerOf<"jobs.run">, Refused<404 | 409>>> {
  if (!isJob(name)) {
    return refusal(
      404,
      "job-not-found",
      `No job is named "${name}". There are ${jobNames.join(", ")}.`,
    );
  }
  const ran = await worker.run(name);
  if (ran.ok) return ok(ranShown(ran.value, clock.calendar));
  // A report that there is nothing for, as the other jobs say it.
  if (typeof ran.error === "string") {
    const detail = `Nothing is reported: ${whyNot(ran.error)}`;
    return ok(ranShown({ job: name, at: clock.now(), outcome: "skipped", detail }, clock.calendar));
  }
  return interrupted;
}

const isJob = (name: string): name is JobName => jobNames.some((one) => one === name);

import type { TransportFailure } from "../base/transport-failure.ts";
import type { Clock } from "../time/clock.ts";
import type {
  Answered,
  Failed,
  LastReport,
  Queued,
  QueuedQuestion,
  QueuedReport,
  TokenAnswered,
} from "./job-records.ts";
import type { JobRun, Ran } from "./ran.ts";

type PortalJob = QueuedReport | QueuedQuestion;

interface AttemptPorts {
  readonly clock: Pick<Clock, "now">;
  /** Tells the operator of an exception, and throws what no attempt can be blamed for: a disk, a reset. */
  readonly onException: (error: unknown) => void;
}

/** How an attempt has ended. */
export type Ended = Omit<Ran, "job" | "at">;

/**
 * Makes one attempt. One in which something is thrown is put off like any that has failed: a job that stayed due would stop
 * the clock for ever.
 */
export async function attempt(
  job: Ran["job"],
  { clock, onException }: AttemptPorts,
  { ask, putOff }: { ask(): Promise<Ended>; putOff(): Promise<Ended> },
): Promise<Ran> {
  const at = clock.now();
  const ended = await ask().catch((error: unknown) => {
    onException(error);
    return putOff();
  });
  return { job, at, ...ended };
}

/** Where the connection has failed by which an attempt has; null if it was not that. */
export const transportOf = (failure: object & { readonly cause?: TransportFailure | null }) =>
  failure.cause ?? null;

/** What is written of an attempt that has failed: the job stays. */
export interface FailureWrites {
  readonly job: Pick<Queued, "attempts" | "lastError" | "nextRunAt">;
  readonly run: JobRun;
  /** Null leaves what is kept. */
  readonly lastReport: LastReport | null;
}

/** Decides what becomes of a job that has failed: without a next run it is dead. */
export const decideFailed = (
  job: PortalJob,
  { at, error, nextRunAt, ...said }: Failed,
): FailureWrites => ({
  job: { attempts: job.attempts + 1, lastError: error, nextRunAt },
  run: { ...runOf(job), outcome: nextRunAt === null ? "dead" : "failed", ...said, error },
  lastReport: isReport(job) ? { at, error } : null,
});

/**
 * Decides what is written of a report that was answered: the job goes. It has arrived, also where its license could not be
 * stored; an answer without dates takes away those that are kept. One that was left aside says nothing of them.
 */
export const decideReported = (
  job: QueuedReport,
  { at, error, reconciliation, ...said }: Answered,
) => ({
  run: { ...runOf(job), outcome: "done", ...said, error } satisfies JobRun,
  lastReport: { at, error },
  reconciliation,
});

/**
 * Decides what is written of a question for a token that is over: the job goes. Without a token it was not to be asked, and
 * the one that is kept stays.
 */
export const decideTokenAnswered = (
  job: QueuedQuestion,
  { at: _at, token, ...said }: TokenAnswered,
) => ({
  run: {
    ...runOf(job),
    outcome: token ? "done" : "skipped",
    ...said,
    error: null,
  } satisfies JobRun,
  token,
});

const runOf = (job: PortalJob) => ({
  kind: "job" as const,
  job: isReport(job) ? ("seat-link" as const) : ("service-token" as const),
  trigger: job.cause,
  report: isReport(job) ? { id: job.id, attempt: job.attempts + 1 } : null,
});

const isReport = (job: PortalJob): job is QueuedReport => "seatLink" in job;

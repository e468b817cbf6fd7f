import type { TransportFailure } from "../base/transport-failure.ts";
import type { Instant } from "../time/calendar.ts";
import type { Clock } from "../time/clock.ts";
import type { Failed, Queued } from "./job-records.ts";
import type { Ran, RunDetail } from "./ran.ts";
import type { JobName } from "./schedule.ts";

/** Jobs that ask the portal, and are tried again. */
type PortalJobName = Extract<JobName, "seat-link" | "service-token">;

/** Gives a whole number below another. */
type Draw = (below: number) => number;

interface RetryRule {
  /** Retries after the first attempt; when these have failed too, the job is dead. */
  readonly retries: number;
  /** How long after an attempt of that number the next one comes. */
  secondsAfter(attempt: number, draw: Draw): number;
}

const retryRules: Readonly<Record<PortalJobName, RetryRule>> = {
  /** 20 to 26.7 hours in all. Source: licensing rules, triggers and schedule. */
  "seat-link": { retries: 20, secondsAfter: (_attempt, draw) => 3_600 + draw(20 * 60) },
  /**
   * Source: licensing rules, service token; Sidekiq's own back-off, which the product leaves as it is here: the fourth power of
   * the retries before and 15 seconds, and up to 10 seconds more for each.
   */
  "service-token": {
    retries: 3,
    secondsAfter: (attempt, draw) => (attempt - 1) ** 4 + 15 + draw(10 * attempt),
  },
};

/** How often a job is tried before it is dead. */
export const mostAttempts = (job: PortalJobName): number => retryRules[job].retries + 1;

/** When a job that has failed so often is tried again; null if it is dead. */
export function nextAttemptAt(
  job: PortalJobName,
  attempts: number,
  failedAt: Instant,
  draw: Draw,
): Instant | null {
  const { retries, secondsAfter } = retryRules[job];
  return attempts > retries ? null : ((failedAt + secondsAfter(attempts, draw) * 1_000) as Instant);
}

/** Why an attempt has failed. */
interface Failure {
  readonly error: string;
  /** Whether the portal was not even asked, since it had kept silent for too long. */
  readonly wasNotAsked: boolean;
  /** Where the connection has failed; null if it was not that. */
  readonly cause: TransportFailure | null;
}

interface Surroundings {
  readonly clock: Clock;
  /** The same purpose gives the same. */
  readonly draw: (purpose: string, below: number) => number;
}

/** What is written down of an attempt that has failed, and how it is told of. */
export function failedAttempt(
  job: PortalJobName,
  { cause, enqueuedAt, attempts }: Queued,
  { error, wasNotAsked, cause: transport }: Failure,
  { clock, draw }: Surroundings,
): { readonly failed: Failed; readonly ended: Pick<Ran, "outcome"> & RunDetail } {
  const attempt = attempts + 1;
  const at = clock.now();
  const nextRunAt = nextAttemptAt(job, attempt, at, (below) =>
    // By what a reset brings back: numbers of jobs go on.
    draw(`${job}/${cause}/${enqueuedAt}/attempt/${attempt}`, below),
  );
  const gist = wasNotAsked ? `${error} ${notAsked}` : error;
  const next = nextRunAt === null ? "the last one" : `next at ${clock.calendar.toIso(nextRunAt)}`;
  const said = {
    detail: `${gist} (attempt ${attempt} of ${retryRules[job].retries + 1}, ${next})`,
    gist,
    ...(transport && { transport }),
  };
  return {
    failed: { at, error, nextRunAt, ...said },
    ended: { outcome: nextRunAt === null ? "dead" : "failed", ...said },
  };
}

const notAsked =
  "The portal was not asked: it had kept silent for too long while the clock was moved.";

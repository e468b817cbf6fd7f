import type { Instant } from "../time/calendar.ts";
import type { RunDetail } from "./ran.ts";

/** After this many failed retries a job is dead. */
const maxRetries = 20;

export const maxAttempts = maxRetries + 1;

/** The same of a question for a service token. Source: licensing rules, service token. */
const maxTokenRetries = 3;

export const maxTokenAttempts = maxTokenRetries + 1;

const hourMs = 3_600_000;
const spreadSeconds = 20 * 60;

/**
 * When a job that has failed so often is tried again; null if it is given up.
 *
 * An hour later and up to 20 minutes more, each time: 20 to 26.7 hours in all. `draw` gives a whole number below
 * another. Source: licensing rules, triggers and schedule.
 */
export function nextAttemptAt(
  attempts: number,
  failedAt: Instant,
  draw: (below: number) => number,
): Instant | null {
  if (attempts > maxRetries) return null;
  return (failedAt + hourMs + draw(spreadSeconds) * 1_000) as Instant;
}

/**
 * When a question for a service token that has failed so often is asked again; null if it is given up.
 *
 * Source: Sidekiq's own back-off, which the product leaves as it is here: the fourth power of the retries before and 15 seconds,
 * and up to 10 seconds more for each.
 */
export function nextTokenAttemptAt(
  attempts: number,
  failedAt: Instant,
  draw: (below: number) => number,
): Instant | null {
  if (attempts > maxTokenRetries) return null;
  const seconds = (attempts - 1) ** 4 + 15 + draw(10 * attempts);
  return (failedAt + seconds * 1_000) as Instant;
}

/** Why an attempt has failed. */
export interface Failure {
  readonly error: string;
  /** Whether the portal was not even asked, having kept silent for so long. */
  readonly isGivenUp: boolean;
}

interface Attempt extends Pick<Failure, "isGivenUp"> {
  readonly attempt: number;
  readonly of: number;
  /** Null if it is the last one. */
  readonly nextAt: string | null;
}

/** How a failed attempt is told of. */
export function failedInWords(
  error: string,
  { attempt, of, nextAt, isGivenUp }: Attempt,
): RunDetail {
  const gist = isGivenUp ? `${error} ${givenUp}` : error;
  const next = nextAt === null ? "the last one" : `next at ${nextAt}`;
  return { detail: `${gist} (attempt ${attempt} of ${of}, ${next})`, gist };
}

const givenUp =
  "The portal was not asked: it had kept silent for too long while the clock was moved.";

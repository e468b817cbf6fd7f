import type { Instant } from "../calendar.ts";

/** After this many failed retries a job is dead. */
const maxRetries = 20;

export const maxAttempts = maxRetries + 1;

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

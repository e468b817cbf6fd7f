import type { License } from "../license/license.ts";
import type { Instant } from "../time/calendar.ts";
import type { JobName } from "./schedule.ts";

/**
 * How a job ended: it did its work; there was nothing for it to do; it failed and is tried again; or it has failed so
 * often that it is given up.
 */
type Outcome = "done" | "skipped" | "failed" | "dead";

/** A job that ran. */
export interface Ran {
  readonly job: JobName;
  /** When it fell due. */
  readonly at: Instant;
  readonly outcome: Outcome;
  /** For people. */
  readonly detail: string;
}

/** Why no users are recorded under a license; null if they are. Source: licensing rules, historical users. */
export function whyNotRecorded(license: License | null): string | null {
  if (!license) return "No license is in force.";
  return license.trial === true ? "A trial is in force, under which nothing is recorded." : null;
}

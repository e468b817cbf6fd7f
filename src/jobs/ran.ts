import type { SeatLinkCause } from "../activation/origin.ts";
import type { TransportFailure } from "../base/transport-failure.ts";
import type { License } from "../license/license.ts";
import type { Instant } from "../time/calendar.ts";
import type { JobName } from "./schedule.ts";

/**
 * How a job ended: it did its work; there was nothing for it to do; it failed and is tried again; or it has failed so
 * often that it is given up.
 */
type Outcome = "done" | "skipped" | "failed" | "dead";

/** What is said of a run, for people. */
export interface RunDetail {
  readonly detail: string;
  /** The detail without what is true of one day or attempt alone, where it says such a thing. */
  readonly gist?: string;
  /** Where the connection to the portal has failed; absent if it was not that. */
  readonly transport?: TransportFailure;
}

export interface Ran extends RunDetail {
  readonly job: JobName;
  /** When it fell due. */
  readonly at: Instant;
  readonly outcome: Outcome;
}

/** What is written down of a job that ran. */
export interface JobRun extends Omit<Ran, "at"> {
  readonly kind: "job";
  readonly trigger: SeatLinkCause;
  /** The report that was sent, and which attempt it was; null for a job that sends none. */
  readonly report: { readonly id: number; readonly attempt: number } | null;
  /** Null if nothing was wrong. */
  readonly error: string | null;
}

/** Why no users are recorded under a license; null if they are. Source: licensing rules, historical users. */
export function whyNotRecorded(license: License | null): string | null {
  if (!license) return "No license is in force.";
  return license.trial === true ? "A trial is in force, under which nothing is recorded." : null;
}

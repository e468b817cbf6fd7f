import type { SeatLinkCause } from "../activation/origin.ts";
import type { ServiceToken } from "../activation/service-token.ts";
import type { Day, Instant } from "../time/calendar.ts";
import type { RunDetail } from "./ran.ts";

/** A question for a service token that waits to be asked, or was given up. */
export interface ServiceTokenJob {
  readonly id: number;
  /** One that comes of itself every day is asked only if it must be. */
  readonly cause: SeatLinkCause;
  readonly enqueuedAt: Instant;
  /** Null if it is dead. */
  readonly nextRunAt: Instant | null;
  /** Those that have failed. */
  readonly attempts: number;
  readonly lastError: string | null;
  /** The license that was in force when it was put into the queue; null if none was. */
  readonly licenseRow: number | null;
}

/** The service token of one instance, and the questions for another. */
export interface ServiceTokenRecords {
  /** Null if there is none. */
  token(): Promise<ServiceToken | null>;
  /** Everything that waits, in the order in which it falls due, and what was given up, oldest first. */
  queued(): Promise<readonly ServiceTokenJob[]>;
  /** What falls due first; null if nothing does. */
  nextQueued(): Promise<ServiceTokenJob | null>;
  /** Puts a question for the token of the license in force into the queue. Joins the atomic step from within which it is called. */
  add(wanted: {
    readonly cause: SeatLinkCause;
    readonly at: Instant;
    readonly today: Day;
  }): ServiceTokenJob;
  /** Removes a job, and keeps the token that it has brought; null is none. */
  finish(
    job: ServiceTokenJob,
    done: RunDetail & { readonly at: Instant; readonly token: ServiceToken | null },
  ): Promise<void>;
  /** Writes down a failure; dead without a next run. */
  fail(
    job: ServiceTokenJob,
    failed: RunDetail & {
      readonly at: Instant;
      readonly error: string;
      readonly nextRunAt: Instant | null;
    },
  ): Promise<void>;
}

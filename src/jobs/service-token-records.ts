import type { SeatLinkCause } from "../activation/origin.ts";
import type { ServiceToken } from "../activation/service-token.ts";
import type { Tx } from "../base/tx.ts";
import type { Day, Instant } from "../time/calendar.ts";
import type { Failed, Queued } from "./job-records.ts";
import type { RunDetail } from "./ran.ts";

/** A question for a service token; one that comes of itself every day is asked only if it must be. */
export interface ServiceTokenJob extends Queued {
  /** The license that was in force when it was put into the queue; null if none was. */
  readonly licenseRow: number | null;
}

/** A question that was answered, or was not to be asked. */
export interface TokenAnswered extends RunDetail {
  readonly at: Instant;
  /** Null if none has come. */
  readonly token: ServiceToken | null;
}

interface Wanted {
  readonly cause: SeatLinkCause;
  readonly at: Instant;
  readonly today: Day;
}

/** The service token of one instance, and the questions for another. */
export interface ServiceTokenRecords {
  /** Null if there is none. */
  token(): Promise<ServiceToken | null>;
  /** Everything that waits, in the order in which it falls due, and what was given up, oldest first. */
  queued(): Promise<readonly ServiceTokenJob[]>;
  /** What falls due first; null if nothing does. */
  nextQueued(): Promise<ServiceTokenJob | null>;
  /** Puts a question for the token of the license in force into the queue. */
  add(tx: Tx, wanted: Wanted): ServiceTokenJob;
  /** The same, in a transaction of its own. */
  request(wanted: Wanted): Promise<ServiceTokenJob>;
  /** Removes a job, and keeps the token that it has brought. */
  finish(job: ServiceTokenJob, answered: TokenAnswered): Promise<void>;
  fail(job: ServiceTokenJob, failed: Failed): Promise<void>;
}

import type { SeatLinkCause } from "../activation/origin.ts";
import type { NotReported, Reconciliation, SeatLink } from "../activation/seat-link.ts";
import type { ServiceToken } from "../activation/service-token.ts";
import type { Result } from "../base/result.ts";
import type { Tx } from "../base/tx.ts";
import type { Day, Instant } from "../time/calendar.ts";
import type { Ran, RunDetail } from "./ran.ts";
import type { Due } from "./schedule.ts";

/** Something to ask the portal that waits, or was given up. */
export interface Queued {
  readonly id: number;
  readonly cause: SeatLinkCause;
  readonly enqueuedAt: Instant;
  /** Null if it is dead. */
  readonly nextRunAt: Instant | null;
  /** Those that have failed. */
  readonly attempts: number;
  readonly lastError: string | null;
}

/** A report. */
export interface QueuedReport extends Queued {
  readonly seatLink: SeatLink;
}

/** A report as it is listed: without the license that it is about, which may be long. */
interface ListedReport extends Queued {
  readonly report: Omit<SeatLink, "licenseKey">;
}

/** How many are asked for. */
export interface Newest {
  readonly newest: number;
}

/** How the last attempt to report went. */
export interface LastReport {
  readonly at: Instant;
  /** Null if it succeeded. */
  readonly error: string | null;
}

/** A report that was answered; what came with the answer may still be wrong. */
export interface Answered extends LastReport, RunDetail {
  /** Without it, what is kept stays. */
  readonly reconciliation?: Reconciliation | null;
}

/** An attempt to ask the portal that has failed. */
export interface Failed extends RunDetail {
  readonly at: Instant;
  readonly error: string;
  /** Null if the job is dead. */
  readonly nextRunAt: Instant | null;
}

/** A clock that runs on to what falls due. It never goes back. */
export interface Traveller {
  /** Shows a time, and keeps it. */
  advanceTo(at: Instant): void;
  /** Shows several times in one transaction, which keeps the last. If it fails, the clock has not moved. */
  through<Value>(work: (show: (at: Instant) => void, keep: (tx: Tx) => void) => Value): Value;
}

/** A job was to be finished of which a reset has left nothing. */
export class JobGone extends Error {}

export interface JobRecords {
  /** What waits, in the order in which it falls due, and what was given up, oldest first: all unless said. */
  queued(only?: Newest): Promise<readonly ListedReport[]>;
  queueLength(): Promise<number>;
  /** What falls due first, of everything that waits but some; null if nothing does. */
  nextQueued(but?: ReadonlySet<number>): Promise<QueuedReport | null>;
  /** A report that waits, or was given up; null if it is gone. */
  find(id: number): Promise<QueuedReport | null>;
  /**
   * Does the daily work that is due, each at its own time, in one atomic step with the clock. Ends early when a
   * report or a question for a token was put into its queue, which is to be sent first; the rest of what is due stays.
   */
  perform(due: Iterable<Due>, clock: Traveller): Promise<readonly Ran[]>;
  /** Puts a report on the license in force into the queue. */
  request(asked: {
    readonly at: Instant;
    readonly today: Day;
  }): Promise<Result<QueuedReport, NotReported>>;
  /** What a report on the license in force would say now, whether it is reported or not; null without one. */
  draft(asked: { readonly at: Instant; readonly today: Day }): Promise<SeatLink | null>;
  /** Removes a job that was answered. */
  finish(tx: Tx, job: QueuedReport, answered: Answered): void;
  fail(job: QueuedReport, failed: Failed): Promise<void>;
  lastReport(): Promise<LastReport | null>;
  reconciliation(): Promise<Reconciliation | null>;
}

/** A question for a service token; one that comes of itself every day is asked only if it must be. */
export interface QueuedQuestion extends Queued {
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
  /** What waits, in the order in which it falls due, and what was given up, oldest first: all unless said. */
  queued(only?: Newest): Promise<readonly QueuedQuestion[]>;
  queueLength(): Promise<number>;
  /** What falls due first, of everything that waits but some; null if nothing does. */
  nextQueued(but?: ReadonlySet<number>): Promise<QueuedQuestion | null>;
  /** Puts a question for the token of the license in force into the queue. */
  add(tx: Tx, wanted: Wanted): QueuedQuestion;
  /** The same, in a transaction of its own. */
  request(wanted: Wanted): Promise<QueuedQuestion>;
  /** Removes a job, and keeps the token that it has brought. */
  finish(job: QueuedQuestion, answered: TokenAnswered): Promise<void>;
  fail(job: QueuedQuestion, failed: Failed): Promise<void>;
}

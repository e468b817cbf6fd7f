import type { Day, Instant } from "../time/calendar.ts";
import type { ToldFailure } from "./transport.ts";

/** Where in a log something was seen. */
export interface Seen {
  /** The place of the entry in the file, from 0. */
  readonly entry: number;
  /** When the request went out; null if the log does not say. */
  readonly at: Instant | null;
  /** How long until the whole answer was there; null if the log does not say. */
  readonly ms: number | null;
  /** Method and path, as `POST /api/graphql`. */
  readonly request: string;
  /** The HTTP status; null if no answer came. */
  readonly status: number | null;
}

/** An activation, as the instance has answered it. */
export interface Activation extends Seen {
  readonly kind: "activation";
  /** Null if the log does not hold the answer, or it cannot be read. */
  readonly errors: readonly string[] | null;
  readonly license: SeenLicense | null;
  /** Why an instance of ours has answered so, in its own words. */
  readonly cause: string | null;
  /** What the instance itself has answered in place of the mutation; null if it was the mutation that answered. */
  readonly instead: Instead | null;
}

/** An answer that is none of GraphQL's, by what could be armed to have it again. */
export type Instead = "status" | "empty" | "html" | "broken-json";

/** A license, as a page or a client has read it. */
export interface SeenLicense {
  readonly id: string | null;
  readonly type: string | null;
  readonly plan: string | null;
  readonly startsOn: Day | null;
  readonly expiresOn: Day | null;
  /** Null is unlimited, or not asked for. */
  readonly seats: number | null;
  readonly syncedAt: Instant | null;
  readonly billableUsers: number | null;
  readonly maximumUsers: number | null;
  readonly isTrial: boolean;
}

/** The license in force, as it was read; null if there was none. */
export interface CurrentLicense extends Seen {
  readonly kind: "current-license";
  readonly license: SeenLicense | null;
}

export interface History extends Seen {
  readonly kind: "history";
  readonly rows: readonly SeenLicense[];
}

/** A query of the page that was not answered with data: the page says *Subscription unavailable*. */
interface FailedQuery extends Seen {
  readonly kind: "failed-query";
  readonly operation: string;
  readonly message: string | null;
}

/** The subscription page itself. */
interface PageView extends Seen {
  readonly kind: "page";
  /** Why the last report has failed, which a page of ours tells its script; null if it has not, or the page does not say. */
  readonly syncError: string | null;
}

/** The page's button for a sync, which tells nothing but whether a report was put into the queue. */
interface SyncAsked extends Seen {
  readonly kind: "sync";
  readonly cause: string | null;
}

/** A removal of the license in force, or of any by its number. */
interface Removal extends Seen {
  readonly kind: "removal";
  readonly message: string | null;
}

/** A license file that was sent, by the form or by REST. */
interface Upload extends Seen {
  readonly kind: "upload";
  readonly message: string | null;
}

/** A sentence of the product that a page shows. */
interface PageMessage extends Seen {
  readonly kind: "message";
  readonly text: string;
}

/** What an instance of ours has sent to its portal. */
export interface PortalExchange extends Seen {
  readonly kind: "portal";
  readonly asked: "activation" | "report" | "service-token";
  /** Whether it was the environment that had a code activated, and nobody at a keyboard. */
  readonly isAutomated: boolean;
  /** What it was refused with. */
  readonly errors: readonly string[];
  /** Whether the answer holds a license. */
  readonly hasLicense: boolean;
  readonly failure: ToldFailure | null;
  /** What is the same at each attempt of one report. */
  readonly report: string | null;
}

/** A request of a browser that did not come to an answer. */
interface NoAnswer extends Seen {
  readonly kind: "no-answer";
  readonly error: string | null;
}

export type Observation =
  | Activation
  | CurrentLicense
  | History
  | FailedQuery
  | PageView
  | SyncAsked
  | Removal
  | Upload
  | PageMessage
  | PortalExchange
  | NoAnswer;

/** Whether it was answered, and not refused. */
export const isDone = ({ status }: Observation): boolean => status !== null && status < 400;

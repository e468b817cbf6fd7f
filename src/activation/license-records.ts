import type { Day, Instant } from "../calendar.ts";
import type { Facts } from "../license/admission.ts";
import type { License } from "../license/license.ts";
import type { Result } from "../result.ts";
import type { FutureSubscription } from "./future-subscription.ts";

/** A license as this instance keeps it. */
export interface LicenseRecord {
  /** The database id. Higher means stored later. */
  readonly row: number;
  readonly key: string;
  readonly license: License;
  readonly createdAt: Instant;
  /** The last successful exchange with the portal; null if there was none. */
  readonly syncedAt: Instant | null;
}

/** A key that the portal sent, with what came beside it. */
export interface Arrival {
  readonly key: string;
  readonly license: License;
  readonly at: Instant;
  readonly today: Day;
  /** Replaces the stored list; null leaves it as it is. */
  readonly futureSubscriptions: readonly FutureSubscription[] | null;
}

/** Decides whether a license may become a new row, on the state that it would be stored into. */
export type Admission<Refusal> = (facts: Facts) => Result<void, Refusal>;

/** The licenses of one instance. Every method is one atomic step. */
export interface LicenseRecords {
  /** The license in force on a day, derived by the selection rule: no flag says so. */
  current(today: Day): Promise<LicenseRecord | null>;
  /** Readable licenses, latest start first, then latest stored, then latest expiry. */
  history(page: { readonly offset: number; readonly limit: number }): Promise<LicenseRecord[]>;
  historyLength(): Promise<number>;
  futureSubscriptions(): Promise<FutureSubscription[]>;
  /**
   * Stores a key that the portal sent, and replaces the future subscriptions.
   *
   * A key that is the current cloud license's own text moves that row's `syncedAt` and is not judged
   * again; any other becomes a new row, if it is admitted. A refusal changes nothing.
   */
  install<Refusal>(
    arrival: Arrival,
    admit: Admission<Refusal>,
  ): Promise<Result<LicenseRecord, Refusal>>;
}

import type { Result } from "../base/result.ts";
import type { Tx } from "../base/tx.ts";
import type { Evidence } from "../license/explanation.ts";
import type { Facts } from "../license/facts.ts";
import type { License } from "../license/license.ts";
import type { Day, Instant } from "../time/calendar.ts";
import type { FutureSubscription } from "./future-subscription.ts";
import type { Origin, Removing } from "./origin.ts";

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

/** A license as it is stored, whether its key can be read or not. */
export interface StoredRow extends Omit<LicenseRecord, "license"> {
  /** Null if the key cannot be read. */
  readonly license: License | null;
}

/** A key that is about to be stored. */
export interface Upload {
  readonly key: string;
  readonly license: License;
  readonly at: Instant;
  readonly today: Day;
  readonly origin: Origin;
}

/** A key that the portal sent, with what came beside it. */
export interface Arrival extends Upload {
  /** Replaces the stored list; null leaves it as it is. */
  readonly futureSubscriptions: readonly FutureSubscription[] | null;
}

/** What is stored after an installation. */
export interface Installed {
  readonly license: LicenseRecord;
  /** Whether it took a new row. */
  readonly isNew: boolean;
  readonly futureSubscriptions: readonly FutureSubscription[];
}

/** What is known when a license is about to be stored. */
export interface InstallationFacts extends Facts {
  readonly inForce: LicenseRecord | null;
  /** When the first trial that was ever stored ends; null if there was none. */
  readonly trialEndsOn: string | null;
}

/** What is written to store a license. */
export interface Installation {
  readonly license:
    | { readonly kind: "row-added"; readonly upload: Upload; readonly syncedAt: Instant | null }
    | { readonly kind: "row-synced"; readonly record: LicenseRecord; readonly syncedAt: Instant };
  /** Kept from now on; null leaves what is kept. */
  readonly trialEndsOn: string | null;
  /** Replaces the stored list; null leaves it. */
  readonly futureSubscriptions: readonly FutureSubscription[] | null;
}

/** What is done in the same transaction, which can ask what is in force after the installation. */
type Together = (tx: Tx, installed: Installed, current: () => LicenseRecord | null) => void;

export interface Removal {
  /** The latest stored of the removed licenses; null if its key cannot be read. */
  readonly newest: LicenseRecord | null;
}

/** The licenses of one instance. Every method is one atomic step. */
export interface LicenseRecords {
  /** The license in force on a day, derived by the selection rule: no flag says so. */
  current(today: Day): LicenseRecord | null | Promise<LicenseRecord | null>;
  /** Readable licenses, latest start first, then latest stored, then latest expiry. */
  history(page: { readonly offset: number; readonly limit: number }): Promise<LicenseRecord[]>;
  historyLength(): Promise<number>;
  /** Database ids of licenses whose keys cannot be read, latest stored first. */
  unreadableRows(): Promise<readonly number[]>;
  /** Readable licenses, latest stored first, of which `before` is a row that is past. */
  stored(page: { readonly before: number; readonly limit: number }): Promise<LicenseRecord[]>;
  /** Licenses, readable or not, first stored first, of which `after` is a row that is past. */
  rows(page: { readonly after: number; readonly limit: number }): Promise<StoredRow[]>;
  /** The readable license with a database id; null if there is none. */
  find(row: number): Promise<LicenseRecord | null>;
  /** The readable license with a number of the portal, the one stored last of several; null if there is none. */
  numbered(number: number): Promise<LicenseRecord | null>;
  futureSubscriptions(): Promise<FutureSubscription[]>;
  /** Whether something follows the license in force: one that starts later is stored, or the portal has announced one. */
  isFollowed(today: Day): Promise<boolean>;
  /** When the first trial that was ever stored ends; null if there was none. */
  trialEndsOn(): Promise<string | null>;
  /** Stores a license as is decided by what is known at that moment. A refusal changes nothing. */
  install<Refusal>(
    today: Day,
    decide: (facts: InstallationFacts) => Result<Installation, Refusal>,
    together?: Together,
  ): Promise<Result<Installed, Refusal>>;
  /** Replaces the future subscriptions alone, as is decided by what is in force at that moment; null leaves them. */
  replaceFuture(
    now: { readonly at: Instant; readonly today: Day },
    decide: (inForce: LicenseRecord | null) => readonly FutureSubscription[] | null,
    together: (tx: Tx) => void,
  ): Promise<void>;
  /** Asks about what a license would be judged by if it were installed now, and changes nothing. */
  consider<Answer>(today: Day, ask: (evidence: Evidence) => Answer): Promise<Answer>;
  /**
   * Removes the licenses that carry a number, all of them; if none does, the row with that database id,
   * provided that its license has no number. Null if there is neither.
   *
   * Removing the license in force clears the future subscriptions, removing another leaves them.
   * Source: instance behaviour, destroy semantics; which rows are meant is difference 2.
   */
  remove(number: number, removing: Removing): Promise<Removal | null>;
  /** Removes the one row with a database id, whatever its number; null if there is none. */
  removeRow(row: number, removing: Removing): Promise<Removal | null>;
}

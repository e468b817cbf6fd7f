/** A state around the end of a license, or of a trial, in which the instance can be put. */
export type StateName =
  | "active"
  | "expires-in-15-days"
  | "expires-in-3-days"
  /** Expired since 00:00. */
  | "expires-today"
  /** Since yesterday. */
  | "expired"
  | "changes-blocked"
  | "grace-over"
  | "trial"
  | "trial-ends-soon"
  | "trial-expired";

/** How the instance came into a state, and what it is like there. */
export interface PutInto {
  /** What was done, in order; nothing if the instance was in the state already. */
  readonly did: readonly Step[];
  /** What the clock shows. */
  readonly now: string;
  readonly notices: readonly Notice[];
  /** Whether the instance takes no changes any more. */
  readonly blockChanges: boolean;
}

/** Something that was done; `detail` is for people. */
export type Step =
  | { readonly step: "sold" | "activated"; readonly subscription: string; readonly detail: string }
  | {
      readonly step: "clock-moved";
      readonly now: string;
      /** How many ran on the way. */
      readonly jobs: number;
      readonly detail: string;
    };

/** What is known of the end of the license in force. */
export interface Notice {
  readonly notice: "expires-soon" | "expired" | "changes-blocked" | "grace-over";
  /** Whom the product tells; empty where it acts and tells nobody. */
  readonly to: readonly ("administrators" | "users")[];
  /** The first day: `2026-05-17`. */
  readonly since: string;
  /** Days until the license ends, 0 if it has; null if it never does. */
  readonly remainingDays: number | null;
  /** For people. */
  readonly message: string;
}

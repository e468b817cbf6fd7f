export type Plan = "starter" | "premium" | "ultimate";
type Kind = "cloud" | "offline" | "legacy";

/** What is to be sold. Days are `2025-06-01`; what is left out is filled in. */
export interface Order {
  /** `premium` unless said. */
  readonly plan?: Plan | undefined;
  /** 10 unless said; null is unlimited. */
  readonly seats?: number | null | undefined;
  /** Today unless said. */
  readonly startsOn?: string | undefined;
  /** A year after `startsOn` unless said. */
  readonly expiresOn?: string | undefined;
  readonly company?: string | undefined;
  readonly email?: string | undefined;
  /** Name of the licensee. */
  readonly name?: string | undefined;
  /** `cloud` unless said. A legacy subscription has no activation code. */
  readonly kind?: Kind | undefined;
  readonly trial?: boolean | undefined;
  /** Terms that follow, in order. */
  readonly futureTerms?: readonly FutureTerm[] | undefined;
}

/** A term that follows another. */
export interface FutureTerm {
  readonly plan: Plan;
  /** Null is unlimited. */
  readonly seats: number | null;
  readonly startsOn: string;
  readonly expiresOn: string;
}

/** How a subscription goes on; what is left out stays as it is. */
export interface RenewalOrder {
  /** Null is unlimited. */
  readonly seats?: number | null | undefined;
  readonly plan?: Plan | undefined;
  /** 1 unless said. */
  readonly years?: number | undefined;
  /** The most users at once in the term that ends. A true-up is priced from it into the key; without it the key carries none. */
  readonly maxHistoricalUsers?: number | undefined;
  /** Whether it was renewed automatically. */
  readonly auto?: boolean | undefined;
}

/** When users will be compared with seats, and from when on administrators are told of it; null clears a day. */
export interface Reconciliation {
  readonly nextReconciliationDate: string | null;
  readonly displayAlertFrom: string | null;
}

/** What was sold. */
export interface Subscription {
  /** `A-S00000042`. */
  readonly name: string;
  readonly number: number;
  /** Null for a legacy subscription. */
  readonly activationCode: string | null;
  readonly plan: Plan;
  /** Null is unlimited. */
  readonly seats: number | null;
  readonly startsOn: string;
  readonly expiresOn: string;
  /** What was sold for later, in order. */
  readonly futureTerms: readonly FutureTerm[];
  readonly company: string;
  readonly email: string;
  readonly kind: Kind;
  readonly trial: boolean;
  readonly state: "active" | "cancelled" | "expired";
  /** Whether the code was ever used. */
  readonly cloudLicensing: boolean;
  /** Number of the key that was issued last; null if none was. */
  readonly licenseNumber: number | null;
  /** What every report is answered, as `displayAlertFrom`. */
  readonly nextReconciliationDate: string | null;
  readonly displayAlertFrom: string | null;
}

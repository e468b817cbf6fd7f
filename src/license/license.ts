import type { Day } from "../time/calendar.ts";

export type LicenseKind = "online_cloud" | "offline_cloud" | "legacy_license";

/** What a license key says, decoded. Source of names and rules: the license file format's attributes. */
export interface License {
  /** The key's own number at the portal; null if it carries none. */
  readonly number: number | null;
  /** `Name`, `Email`, `Company` and whatever else the key names. */
  readonly licensee: Readonly<Partial<Record<string, string>>>;
  /** First day of the term. On the wire this is `issued_at`. */
  readonly startsOn: Day;
  /** First day after the term; null for licenses of the vendor's own team. */
  readonly expiresOn: Day | null;
  readonly notifyAdminsOn: Day | null;
  readonly notifyUsersOn: Day | null;
  readonly blockChangesOn: Day | null;
  readonly nextSyncAt: DateTime | null;
  readonly lastSyncedAt: DateTime | null;
  readonly activatedAt: DateTime | null;
  readonly cloud: boolean;
  readonly offlineCloud: boolean;
  readonly autoRenew: boolean;
  readonly seatReconciliation: boolean;
  readonly operationalMetrics: boolean;
  readonly contractOveragesAllowed: boolean;
  readonly generatedFromCustomersDot: boolean;
  readonly generatedFromCancellation: boolean;
  readonly temporaryExtension: boolean;
  /** Seats bought; null means unlimited. */
  readonly seats: number | null;
  /** Seats of the term before; its presence marks a renewal. */
  readonly previousSeats: number | null;
  /** Seats paid for after the fact. */
  readonly trueUpSeats: number | null;
  readonly trueUpFrom: Day | null;
  readonly trueUpTo: Day | null;
  /** Whether all three true-up keys are there, unreadable dates included. */
  readonly carriesTrueUp: boolean;
  readonly trueUpPeriodSeats: number | null;
  readonly reconciliationCompleted: boolean;
  /** `starter`, `premium`, `ultimate` or whatever else the key names; `starter` if it names none. */
  readonly plan: string;
  /** Null if the key does not say. */
  readonly trial: boolean | null;
  readonly subscriptionId: string | null;
  readonly subscriptionName: string | null;
  /** Legacy add-ons by name, with their counts. */
  readonly addOns: Readonly<Record<string, number>>;
  readonly addOnPurchases: readonly AddOnPurchase[];
}

/** An add-on, bought for some days. */
export interface AddOnPurchase {
  /** `duo_enterprise`, or whatever else the key names. */
  readonly addOn: string;
  /** Seats; of the credits add-on credits. */
  readonly quantity: number;
  readonly startsOn: Day;
  /** First day after. */
  readonly expiresOn: Day;
}

/** A date and time as the key has it: ISO 8601 with the offset that it was written with. */
export type DateTime = string & { readonly DateTime: unique symbol };

/** Source: license rules, kinds. */
export function kindOf(license: License): LicenseKind {
  if (!license.cloud) return "legacy_license";
  return license.offlineCloud ? "offline_cloud" : "online_cloud";
}

/** Whether the license tells that its subscription was cancelled. Only online cloud licenses can. */
export const isSubscriptionCancelled = (license: License): boolean =>
  kindOf(license) === "online_cloud" && license.generatedFromCancellation;

/** Why a key yields no license. */
export type LicenseProblem = LicenseUnreadable | LicenseInvalid;

/** The text is no license file, or none that the given keys open. */
export interface LicenseUnreadable {
  readonly kind: "license-unreadable";
}

/** The file opens, but what it says makes no license. */
interface LicenseInvalid {
  readonly kind: "license-invalid";
  /** Whether the key still says that it is an online cloud license: the vendor answers those differently. */
  readonly onlineCloud: boolean;
  /** What is wrong, one sentence each, for people. */
  readonly problems: readonly string[];
  /** The attributes under their wire names. */
  readonly attributes: Record<string, unknown>;
}

import type { License } from "./verbs.ts";

/** A subscription that starts later. */
export interface FutureSubscription {
  readonly type: "online_cloud" | "offline_cloud" | "legacy_license";
  readonly plan: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly startsAt: string | null;
  readonly expiresAt: string | null;
  readonly usersInLicenseCount: number | null;
}

/** What `gitlabSubscriptionActivate` answered. */
export interface Activation {
  /** Why it failed, in the product's words. Empty on success. */
  readonly errors: readonly string[];
  /** Null on failure. */
  readonly license: License | null;
  readonly futureSubscriptions: readonly FutureSubscription[];
}

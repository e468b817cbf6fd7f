/** The license in force, as `currentLicense` of the instance's GraphQL shows it. Days are `2025-06-01`, times ISO 8601. */
export interface License {
  /** `gid://gitlab/License/1001`. */
  readonly id: string;
  readonly type: "online_cloud" | "offline_cloud" | "legacy_license";
  readonly plan: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly company: string | null;
  /** First day on which it is valid. */
  readonly startsAt: string | null;
  /** First day on which it no longer is. */
  readonly expiresAt: string | null;
  /** Day from which changes are blocked; null if they never are. */
  readonly blockChangesAt: string | null;
  readonly createdAt: string | null;
  readonly activatedAt: string | null;
  readonly lastSync: string | null;
  /** Seats; null is unlimited. */
  readonly usersInLicenseCount: number | null;
  readonly billableUsersCount: number | null;
  readonly maximumUserCount: number | null;
  readonly usersOverLicenseCount: number | null;
  readonly trial: boolean | null;
}

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

/** What the instance sends with `cloudActivationActivate` (18.x), and what a portal answers: names as they travel. */

export const activationField = "cloudActivationActivate";

/** What the instance asks with its license key for, at the same address. */
export const accessField = "cloudConnectorAccess";

export interface AccessVariables {
  readonly licenseKey: string;
  readonly gitlabVersion: string;
}

export interface AccessPayload {
  readonly serviceToken: {
    readonly token: string;
    /** ISO 8601. */
    readonly expiresAt: string;
  };
  readonly availableServices: readonly {
    readonly name: string;
    readonly serviceStartTime: string | null;
    readonly bundledWith: readonly string[];
  }[];
}

export interface ActivationVariables {
  readonly activationCode: string;
  /** The instance's own UUID. */
  readonly instanceIdentifier: string;
  /** A second UUID, derived from the first and the host. */
  readonly uniqueInstanceId: string;
  /** False when a person activates, true when the environment does. */
  readonly automated: boolean;
  readonly gitlabVersion: string;
  readonly hostname: string;
}

export interface FutureSubscriptionMessage {
  readonly cloudLicenseEnabled: boolean | null;
  readonly offlineCloudLicenseEnabled: boolean | null;
  readonly plan: string | null;
  readonly company: string | null;
  readonly email: string | null;
  readonly name: string | null;
  /** `YYYY-MM-DD`. */
  readonly startsAt: string | null;
  /** `YYYY-MM-DD`. */
  readonly expiresAt: string | null;
  readonly usersInLicenseCount: number | null;
}

export interface ActivationPayload {
  readonly licenseKey: string | null;
  readonly futureSubscriptions: readonly FutureSubscriptionMessage[] | null;
  readonly newSubscription: boolean | null;
  /** A missing or null list counts as success. */
  readonly errors?: readonly string[] | null;
}

export const seatLinksPath = "/api/v1/seat_links";

/** What the instance sends to `seat_links` (18.x), in this order. */
export interface SeatLinkMessage {
  readonly gitlab_version: string;
  /** When the users were counted, ISO 8601. */
  readonly timestamp: string;
  readonly license_key: string;
  readonly max_historical_user_count: number;
  readonly billable_users_count: number | null;
  readonly hostname: string;
  readonly instance_id: string;
  readonly unique_instance_id: string;
  readonly add_on_metrics: readonly AddOnMetric[];
}

/** An add-on of the instance, in this order. */
interface AddOnMetric {
  readonly add_on_type: string;
  readonly purchased_seats: number;
  readonly assigned_seats: number;
}

/** A subscription to come, as an answer to `seat_links` names it. */
export interface FutureSubscriptionInAnswer {
  readonly cloud_license_enabled: boolean | null;
  readonly offline_cloud_license_enabled: boolean | null;
  readonly plan: string | null;
  readonly company: string | null;
  readonly email: string | null;
  readonly name: string | null;
  /** `YYYY-MM-DD`. */
  readonly starts_at: string | null;
  /** `YYYY-MM-DD`. */
  readonly expires_at: string | null;
  readonly users_in_license_count: number | null;
}

/** What a portal answers to `seat_links`; the instance goes by the HTTP status and not by `success`. */
export interface SeatLinkReply {
  readonly success: boolean;
  readonly license?: string;
  readonly future_subscriptions?: readonly FutureSubscriptionInAnswer[];
  readonly new_subscription?: boolean;
  /** `YYYY-MM-DD`. */
  readonly next_reconciliation_date?: string | null;
  /** `YYYY-MM-DD`. */
  readonly display_alert_from?: string | null;
}

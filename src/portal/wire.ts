/** What the instance sends with `cloudActivationActivate` (18.x), and what a portal answers: names as they travel. */

export const activationField = "cloudActivationActivate";

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

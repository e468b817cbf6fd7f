import type { LicenseKind } from "../license/license.ts";
import { type Day, parseDay } from "../time/day.ts";

/** A subscription that starts later, as the portal told of it: dates and texts are the portal's, unchecked. */
export interface FutureSubscription {
  readonly cloudLicenseEnabled: boolean | null;
  readonly offlineCloudLicenseEnabled: boolean | null;
  /** What an activation cannot bring: it does not ask for it. */
  readonly offlineCloudLicensing: boolean | null;
  readonly plan: string | null;
  readonly company: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly startsAt: string | null;
  readonly expiresAt: string | null;
  readonly seats: number | null;
}

/** A date of the portal, which is kept as it was sent; null if it is none. */
export const dayIn = (text: string | null): Day | null =>
  text === null ? null : (parseDay(text.slice(0, 10)) ?? null);

/** The most that the vendor's stored list may hold; a longer one is not stored. */
export const maxFutureSubscriptions = 100;

/**
 * The kind of license that a future subscription will bring.
 *
 * The vendor looks at `offline_cloud_licensing`, a key that an activation never stores (it stores
 * `offline_cloud_license_enabled`): an offline subscription shows as an online one there, so here too.
 * Source: instance behaviour, SubscriptionFutureEntry.
 */
export function kindOfFutureSubscription(subscription: FutureSubscription): LicenseKind {
  if (subscription.cloudLicenseEnabled !== true) return "legacy_license";
  return subscription.offlineCloudLicensing === true ? "offline_cloud" : "online_cloud";
}

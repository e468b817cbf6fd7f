import type { License, LicenseKind } from "./license.ts";

/** Source: license rules, kinds. */
export function kindOf(license: License): LicenseKind {
  if (!license.cloud) return "legacy_license";
  return license.offlineCloud ? "offline_cloud" : "online_cloud";
}

/** Whether the license tells that its subscription was cancelled. Only online cloud licenses can. */
export const isSubscriptionCancelled = (license: License): boolean =>
  kindOf(license) === "online_cloud" && license.generatedFromCancellation;

import { err, ok, type Result } from "../base/result.ts";
import { problemsOf } from "./attribute-problems.ts";
import type { JsonObject } from "./json-object.ts";
import type { License, LicenseProblem } from "./license.ts";
import { decodeLicenseFile } from "./license-file.ts";
import type { ReadingKeys } from "./reading-keys.ts";
import { readRestrictions, toText } from "./restrictions.ts";
import { type Attributes, readAttributes, toWireAttributes } from "./wire-attributes.ts";

/** Opens a license file and reads the license in it. */
export function readLicense(text: string, keys: ReadingKeys): Result<License, LicenseProblem> {
  const payload = decodeLicenseFile(text, keys);
  if (!payload.ok) return payload;
  const attributes = readAttributes(payload.value);
  const problems = problemsOf(attributes, payload.value);
  const license = toLicense(attributes);
  if (license && problems.length === 0) return ok(license);
  return err({
    kind: "license-invalid",
    onlineCloud: attributes.cloud_licensing_enabled && !attributes.offline_cloud_licensing_enabled,
    problems,
    attributes: toWireAttributes(attributes),
  });
}

const toLicense = (attributes: Attributes): License | undefined =>
  attributes.issued_at === null
    ? undefined
    : {
        ...readRestrictions(attributes.restrictions ?? {}, attributes),
        licensee: toLicensee(attributes.licensee ?? {}),
        startsOn: attributes.issued_at,
        expiresOn: attributes.expires_at,
        notifyAdminsOn: attributes.notify_admins_at,
        notifyUsersOn: attributes.notify_users_at,
        blockChangesOn: attributes.block_changes_at,
        nextSyncAt: attributes.next_sync_at,
        lastSyncedAt: attributes.last_synced_at,
        activatedAt: attributes.activated_at,
        cloud: attributes.cloud_licensing_enabled,
        offlineCloud: attributes.offline_cloud_licensing_enabled,
        autoRenew: attributes.auto_renew_enabled,
        seatReconciliation: attributes.seat_reconciliation_enabled,
        operationalMetrics: attributes.operational_metrics_enabled,
        contractOveragesAllowed: attributes.contract_overages_allowed,
        generatedFromCustomersDot: attributes.generated_from_customers_dot,
        generatedFromCancellation: attributes.generated_from_cancellation,
        temporaryExtension: attributes.temporary_extension,
      };

const toLicensee = (licensee: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(licensee).flatMap(([name, value]) => {
      const text = toText(value);
      return text === null ? [] : [[name, text]];
    }),
  );

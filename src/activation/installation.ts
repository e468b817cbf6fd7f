import { ok, type Result } from "../base/result.ts";
import { admitLicense, type Refusal } from "../license/admission.ts";
import type { Instant } from "../time/calendar.ts";
import type {
  Arrival,
  Installation,
  InstallationFacts,
  LicenseRecord,
  Upload,
} from "./license-records.ts";

/**
 * Whether a key is the one that is in force already: its row is used again then, and not judged again.
 * Source: instance behaviour, what the service does.
 */
export const isInForce = (key: string, current: LicenseRecord | null): current is LicenseRecord =>
  current?.license.cloud === true && current.key === key;

/**
 * Decides about a key that the portal sent: that of the cloud license in force moves the last sync of its row, any other
 * takes a row of its own, if it is admitted.
 */
export function decideArrival(
  arrival: Arrival,
  facts: InstallationFacts,
): Result<Installation, readonly Refusal[]> {
  const { key, at: syncedAt, futureSubscriptions } = arrival;
  const { inForce } = facts;
  if (isInForce(key, inForce)) {
    const license = { kind: "row-synced", record: inForce, syncedAt } as const;
    return ok({ license, trialEndsOn: null, futureSubscriptions });
  }
  const admitted = admitLicense(arrival.license, facts);
  return admitted.ok
    ? ok({ ...rowAdded(arrival, syncedAt, facts), futureSubscriptions })
    : admitted;
}

/** Decides about a license file: it takes a row of its own, which never synced, if it is admitted. */
export function decideUpload(
  upload: Upload,
  facts: InstallationFacts,
): Result<Installation, readonly Refusal[]> {
  const admitted = admitLicense(upload.license, facts);
  return admitted.ok ? ok(rowAdded(upload, null, facts)) : admitted;
}

/**
 * A row of its own for a license that was admitted.
 *
 * An instance has one trial: when the first one ends is kept, also after that license is gone. Source: licensing rules,
 * dates and notices.
 */
export function rowAdded(
  upload: Upload,
  syncedAt: Instant | null,
  { trialEndsOn: known }: Pick<InstallationFacts, "trialEndsOn">,
): Installation {
  const { trial, expiresOn } = upload.license;
  return {
    license: { kind: "row-added", upload, syncedAt },
    trialEndsOn: trial === true && known === null ? expiresOn : null,
    futureSubscriptions: null,
  };
}

import { isRecord } from "../../base/is-record.ts";
import { randomAlphanumeric } from "../../base/random.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { AccessPayload } from "../../portal/wire.ts";
import type { Office } from "../licenses/issue.ts";
import { keyIn } from "../licenses/license-books.ts";

/** Long, so that who moves the clock by years does not wait for tokens. The choice is ours. */
const daysOfToken = 30;

/**
 * Gives the token for the vendor's cloud services to whoever has the key of an online cloud license. It names nobody and
 * opens nothing, and the portal keeps none of it.
 */
export function grantAccess(office: Office, givenKey: string): Result<AccessPayload, string> {
  const key = keyIn(givenKey);
  if (!key.ok) return key;
  const license = office.books.licenseWith(key.value);
  if (!license) return err("license_key is not known here.");
  if (!isOnlineCloud(license.attributes))
    return err("license_key is that of no online cloud license.");
  const { calendar, now } = office.clock;
  const purpose = `service-token/${license.number}/${now()}`;
  return ok({
    serviceToken: {
      token: randomAlphanumeric(office.random, purpose, 64),
      expiresAt: calendar.toIso(calendar.plusDays(now(), daysOfToken)),
    },
    availableServices: [],
  });
}

function isOnlineCloud(attributes: string): boolean {
  const said: unknown = JSON.parse(attributes);
  return (
    isRecord(said) &&
    said["cloud_licensing_enabled"] === true &&
    said["offline_cloud_licensing_enabled"] !== true
  );
}

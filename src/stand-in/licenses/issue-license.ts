import { createHash } from "node:crypto";
import type { Random } from "../../base/random.ts";
import { foreignKey, signingKey } from "./signing-keys.ts";
import { sealLicense, toVerbatimPayload, withBoundary } from "./write-license.ts";

/** Writes a license that says what is asked. The portal's books know nothing of it. */
export function issueLicense(
  random: Random,
  attributes: Readonly<Record<string, unknown>>,
  choices: { foreignKey: boolean; boundary: boolean },
): string {
  const payload = toVerbatimPayload(attributes);
  const license = sealLicense(payload, {
    key: choices.foreignKey ? foreignKey : signingKey,
    random,
    // Named after what it says, so that a seed gives the same text for the same license.
    purpose: `license/${createHash("sha256").update(payload).digest("hex")}`,
  });
  return choices.boundary ? withBoundary(license) : license;
}

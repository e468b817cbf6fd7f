import {
  createCipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  privateEncrypt,
} from "node:crypto";
import type { Random } from "../../base/random.ts";
import { foreignKey, signingKey } from "./signing-keys.ts";

/** A license in the names and the order of its file. Days are `YYYY-MM-DD`, instants ISO 8601 with offset. */
export interface LicenseAttributes {
  readonly licensee: Readonly<Record<string, string>>;
  readonly issued_at: string;
  readonly expires_at?: string | undefined;
  readonly notify_admins_at?: string | undefined;
  readonly notify_users_at?: string | undefined;
  readonly block_changes_at?: string | undefined;
  readonly next_sync_at?: string | undefined;
  readonly last_synced_at?: string | undefined;
  readonly activated_at?: string | undefined;
  readonly cloud_licensing_enabled?: boolean;
  readonly offline_cloud_licensing_enabled?: boolean;
  readonly auto_renew_enabled?: boolean;
  readonly seat_reconciliation_enabled?: boolean;
  readonly operational_metrics_enabled?: boolean;
  /** Of the newest files only, hence left out unless given. */
  readonly contract_overages_allowed?: boolean | undefined;
  readonly generated_from_customers_dot?: boolean;
  readonly generated_from_cancellation?: boolean;
  /** Of the newest files only, hence left out unless given. */
  readonly temporary_extension?: boolean | undefined;
  readonly restrictions?: Readonly<Record<string, unknown>> | undefined;
}

/** What a license is closed with. `purpose` names the license, for the random bytes of its own. */
export interface Seal {
  readonly key: KeyObject;
  readonly random: Random;
  readonly purpose: string;
}

/** The JSON inside a license file: dates only when set, flags always. */
export function toPayload(license: LicenseAttributes): string {
  return JSON.stringify({
    version: 1,
    licensee: license.licensee,
    issued_at: license.issued_at,
    expires_at: license.expires_at,
    notify_admins_at: license.notify_admins_at,
    notify_users_at: license.notify_users_at,
    block_changes_at: license.block_changes_at,
    next_sync_at: license.next_sync_at,
    // The product's gem writes it, null included, exactly when there is a next_sync_at.
    last_synced_at:
      license.next_sync_at === undefined ? undefined : (license.last_synced_at ?? null),
    activated_at: license.activated_at,
    cloud_licensing_enabled: license.cloud_licensing_enabled ?? false,
    offline_cloud_licensing_enabled: license.offline_cloud_licensing_enabled ?? false,
    auto_renew_enabled: license.auto_renew_enabled ?? false,
    seat_reconciliation_enabled: license.seat_reconciliation_enabled ?? false,
    operational_metrics_enabled: license.operational_metrics_enabled ?? false,
    contract_overages_allowed: license.contract_overages_allowed,
    generated_from_customers_dot: license.generated_from_customers_dot ?? false,
    generated_from_cancellation: license.generated_from_cancellation ?? false,
    temporary_extension: license.temporary_extension,
    restrictions: license.restrictions,
  });
}

/** What such a JSON says, without its version. */
export function fromPayload(payload: string): LicenseAttributes {
  const { version: _, ...license } = JSON.parse(payload);
  return license;
}

/** The JSON of a license that is written as given, whether or not it makes sense. */
export function toVerbatimPayload(attributes: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(
    Object.hasOwn(attributes, "version") ? attributes : { version: 1, ...attributes },
  );
}

/**
 * Closes a payload as the `gitlab-license` gem does.
 *
 * The AES key is encrypted with the *private* RSA key, so that whoever has the public one can read the
 * license and only the issuer can write it. Padding is PKCS #1 version 1.5, which goes without saying. Node takes twice as
 * long over keys that are no key objects.
 */
export function sealLicense(payload: string, { key, random, purpose }: Seal): string {
  const aesKey = random.bytes(`${purpose}/aes-key`, 16);
  const iv = random.bytes(`${purpose}/iv`, 16);
  const cipher = createCipheriv("aes-128-cbc", createSecretKey(aesKey), iv);
  const data = Buffer.concat([cipher.update(payload, "utf8"), cipher.final()]);
  const envelope = {
    data: toBase64Lines(data),
    key: toBase64Lines(privateEncrypt(key, aesKey)),
    iv: toBase64Lines(iv),
  };
  return toBase64Lines(Buffer.from(JSON.stringify(envelope)));
}

/** The license between the header and the footer line that some files carry. */
export function withBoundary(license: string): string {
  return [boundary("BEGIN GITLAB LICENSE"), license.trim(), boundary("END GITLAB LICENSE")].join(
    "\n",
  );
}

const lineWidth = 60;

/** Lines of 60 characters, each with its newline, the last as well. */
function toBase64Lines(bytes: Buffer): string {
  const text = bytes.toString("base64");
  let lines = "";
  for (let from = 0; from < text.length; from += lineWidth) {
    lines += `${text.slice(from, from + lineWidth)}\n`;
  }
  return lines;
}

/** Both titles leave an even number of dashes. */
function boundary(title: string): string {
  const dashes = "-".repeat((lineWidth - title.length) / 2);
  return `${dashes}${title}${dashes}`;
}

/** Writes a license that says what another one has said, whose key is gone; `number` tells those apart that say the same. */
export const writeAgain = (
  random: Random,
  attributes: Readonly<Record<string, unknown>>,
  number: number,
): string =>
  sealLicense(JSON.stringify(attributes), {
    key: signingKey,
    random,
    purpose: `license-written-again/${number}`,
  });

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

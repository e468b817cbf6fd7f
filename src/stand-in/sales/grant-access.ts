import { createHash, sign } from "node:crypto";
import { isRecord } from "../../base/is-record.ts";
import { randomAlphanumeric } from "../../base/random.ts";
import { err, ok, type Result } from "../../base/result.ts";
import type { AccessPayload } from "../../portal/wire.ts";
import type { Office } from "../licenses/issue.ts";
import { type KeptLicense, keyIn } from "../licenses/license-books.ts";
import { contentOf } from "../licenses/read-key.ts";
import { signingKey } from "../licenses/signing-keys.ts";

/** Source: portal people, tokens of offline customers. */
const daysOfToken = 3;

/**
 * Gives the token for the vendor's cloud services to whoever has the key of a cloud license, online or offline. It opens
 * nothing, and the portal keeps none of it.
 */
export function grantAccess(office: Office, givenKey: string): Result<AccessPayload, string> {
  const key = keyIn(givenKey);
  if (!key.ok) return key;
  const license = office.books.licenseWith(key.value);
  // A file that says what somebody wrote is in no books, and can be read.
  const said: unknown = license ? JSON.parse(license.attributes) : contentOf(key.value);
  if (said !== undefined && !isCloud(said)) return err("Invalid cloud license");
  if (!license) return err("license_key is not known here.");
  const { calendar, now } = office.clock;
  const expiresAt = calendar.plusDays(now(), daysOfToken);
  return ok({
    serviceToken: {
      token: signed(claimsOf(office, license, expiresAt)),
      expiresAt: calendar.toIso(expiresAt),
    },
    availableServices: [],
  });
}

const isCloud = (said: unknown): boolean =>
  isRecord(said) && said["cloud_licensing_enabled"] === true;

/** The subject is the instance that has used the code; of a file that nobody activates, the file. */
function claimsOf({ books, clock, random }: Office, license: KeptLicense, expiresAt: number) {
  const { number, subscriptionNumber, key } = license;
  const sale = subscriptionNumber === null ? null : books.sale(subscriptionNumber);
  const issuedAt = inSeconds(clock.now());
  return {
    jti: randomAlphanumeric(random, `service-token/${number}/${clock.now()}`, 32),
    sub: sale?.codeUsedBy ?? createHash("sha256").update(key).digest("hex"),
    gitlab_realm: "self-managed",
    iat: issuedAt,
    nbf: issuedAt,
    exp: inSeconds(expiresAt),
  };
}

const inSeconds = (at: number) => Math.floor(at / 1_000);

/** A JSON Web Token, signed with the published test key. Source: RFC 7515, compact serialization; RFC 7518, RS256. */
function signed(claims: object): string {
  const said = [{ alg: "RS256", typ: "JWT" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const text = said.join(".");
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), signingKey).toString("base64url")}`;
}

import { memberOf } from "./input.ts";
import { licenseNumberOf } from "./license-id.ts";
import { printable } from "./printable.ts";
import { type Column, column, factsOf, listOf } from "./table.ts";

/** Fields that past, present and future licenses have in common. */
export const licenseFields =
  "id type plan name email company startsAt expiresAt blockChangesAt activatedAt usersInLicenseCount";

/** Fields of a license in force. */
export const currentLicenseFields = `${licenseFields} lastSync billableUsersCount maximumUserCount usersOverLicenseCount`;

const id: Column = ["id", licenseNumberOf];
const plan = column("plan");
const type = column("type");
const company = column("company");
const seats = column("usersInLicenseCount", "seats", "unlimited");
const starts = column("startsAt", "starts");
const expires = column("expiresAt", "expires", "never");
const activated = column("activatedAt", "activated");

const inHistory = [
  id,
  plan,
  type,
  company,
  column("name"),
  column("email"),
  seats,
  starts,
  expires,
  column("blockChangesAt", "blocks changes", "never"),
  activated,
];

const inForce = [
  ...inHistory,
  column("lastSync", "last sync", "never"),
  column("billableUsersCount", "billable users"),
  column("maximumUserCount", "maximum users"),
  column("usersOverLicenseCount", "users over license"),
];

/** A license for people. Those of the history know less of themselves. */
export const licenseInWords = (license: unknown): string =>
  factsOf(license, memberOf(license, "usersOverLicenseCount") === undefined ? inHistory : inForce);

/**
 * A license that was just activated, for people. No expired one is taken, unless its subscription was cancelled; the
 * last sync is the moment of the activation, in the time zone in which the instance counts days.
 */
export function activatedInWords(license: unknown): string {
  const [expiresOn, syncedAt] = [memberOf(license, "expiresAt"), memberOf(license, "lastSync")];
  const facts = licenseInWords(license);
  const hasExpired =
    typeof expiresOn === "string" &&
    typeof syncedAt === "string" &&
    expiresOn <= syncedAt.slice(0, "2025-06-01".length);
  if (!hasExpired) return facts;
  return `${facts}\n${printable(`This license expired on ${expiresOn}: its subscription was cancelled.`)}`;
}

/** Licenses for people, with a mark at the one in force. Several may carry its id, and one at most is that one. */
export function licensesInWords(licenses: readonly unknown[], current: unknown): string {
  const inForce = licenses.find((license) => JSON.stringify(license) === JSON.stringify(current));
  return listOf(licenses, [
    id,
    ["in force", (license) => (license === inForce ? "yes" : "")],
    plan,
    type,
    seats,
    starts,
    expires,
    activated,
    company,
  ]);
}

/** A license in a sentence. */
export function licenseInShort(license: unknown): string {
  if (license === null || license === undefined) return "none";
  const licensee = memberOf(license, "company") ?? memberOf(license, "name");
  const facts = [memberOf(license, "plan"), licensee].filter((fact) => typeof fact === "string");
  return printable(`${licenseNumberOf(license)} (${facts.join(", ")})`);
}

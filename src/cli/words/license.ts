import { fields, type Guarded, isNumber, isText, only, orNull } from "../../base/guards.ts";
import { printable } from "../../base/printable.ts";
import { type Column, factsOf, listOf } from "../table.ts";

const text = orNull(isText);
const count = orNull(isNumber);

/** A license as the product's API tells of it, past, present or to come. */
const ofLicense = {
  id: isText,
  type: text,
  plan: text,
  name: text,
  email: text,
  company: text,
  startsAt: text,
  expiresAt: text,
  blockChangesAt: text,
  activatedAt: text,
  usersInLicenseCount: count,
};
export const isLicense = fields(ofLicense);
export type License = Guarded<typeof isLicense>;

/** The license in force knows more of itself. */
const ofCurrentLicense = {
  ...ofLicense,
  lastSync: text,
  billableUsersCount: count,
  maximumUserCount: count,
  usersOverLicenseCount: count,
};
export const isCurrentLicense = fields(ofCurrentLicense);
type CurrentLicense = Guarded<typeof isCurrentLicense>;

export const licenseFields = Object.keys(ofLicense).join(" ");
export const currentLicenseFields = Object.keys(ofCurrentLicense).join(" ");

/** What was asked for, whatever else an instance has answered. */
export const licenseAlone = (license: License): License => only(ofLicense, license);
export const currentLicenseAlone = (license: CurrentLicense): CurrentLicense =>
  only(ofCurrentLicense, license);

const form = /^(?:gid:\/\/gitlab\/License\/)?(\d{1,15})$/;

/** The global id behind the portal's license number, or behind itself; undefined for anything else. */
export function globalIdIn(typed: string): string | undefined {
  const number = form.exec(typed)?.[1];
  return number === undefined ? undefined : `gid://gitlab/License/${Number(number)}`;
}

export const numberIn = (id: string): string => form.exec(id)?.[1] ?? id;

const id: Column<License> = ["id", (license) => numberIn(license.id)];
const seats: Column<License> = ["usersInLicenseCount", "seats", "unlimited"];
const term: readonly Column<License>[] = [
  ["startsAt", "starts"],
  ["expiresAt", "expires", "never"],
];
const activated: Column<License> = ["activatedAt", "activated"];

const facts: readonly Column<License>[] = [
  id,
  "plan",
  "type",
  "company",
  "name",
  "email",
  seats,
  ...term,
  ["blockChangesAt", "blocks changes", "never"],
  activated,
];

export const licenseInWords = (license: License): string => factsOf(license, facts);

export const currentLicenseInWords = (license: CurrentLicense): string =>
  factsOf(license, [
    ...facts,
    ["lastSync", "last sync", "never"],
    ["billableUsersCount", "billable users"],
    ["maximumUserCount", "maximum users"],
    ["usersOverLicenseCount", "users over license"],
  ]);

/**
 * A license that was just activated. No expired one is taken, unless its subscription was cancelled; the last sync is the
 * moment of the activation, in the time zone in which the instance counts days.
 */
export function activatedInWords(license: CurrentLicense): string {
  const { expiresAt, lastSync } = license;
  const known = currentLicenseInWords(license);
  const hasExpired =
    expiresAt !== null && lastSync !== null && expiresAt <= lastSync.slice(0, "2025-06-01".length);
  if (!hasExpired) return known;
  return `${known}\n${printable(`This license expired on ${expiresAt}: its subscription was cancelled.`)}`;
}

/** Licenses, with a mark at the one in force. Several may carry its id, and one at most is that one. */
export function licensesInWords(licenses: readonly License[], current: License | null): string {
  const inForce = licenses.find((license) => JSON.stringify(license) === JSON.stringify(current));
  return listOf(licenses, [
    id,
    ["in force", (license) => (license === inForce ? "yes" : "")],
    "plan",
    "type",
    seats,
    ...term,
    activated,
    "company",
  ]);
}

export function licenseInShort(license: License | null): string {
  if (license === null) return "none";
  const known = [license.plan, license.company ?? license.name].filter((fact) => fact !== null);
  return printable(`${numberIn(license.id)} (${known.join(", ")})`);
}

/** A license as REST tells of it: it names things otherwise, and says 0 where seats are unlimited. */
const ofUploadedLicense = {
  id: isNumber,
  plan: text,
  user_limit: count,
  starts_at: text,
  expires_at: text,
  active_users: count,
  maximum_user_count: count,
  overage: count,
};
export const isUploadedLicense = fields(ofUploadedLicense);
type UploadedLicense = Guarded<typeof isUploadedLicense>;

/** All that was answered, and first what every instance answers. */
export const uploadedInOrder = (license: UploadedLicense): UploadedLicense => ({
  ...only(ofUploadedLicense, license),
  ...license,
});

export const uploadedInWords = (license: UploadedLicense): string =>
  factsOf(license, [
    ["id", "row"],
    "plan",
    ["seats", ({ user_limit: limit }) => limit || "unlimited"],
    ["starts_at", "starts"],
    ["expires_at", "expires", "never"],
    ["active_users", "active users"],
    ["maximum_user_count", "maximum users"],
    ["overage", "users over license"],
  ]);

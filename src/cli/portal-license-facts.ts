import { memberOf } from "./input.ts";
import { type Column, column, factsOf, listOf } from "./table.ts";

const attribute = (license: unknown, name: string) =>
  memberOf(memberOf(license, "attributes"), name);
const restriction = (license: unknown, name: string) =>
  memberOf(attribute(license, "restrictions"), name);

const plan: Column = ["plan", (license) => restriction(license, "plan")];
const seats: Column = [
  "seats",
  (license) => restriction(license, "active_user_count") ?? "unlimited",
];
const trueUp: Column = ["true-up", (license) => restriction(license, "trueup_quantity") ?? "none"];
const starts: Column = ["starts", (license) => attribute(license, "issued_at")];
const expires: Column = ["expires", (license) => attribute(license, "expires_at") ?? "never"];
const duplicatedFrom = column("duplicatedFrom", "duplicated from", "none");
const subscription = column("subscription", "subscription", "none");

/** Licenses of the portal for people. */
export const portalLicensesInWords = (licenses: unknown): string =>
  Array.isArray(licenses) && licenses.length === 0
    ? "No license has that text in its company, e-mail, name or subscription, or as its number."
    : listOf(licenses, [
        column("number"),
        plan,
        seats,
        trueUp,
        starts,
        expires,
        subscription,
        duplicatedFrom,
        column("email"),
        column("company"),
      ]);

/** One license with all that can be edited, each under the name by which it is. */
export const portalLicenseInWords = (license: unknown): string =>
  factsOf(license, [
    column("number"),
    column("version"),
    duplicatedFrom,
    column("issuedAt", "issued", "unknown"),
    column("savedAt", "saved", "never"),
    column("fileName", "file"),
    ...fieldsOf(memberOf(license, "attributes")),
  ]);

const groups = new Set(["licensee", "restrictions"]);

const fieldsOf = (attributes: unknown): Column[] =>
  entriesOf(attributes).flatMap(([name, value]) =>
    groups.has(name)
      ? entriesOf(value).map(([field, member]) => fact(`${name}.${field}`, member))
      : [fact(name, value)],
  );

const fact = (name: string, value: unknown): Column => [
  name,
  () => (typeof value === "object" ? JSON.stringify(value) : value),
];

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null ? Object.entries(value) : [];

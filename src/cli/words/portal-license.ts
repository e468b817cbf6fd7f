import { isRecord } from "../../base/is-record.ts";
import type { AnswerOf } from "../../contract/operations.ts";
import { type Column, factsOf, listOf } from "../table.ts";

type License = AnswerOf<"portalLicenses.find">[number];

/** What a license file says is whatever its owner wrote. */
const fieldsIn = (value: unknown) => (isRecord(value) ? value : {});
const attribute = ({ attributes }: License, name: string) => fieldsIn(attributes)[name];
const restriction = (license: License, name: string) =>
  fieldsIn(attribute(license, "restrictions"))[name];

const duplicatedFrom: Column<License> = ["duplicatedFrom", "duplicated from", "none"];

export const portalLicensesInWords = (licenses: readonly License[]): string =>
  licenses.length === 0
    ? "No license has that text in its company, e-mail, name or subscription, or as its number."
    : listOf(licenses, [
        "number",
        ["plan", (license) => restriction(license, "plan")],
        ["seats", (license) => restriction(license, "active_user_count") ?? "unlimited"],
        ["true-up", (license) => restriction(license, "trueup_quantity") ?? "none"],
        ["starts", (license) => attribute(license, "issued_at")],
        ["expires", (license) => attribute(license, "expires_at") ?? "never"],
        ["subscription", "subscription", "none"],
        duplicatedFrom,
        "email",
        "company",
      ]);

/** One license with all that can be edited, each under the name by which it is. */
export const portalLicenseInWords = (license: License): string =>
  factsOf(license, [
    "number",
    "version",
    duplicatedFrom,
    ["issuedAt", "issued", "unknown"],
    ["savedAt", "saved", "never"],
    ["fileName", "file"],
    ...Object.entries(fieldsIn(license.attributes)).flatMap(([name, value]) =>
      name === "licensee" || name === "restrictions"
        ? Object.entries(fieldsIn(value)).map(([field, member]) => fact(`${name}.${field}`, member))
        : [fact(name, value)],
    ),
  ]);

const fact = (name: string, value: unknown): Column<License> => [
  name,
  () => (typeof value === "object" ? JSON.stringify(value) : value),
];

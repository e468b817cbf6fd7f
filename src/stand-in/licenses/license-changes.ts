import { isRecord } from "../../base/is-record.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { type Refusal, refusal } from "../sales/order.ts";
import { freeName, type Rule, rules, text } from "./attribute-rules.ts";
import type { LicenseAttributes } from "./write-license.ts";

/**
 * What is to be changed in a license, under the names of its file: a merge patch. Fields of `licensee` and of
 * `restrictions` are changed one by one; null removes a field.
 */
export type LicenseChanges = Readonly<Record<string, unknown>>;

/** More is no license that an instance takes. */
const maxLength = 64 * 1024;

/** The license with the changes, or everything that is wrong with them. */
export function changedLicense(
  attributes: LicenseAttributes,
  changes: LicenseChanges,
): Result<LicenseAttributes, Refusal> {
  const flaws = Object.entries(changes).flatMap(([name, value]) => flawsIn(name, value));
  if (flaws.length > 0) return wrong(flaws);
  const changed: LicenseAttributes = {
    ...attributes,
    ...given(changes),
    licensee: patched(attributes.licensee, changes["licensee"]),
    restrictions: patched(attributes.restrictions ?? {}, changes["restrictions"]),
  };
  const contradictions = contradictionsIn(changed);
  return contradictions.length > 0 ? wrong(contradictions) : ok(changed);
}

const wrong = (flaws: readonly string[]) =>
  err(refusal("invalid-license", `${flaws.join("; ")}. Nothing was saved.`));

function flawsIn(name: string, value: unknown): string[] {
  switch (name) {
    case "licensee":
      return [...nameFlaws(value), ...membersFlaws(name, value, () => text)];
    case "restrictions":
      return membersFlaws(name, value, (field) => rules.restrictions.get(field));
    default:
      return flawsOf(name, value, rules.license.get(name));
  }
}

/** A licensee has what fields it likes. */
function nameFlaws(licensee: unknown): string[] {
  return Object.keys(isRecord(licensee) ? licensee : {}).flatMap((field) => {
    const flaw = freeName(field);
    return flaw === undefined
      ? []
      : [`the name ${JSON.stringify(field)} of a field of licensee ${flaw}`];
  });
}

function membersFlaws(
  group: string,
  members: unknown,
  ruleOf: (field: string) => Rule | undefined,
): string[] {
  if (!isRecord(members)) return [`${group} must be an object with the fields to change`];
  return Object.entries(members).flatMap(([field, value]) =>
    flawsOf(`${group}.${field}`, value, ruleOf(field)),
  );
}

function flawsOf(name: string, value: unknown, rule: Rule | undefined): string[] {
  if (name === "restrictions.id") return ["restrictions.id is the license's number, which stays"];
  if (name === "issued_at" && value === null) {
    return ["issued_at, the day on which a license starts, cannot be removed"];
  }
  if (!rule) return [`${JSON.stringify(name)} is no field of a license file`];
  const flaw = value === null ? undefined : rule(value);
  return flaw === undefined ? [] : [`${name} ${flaw}`];
}

/** The fields of a license itself: those that are null are gone. */
const given = (changes: LicenseChanges) =>
  Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value ?? undefined]));

function patched<Value>(
  members: Readonly<Record<string, Value>>,
  changes: unknown,
): Record<string, Value> {
  const all = new Map(Object.entries(members));
  // Each has passed the rule of its field.
  for (const [name, value] of Object.entries((changes ?? {}) as Record<string, Value | null>)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  return Object.fromEntries(all);
}

/** What each field is fit for alone, but not all together. */
function contradictionsIn(license: LicenseAttributes): string[] {
  const { licensee, issued_at, expires_at, restrictions = {} } = license;
  const days = [restrictions["trueup_from"], restrictions["trueup_to"]];
  const trueUp = [restrictions["trueup_quantity"], ...days].filter((one) => one !== undefined);
  const checks: readonly (readonly [boolean, string])[] = [
    [Object.keys(licensee).length === 0, "licensee must keep at least one field"],
    [
      expires_at === undefined && !isVendorsTeam(licensee),
      "expires_at cannot be removed: no instance takes a license without it, unless a GitLab company with an address at gitlab.com is the licensee",
    ],
    [
      expires_at !== undefined && expires_at < issued_at,
      `expires_at (${expires_at}) must not be before issued_at (${issued_at})`,
    ],
    [
      license.offline_cloud_licensing_enabled === true && license.cloud_licensing_enabled !== true,
      "offline_cloud_licensing_enabled needs cloud_licensing_enabled",
    ],
    [
      trueUp.length !== 0 && trueUp.length !== 3,
      "restrictions.trueup_quantity, trueup_from and trueup_to go together: an instance ignores one without the others",
    ],
    [
      trueUp.length === 3 && String(days[0]) > String(days[1]),
      "restrictions.trueup_from must not be after trueup_to",
    ],
    [JSON.stringify(license).length > maxLength, `a license has at most ${maxLength} characters`],
  ];
  return checks.flatMap(([isWrong, flaw]) => (isWrong ? [flaw] : []));
}

/** Those who need no end: the rule of the license file's format, which names them so. */
const isVendorsTeam = (licensee: LicenseAttributes["licensee"]) =>
  /gitlab/i.test(licensee["Company"] ?? "") &&
  /@(?:gitlab|jihulab)\.com$/.test(licensee["Email"] ?? "");

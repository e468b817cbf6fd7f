import { memberOf } from "./input.ts";
import { column, listOf } from "./table.ts";

/** The fields of the control API under the names that are typed. */
export const policyFields = {
  "one-report-a-day": "oneReportADay",
  "new-key-at-every-sync": "newKeyAtEverySync",
  "omit-unchanged-key": "omitUnchangedKey",
  "codes-bound-to-first-instance": "codesBoundToFirstInstance",
  "unused-codes-expire-after": "unusedCodesExpireAfterDays",
} as const;

export type PolicyName = keyof typeof policyFields;

export const policyNames = Object.keys(policyFields) as PolicyName[];

/** Policies for people. */
export const policiesInWords = (
  policies: unknown,
  names: readonly PolicyName[] = policyNames,
): string =>
  listOf(
    names.map((policy) => ({ policy, is: inWords(memberOf(policies, policyFields[policy])) })),
    [column("policy"), column("is")],
  );

function inWords(value: unknown): string {
  if (typeof value === "number") return `${value} ${value === 1 ? "day" : "days"}`;
  return value === true ? "on" : "off";
}

import { eq } from "drizzle-orm";
import { addDays, type Day } from "../../time/day.ts";
import type { PortalDatabase } from "../store/database.ts";
import { policies } from "../store/tables.ts";
import type { Sale } from "./subscription.ts";

/**
 * Habits of a portal that customers complain about and nothing public confirms. All of them are off until somebody
 * switches them on.
 */
export interface Policies {
  /** Of an instance's reports on one day all but the first are ignored. */
  readonly oneReportADay: boolean;
  /** Every report is answered with a key that was issued for it. */
  readonly newKeyAtEverySync: boolean;
  /** A report of the current key is answered without it. */
  readonly omitUnchangedKey: boolean;
  /** A code is of use to none but the instance that has used it first. */
  readonly codesBoundToFirstInstance: boolean;
  /** After that many days a code that nobody has used is of no use any more; null if it always is. */
  readonly unusedCodesExpireAfterDays: number | null;
}

export type PolicyChange = { readonly [Name in keyof Policies]?: Policies[Name] | undefined };

/** How an instance's page knows an unusable code: by these words anywhere in the text. */
export const unusableCode = "invalid activation code";

/**
 * Why the policies keep an instance from using the code of a sale; null if they do not. The words are ours.
 *
 * A code of which an earlier version did not note the day of issue never expires.
 */
export function whyNotUsable(
  { codeUsedBy, codeIssuedOn }: Sale,
  instance: string,
  { policies, today }: { readonly policies: Policies; readonly today: Day },
): string | null {
  const { codesBoundToFirstInstance, unusedCodesExpireAfterDays: days } = policies;
  if (codeUsedBy !== null) {
    return codesBoundToFirstInstance && codeUsedBy !== instance
      ? `${unusableCode}: it belongs to the instance that has used it first`
      : null;
  }
  if (days === null || codeIssuedOn === null) return null;
  const expiresOn = addDays(codeIssuedOn, days);
  return expiresOn <= today
    ? `${unusableCode}: it expired on ${expiresOn}, because nobody had used it by then`
    : null;
}

/** The policies that the portal goes by. */
export interface PolicyBooks {
  policies(): Policies;
  changePolicies(change: PolicyChange): void;
}

/** A policy that is off has no row; one that is on has 1, or its number. */
export function policyBooks({
  queries,
  raw,
}: Pick<PortalDatabase, "queries" | "raw">): PolicyBooks {
  const all = raw.prepare<[], { readonly name: string; readonly value: number }>(
    "SELECT name, value FROM policies",
  );
  return {
    policies() {
      const values = new Map(all.all().map(({ name, value }) => [name, value]));
      return {
        oneReportADay: values.has("oneReportADay"),
        newKeyAtEverySync: values.has("newKeyAtEverySync"),
        omitUnchangedKey: values.has("omitUnchangedKey"),
        codesBoundToFirstInstance: values.has("codesBoundToFirstInstance"),
        unusedCodesExpireAfterDays: values.get("unusedCodesExpireAfterDays") ?? null,
      };
    },
    changePolicies(change) {
      for (const [name, wanted] of Object.entries(change)) {
        if (wanted === undefined) continue;
        queries.delete(policies).where(eq(policies.name, name)).run();
        const value = Number(wanted);
        if (value > 0) queries.insert(policies).values({ name, value }).run();
      }
    },
  };
}

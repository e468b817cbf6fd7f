import { addDays, type Day } from "../../time/calendar.ts";
import type { Policies } from "./policies.ts";
import type { Sale } from "./subscription.ts";

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

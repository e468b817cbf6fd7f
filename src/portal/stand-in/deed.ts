import { type Sale, subscriptionName } from "./subscription.ts";

/** What the portal's owner has done, for whoever wants to know. It gives no code away, and no key. */
export interface Deed {
  /** Such as `renewed` and `seats-added`. */
  readonly action: string;
  /** What it was done to, by its name. */
  readonly subject: string;
  /** How that is now. */
  readonly detail: string;
}

export type OnDeed = (deed: Deed) => void;

/** What was done to a subscription; null before is for one that was just sold. */
export const deedOf = (action: string, before: Sale | null, after: Sale): Deed => ({
  action,
  subject: subscriptionName(after.number),
  detail: [
    ...changedTerms(before, after),
    ...(before ? changedFields(before, after) : kindOf(after)),
  ].join("; "),
});

function changedTerms(before: Sale | null, { terms }: Sale): string[] {
  const known = new Set(before?.terms.map((term) => JSON.stringify(term)));
  return terms
    .filter((term) => !known.has(JSON.stringify(term)))
    .map(
      ({ plan, seats, startsOn, expiresOn }) =>
        `${plan}, ${seats ?? "unlimited"} seats, ${startsOn} to ${expiresOn}`,
    );
}

const kindOf = ({ kind, trial }: Sale) => (trial ? [kind, "trial"] : [kind]);

/** What is told otherwise, and what nobody is told. */
const untold = new Set(["terms", "soldCode", "cancelled"]);

/** What is other than before, by its name. */
export function changedFields(before: object, after: object): string[] {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .filter(([name, value]) => !untold.has(name) && was.get(name) !== value)
    .map(([name, value]) => (name === "activationCode" ? "another code" : `${name} ${value}`));
}

import type { Term } from "./order.ts";
import type { Policies } from "./policies.ts";
import { licenseKind, type Sale, subscriptionName } from "./subscription.ts";

/** What the portal's owner has done, for whoever wants to know. It gives no code away, and no key. */
export interface PortalEvent {
  /** Such as `renewed` and `seats-added`. */
  readonly action: string;
  /** What it was done to, by its name. */
  readonly subject: string;
  /** How that is now. */
  readonly detail: string;
  /** Who has done it, as histories name them; null if it was the owner, or nobody. */
  readonly by: string | null;
}

export type OnPortalEvent = (event: PortalEvent) => void;

/** What was done to a subscription; null before is for one that was just sold. */
export const subscriptionEvent = (
  action: string,
  before: Sale | null,
  after: Sale,
): Omit<PortalEvent, "by"> => ({
  action,
  subject: subscriptionName(after.number),
  detail: [
    ...changedTerms(before, after),
    ...(before ? changedFacts(before, after) : kindsOf(after)),
  ].join("; "),
});

function changedTerms(before: Sale | null, { terms }: Sale): string[] {
  return terms.flatMap((term, index) => changedTerm(before?.terms[index], term));
}

function changedTerm(before: Term | undefined, after: Term): string[] {
  const { plan, seats, startsOn, expiresOn } = after;
  if (before?.startsOn !== startsOn || before.expiresOn !== expiresOn) {
    return [`${plan}, ${seats ?? "unlimited"} seats, ${startsOn} to ${expiresOn}`];
  }
  return [
    ...(before.plan === plan ? [] : [`${plan}, before ${before.plan}`]),
    ...(before.seats === seats ? [] : [`${seats}, before ${before.seats}`]),
  ];
}

const kindsOf = (sale: Sale) => {
  const kind = licenseKind(sale) ?? "hosted";
  return sale.trial ? [kind, "trial"] : [kind];
};

/** What else of a subscription somebody asks for, in words. What the books note by themselves is nothing of it. */
function changedFacts(before: Sale, after: Sale): string[] {
  const { activationCode, nextReconciliationDate: next, displayAlertFrom: from } = after;
  return [
    ...(before.activationCode === activationCode
      ? []
      : [before.activationCode === null ? "a code" : "another code"]),
    ...changedFeatures(before, after),
    ...(before.group?.id === after.group?.id
      ? []
      : [after.group ? `group ${after.group.name}` : "no group"]),
    ...(before.nextReconciliationDate === next ? [] : [next ? `next on ${next}` : "no next one"]),
    ...(before.displayAlertFrom === from ? [] : [from ? `alert from ${from} on` : "no alert"]),
  ];
}

function changedFeatures({ features: before }: Sale, { features: after }: Sale): string[] {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .filter(([name, value]) => was.get(name) !== value)
    .map(([name, value]) => `${wordsOf(name)} ${featureShown(value)}`);
}

const featureShown = (value: string | boolean | null) =>
  typeof value === "boolean" ? (value ? "on" : "off") : (value ?? "undecided");

/** The policies that are other than before, in words. */
export function changedPolicies(before: Policies, after: Policies): string[] {
  const { unusedCodesExpireAfterDays: days, ...switches } = after;
  const was = new Map<string, unknown>(Object.entries(before));
  const expiry =
    days === null
      ? "unused codes never expire"
      : `unused codes expire after ${days} ${days === 1 ? "day" : "days"}`;
  return [
    ...Object.entries(switches)
      .filter(([name, isOn]) => was.get(name) !== isOn)
      .map(([name, isOn]) => `${wordsOf(name)} ${isOn ? "on" : "off"}`),
    ...(before.unusedCodesExpireAfterDays === days ? [] : [expiry]),
  ];
}

/** `newKeyAtEverySync` as people say it. */
const wordsOf = (name: string) =>
  name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);

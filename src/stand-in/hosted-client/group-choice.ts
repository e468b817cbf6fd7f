import type { Day } from "../../time/calendar.ts";
import { type Refusal, refusal } from "../sales/order.ts";
import { isTrial, type Sale, stateOf, subscriptionName, termsOn } from "../sales/subscription.ts";
import type { HostedNamespace } from "./hosted-client.ts";

/** What decides whether a group can be chosen for a subscription. */
export interface ChoiceFacts {
  readonly sale: Sale;
  readonly today: Day;
  /** The number of the subscription that the group belongs to by the portal's books; null for none. */
  readonly takenBy: number | null;
}

/** Why a group cannot be chosen, in a few words; null if it can. Source: portal people, B1. */
export function whyNotChosen(
  { id, kind, isTop, plan, billableMembers }: HostedNamespace,
  { sale, takenBy }: Pick<ChoiceFacts, "sale" | "takenBy">,
): { readonly code: string; readonly words: string } | null {
  if (kind !== "group") return { code: "no-group", words: "is a user name, and no group" };
  if (!isTop) return { code: "no-group", words: "is no group at the top" };
  // Only owners are told of plans and members.
  if (plan === null || billableMembers === null) {
    return { code: "not-owner", words: "is not yours: you need the Owner role" };
  }
  if (sale.group?.id === id) return null;
  const isTaken = plan !== "free" || (takenBy !== null && takenBy !== sale.number);
  return isTaken ? { code: "group-taken", words: "already has a subscription" } : null;
}

/** Why a subscription takes no group, or no other one; null if it does. Source: portal people, B1. */
export function whyNotLinked({ sale, today }: Pick<ChoiceFacts, "sale" | "today">): Refusal | null {
  const name = subscriptionName(sale.number);
  if (sale.deployment !== "hosted") {
    return refusal("not-hosted", "Only a hosted subscription belongs to a group.");
  }
  const state = stateOf(sale, today);
  if (state !== "active") {
    return refusal("subscription-ended", `${name} is ${state}: it belongs to no other group now.`);
  }
  const { inForce } = termsOn(sale.terms, today);
  if (sale.group !== null && isTrial(sale, inForce)) {
    return refusal("trial-not-moved", `${name} is a trial, which is not moved to another group.`);
  }
  return null;
}

/** How many seats are missing for the users of a group. */
export function missingSeats(
  { sale, today }: Pick<ChoiceFacts, "sale" | "today">,
  { billableMembers }: Pick<HostedNamespace, "billableMembers">,
): number {
  const { seats } = termsOn(sale.terms, today).inForce;
  return seats === null ? 0 : Math.max(0, (billableMembers ?? 0) - seats);
}

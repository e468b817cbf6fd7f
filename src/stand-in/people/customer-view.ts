import { addYears } from "../../time/calendar.ts";
import { addDays, type Day } from "../../time/day.ts";
import type { KeptLicense } from "../licenses/license-books.ts";
import type { Subscription } from "../sales/subscription.ts";

/** What is known of a subscription that a customer looks at. */
export interface ViewedSubscription {
  readonly subscription: Subscription;
  /** Whether somebody else has sold it. */
  readonly isResellers: boolean;
  /** The license file of the term in force; null if none was issued. */
  readonly license: Pick<KeptLicense, "number" | "key" | "attributes"> | null;
}

/** What a customer sees of a subscription and may do with it. Source: portal people, A4 and A7. */
export interface CustomerView {
  readonly ending: { readonly words: string; readonly on: Day };
  /** To be copied; null if there is none, or it is not for them. */
  readonly activationCode: string | null;
  /** Whether there is a license file to be copied and downloaded. */
  readonly hasFile: boolean;
  /** Whether the customer can look, link and download alone, because somebody else does the buying. */
  readonly isReadOnly: boolean;
  /** For each step why the customer cannot take it; null if they can. */
  readonly against: Readonly<Record<CustomerStep, string | null>>;
}

/** What a customer does with a subscription. */
export type CustomerStep =
  | "add-seats"
  | "renew"
  | "upgrade"
  | "cancel"
  | "turn-on-auto-renew"
  | "turn-off-auto-renew"
  | "link-group"
  | "change-group";

/** From how many days before its end on a subscription can be renewed. */
const renewalDays = 15;

export function customerViewOf(viewed: ViewedSubscription, today: Day): CustomerView {
  const { subscription, isResellers } = viewed;
  const { kind, deployment, state } = subscription;
  return {
    ending: endingOf(subscription),
    activationCode: isResellers || deployment === "hosted" ? null : subscription.activationCode,
    hasFile: (kind === "offline" || kind === "legacy") && state !== "cancelled",
    isReadOnly: isResellers,
    against: {
      "add-seats": againstBuying(viewed) ?? againstSeats(subscription),
      renew: againstBuying(viewed) ?? againstRenewal(subscription, today),
      upgrade: againstBuying(viewed) ?? ended(subscription) ?? againstUpgrade(subscription),
      cancel: againstBuying(viewed) ?? ended(subscription),
      "turn-on-auto-renew":
        againstBuying(viewed) ??
        ended(subscription) ??
        saying(subscription.features.autoRenew, "It renews by itself already."),
      "turn-off-auto-renew":
        againstBuying(viewed) ??
        ended(subscription) ??
        saying(!subscription.features.autoRenew, "It does not renew by itself."),
      "link-group":
        ended(subscription) ??
        againstGroups(subscription) ??
        saying(subscription.group !== null, "It is linked to a group already."),
      "change-group":
        ended(subscription) ??
        againstGroups(subscription) ??
        saying(subscription.group === null, "It is linked to no group."),
    },
  };
}

const saying = (is: boolean, why: string): string | null => (is ? why : null);

const againstBuying = ({ subscription: { state }, isResellers }: ViewedSubscription) =>
  saying(
    isResellers,
    "This subscription was bought from a reseller. Please ask them: here you can look at it, link it and download its license.",
  ) ?? saying(state === "cancelled", "This subscription was cancelled.");

const ended = ({ state, expiresOn }: Subscription) =>
  saying(state === "cancelled", "This subscription was cancelled.") ??
  saying(state === "expired", `This subscription ended on ${expiresOn}. Renew it first.`);

const againstSeats = (subscription: Subscription) =>
  ended(subscription) ??
  saying(subscription.seats === null, "Its seats are unlimited: there are none to add.") ??
  saying(
    isMultiYear(subscription) || subscription.futureTerms.length > 0,
    "Subscription not allowed to add seats: it has several years. Please ask sales.",
  );

function againstRenewal({ futureTerms, expiresOn }: Subscription, today: Day): string | null {
  const from = addDays(expiresOn, -renewalDays);
  return (
    saying(futureTerms.length > 0, "Its next term is bought already.") ??
    saying(today < from, `It can be renewed from ${from} on, ${renewalDays} days before it ends.`)
  );
}

const againstUpgrade = ({ plan }: Subscription) =>
  saying(plan === "ultimate", "There is no larger plan than Ultimate.");

const againstGroups = ({ deployment, trial }: Subscription) =>
  saying(deployment !== "hosted", "It is for an instance of one's own, and has no group.") ??
  saying(trial, "A trial belongs to no group.");

const isMultiYear = ({ startsOn, expiresOn }: Subscription) => expiresOn > addYears(startsOn, 1);

function endingOf({
  state,
  features,
  futureTerms,
  expiresOn,
}: Subscription): CustomerView["ending"] {
  const on = futureTerms.at(-1)?.expiresOn ?? expiresOn;
  if (state === "cancelled") return { words: "Cancelled on", on: expiresOn };
  if (state === "expired") return { words: "Expired on", on: expiresOn };
  return { words: features.autoRenew ? "Auto-renews on" : "Expires on", on };
}

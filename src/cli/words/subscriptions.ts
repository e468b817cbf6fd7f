import type { AnswerOf } from "../../contract/operations.ts";
import { columnsOf, factsOf, listOf } from "../table.ts";

type Subscription = AnswerOf<"subscriptions.show">;
const column = columnsOf<Subscription>();

export const subscriptionsInWords = (subscriptions: readonly Subscription[]): string =>
  listOf(subscriptions, [
    column("name"),
    column("activationCode", "activation code", "none"),
    column("plan"),
    column("seats", "seats", "unlimited"),
    column("startsOn", "starts"),
    column("expiresOn", "expires"),
    column("kind"),
    column("trial"),
    column("state"),
    column("licenseNumber", "license", "none"),
    column("company"),
  ]);

/** One subscription, with what is to come. */
export const subscriptionInWords = (subscription: Subscription): string =>
  [
    subscriptionsInWords([subscription]),
    ...subscription.futureTerms.map(renewalInWords),
    ...reconciliationInWords(subscription),
  ].join("\n");

function renewalInWords({ plan, seats, startsOn, expiresOn }: Subscription["futureTerms"][number]) {
  const size = seats === null ? "unlimited seats" : `${seats} ${seats === 1 ? "seat" : "seats"}`;
  return `renews as ${plan} with ${size} from ${startsOn} to ${expiresOn}`;
}

function reconciliationInWords({ nextReconciliationDate, displayAlertFrom }: Subscription) {
  if (nextReconciliationDate === null && displayAlertFrom === null) return [];
  return [
    `reconciliation on ${nextReconciliationDate ?? "no day"}, alert from ${displayAlertFrom ?? "no day"} on`,
  ];
}

/** What was sold, by name, and the code that activates it. */
export const soldInWords = (sold: Subscription): string =>
  sold.activationCode === null
    ? `${factsOf(sold, [column("name")])}\n${withoutCode(sold)}`
    : factsOf(sold, [column("name"), column("activationCode", "activation code")]);

/** What to do with a subscription that has no code. */
export const withoutCode = ({ name, licenseNumber }: Subscription): string =>
  `${name} has no activation code: its license is a file. understudy portal license download ${licenseNumber}`;

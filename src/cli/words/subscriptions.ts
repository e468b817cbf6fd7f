import type { AnswerOf } from "../../contract/operations.ts";
import { factsOf, listOf } from "../table.ts";

type Subscription = AnswerOf<"subscriptions.show">;

export const subscriptionsInWords = (subscriptions: readonly Subscription[]): string =>
  listOf(subscriptions, [
    "name",
    ["activationCode", "activation code", "none"],
    "plan",
    ["seats", "seats", "unlimited"],
    ["startsOn", "starts"],
    ["expiresOn", "expires"],
    ["kind", "kind", "hosted"],
    "trial",
    "state",
    ["licenseNumber", "license", "none"],
    "company",
  ]);

/** One subscription, with what is to come. */
export const subscriptionInWords = (subscription: Subscription): string =>
  [
    subscriptionsInWords([subscription]),
    ...subscription.futureTerms.map(renewalInWords),
    ...reconciliationInWords(subscription),
  ].join("\n");

/** The same, with its features. */
export const featuredInWords = (subscription: Subscription): string =>
  `${subscriptionInWords(subscription)}\n${featuresInWords(subscription)}`;

function renewalInWords(term: Subscription["futureTerms"][number]) {
  const { plan, seats, startsOn, expiresOn, trial } = term;
  const size = seats === null ? "unlimited seats" : `${seats} ${seats === 1 ? "seat" : "seats"}`;
  return `renews as ${trial ? "a trial of " : ""}${plan} with ${size} from ${startsOn} to ${expiresOn}`;
}

function featuresInWords({ features, group, deployment }: Subscription) {
  const { cloudLicensing, operationalMetrics, seatReconciliation, autoRenew } = features;
  const on = [
    ...(operationalMetrics ? ["operational metrics"] : []),
    ...(seatReconciliation ? ["quarterly coterms"] : []),
    ...(autoRenew ? ["auto renew"] : []),
  ];
  const first =
    deployment === "hosted"
      ? `group ${group?.name ?? "none yet"}`
      : `cloud licensing ${cloudLicensing ?? "undecided"}`;
  return [first, ...on].join(", ");
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
    ? `${factsOf(sold, ["name"])}\n${withoutCode(sold)}`
    : factsOf(sold, ["name", ["activationCode", "activation code"]]);

/** What to do with a subscription that has no code. */
export const withoutCode = ({ name, deployment, licenseNumber }: Subscription): string =>
  deployment === "hosted"
    ? `${name} has no activation code: it is linked to a group. understudy portal link-group ${name} GROUP`
    : `${name} has no activation code: its license is a file. understudy portal license download ${licenseNumber}`;

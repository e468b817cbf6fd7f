import { memberOf } from "./input.ts";
import { printable } from "./printable.ts";
import { column, listOf } from "./table.ts";

/** Subscriptions for people. */
export const subscriptionsInWords = (subscriptions: unknown): string =>
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

/** One subscription for people, with what is to come. */
export const subscriptionInWords = (subscription: unknown): string =>
  [
    subscriptionsInWords([subscription]),
    ...membersOf(subscription, "futureTerms").map(renewalInWords),
    ...reconciliationInWords(subscription),
  ].join("\n");

const membersOf = (value: unknown, name: string): readonly unknown[] => {
  const members = memberOf(value, name);
  return Array.isArray(members) ? members : [];
};

function renewalInWords(term: unknown): string {
  const seats = memberOf(term, "seats");
  const size = seats === null ? "unlimited seats" : `${seats} ${seats === 1 ? "seat" : "seats"}`;
  const [from, to] = [memberOf(term, "startsOn"), memberOf(term, "expiresOn")];
  return printable(`renews as ${memberOf(term, "plan")} with ${size} from ${from} to ${to}`);
}

function reconciliationInWords(subscription: unknown): string[] {
  const next = memberOf(subscription, "nextReconciliationDate") ?? null;
  const from = memberOf(subscription, "displayAlertFrom") ?? null;
  if (next === null && from === null) return [];
  return [printable(`reconciliation on ${next ?? "no day"}, alert from ${from ?? "no day"} on`)];
}

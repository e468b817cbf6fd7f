import { isRecord } from "../../base/is-record.ts";
import { parseInstant } from "../../time/calendar.ts";
import { parseDay } from "../../time/day.ts";
import { isPlan, isWhole, maxCount, mustBePlan, textFlawIn } from "../sales/order.ts";

/** What a value must be; undefined if it is that. */
export type Rule = (value: unknown) => string | undefined;

const rule =
  (isFit: (value: unknown) => boolean, must: string): Rule =>
  (value) =>
    isFit(value) ? undefined : must;

const countFrom = (least: number) =>
  rule(
    (value) => isWhole(value, least, maxCount),
    `must be a whole number from ${least} to ${maxCount}`,
  );
const count = countFrom(0);
const flag = rule((value) => typeof value === "boolean", "must be true or false");
const day = rule(
  (value) => typeof value === "string" && parseDay(value) !== undefined,
  "must be a day such as 2025-01-31",
);
const instant = rule(
  (value) => typeof value === "string" && parseInstant(value) !== undefined,
  "must be an instant such as 2025-01-31T12:00:00Z",
);
const plan = rule(isPlan, mustBePlan);

/** A text on one line, as an order takes it. */
export const text: Rule = (value) =>
  typeof value === "string" ? textFlawIn(value) : "must be a text";

/** Names that a license gives as it likes: those of the licensee's fields and of add-ons. */
export const freeName = (name: string): string | undefined =>
  name === "__proto__" ? "must be another one" : text(name);

const recordOf =
  (each: Rule): Rule =>
  (value) => {
    if (!isRecord(value)) return "must be an object";
    for (const [name, member] of Object.entries(value)) {
      const flaw = freeName(name) ?? each(member);
      if (flaw !== undefined) return `has a member ${JSON.stringify(name)} that ${flaw}`;
    }
    return undefined;
  };

const product = {
  quantity: count,
  started_on: day,
  expires_on: day,
  purchase_xid: text,
  trial: flag,
};

const products: Rule = (value) => {
  const isProduct = (one: unknown) =>
    isRecord(one) &&
    Object.entries(one).every(
      ([name, member]) =>
        rules.products.get(name)?.(member) === undefined && rules.products.has(name),
    );
  return Array.isArray(value) && value.every(isProduct)
    ? undefined
    : `must be a list of objects with ${Object.keys(product).join(", ")}`;
};

/** The fields of a license file that can be edited, but for the licensee, whose fields are free. */
export const rules = {
  products: new Map<string, Rule>(Object.entries(product)),
  license: new Map<string, Rule>([
    ["issued_at", day],
    ["expires_at", day],
    ["notify_admins_at", day],
    ["notify_users_at", day],
    ["block_changes_at", day],
    ["next_sync_at", instant],
    ["last_synced_at", instant],
    ["activated_at", instant],
    ["cloud_licensing_enabled", flag],
    ["offline_cloud_licensing_enabled", flag],
    ["auto_renew_enabled", flag],
    ["seat_reconciliation_enabled", flag],
    ["operational_metrics_enabled", flag],
    ["contract_overages_allowed", flag],
    ["generated_from_customers_dot", flag],
    ["generated_from_cancellation", flag],
    ["temporary_extension", flag],
  ]),
  restrictions: new Map<string, Rule>([
    ["active_user_count", countFrom(1)],
    ["previous_user_count", count],
    ["trueup_quantity", count],
    ["trueup_from", day],
    ["trueup_to", day],
    ["trueup_period_seat_count", count],
    ["reconciliation_completed", flag],
    ["plan", plan],
    ["trial", flag],
    ["subscription_id", text],
    ["subscription_name", text],
    ["add_ons", recordOf(count)],
    ["add_on_products", recordOf(products)],
    ["code_suggestions_seat_count", count],
  ]),
} as const;

import type { Day } from "../time/calendar.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { parseLenientDay } from "./lenient-date.ts";
import type { AddOnPurchase, License } from "./license.ts";

/** The part of a license that its `restrictions` decide. */
type Restrictions = Pick<
  License,
  | "number"
  | "seats"
  | "previousSeats"
  | "trueUpSeats"
  | "trueUpFrom"
  | "trueUpTo"
  | "carriesTrueUp"
  | "trueUpPeriodSeats"
  | "reconciliationCompleted"
  | "plan"
  | "trial"
  | "subscriptionId"
  | "subscriptionName"
  | "addOns"
  | "addOnPurchases"
>;

/** Source: license file format, keys of `restrictions` that an instance reads. */
export function readRestrictions(restrictions: JsonObject): Restrictions {
  const trueUpSeats = toInteger(restrictions["trueup_quantity"]);
  const { trueup_from: from, trueup_to: to, trial } = restrictions;
  return {
    number: toInteger(restrictions["id"]),
    seats: toInteger(restrictions["active_user_count"]),
    previousSeats: toInteger(restrictions["previous_user_count"]),
    trueUpSeats,
    trueUpFrom: toDay(from),
    trueUpTo: toDay(to),
    carriesTrueUp: trueUpSeats !== null && isPresent(from) && isPresent(to),
    trueUpPeriodSeats: toInteger(restrictions["trueup_period_seat_count"]),
    reconciliationCompleted: restrictions["reconciliation_completed"] === true,
    plan: toPlan(restrictions["plan"]),
    trial: typeof trial === "boolean" ? trial : null,
    subscriptionId: toText(restrictions["subscription_id"]),
    subscriptionName: toText(restrictions["subscription_name"]),
    addOns: toCounts(restrictions["add_ons"]),
    addOnPurchases: toPurchases(restrictions["add_on_products"]),
  };
}

/** Text as it is, numbers and booleans as text; null for anything else. */
export function toText(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** Counts are shown as GraphQL integers, so whatever is none counts as absent. */
const toInteger = (value: unknown): number | null =>
  Number.isInteger(value) && typeof value === "number" && value >= -(2 ** 31) && value < 2 ** 31
    ? value
    : null;

const toDay = (value: unknown): Day | null =>
  typeof value === "string" ? parseLenientDay(value) : null;

const isPresent = (value: unknown): boolean =>
  typeof value === "string"
    ? value.trim() !== ""
    : value !== undefined && value !== null && value !== false;

/** Source: license rules, plan: without a name it is the smallest, an unknown name is kept. */
const toPlan = (value: unknown): string =>
  typeof value === "string" && value.trim() !== "" ? value : "starter";

function toCounts(value: unknown): Readonly<Record<string, number>> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, count]) => {
      const integer = toInteger(count);
      return integer === null ? [] : [[name, integer]];
    }),
  );
}

function toPurchases(value: unknown): readonly AddOnPurchase[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([addOn, purchases]) =>
    Array.isArray(purchases) ? purchases.flatMap((purchase) => toPurchase(addOn, purchase)) : [],
  );
}

/** None without a quantity and both days. */
function toPurchase(addOn: string, value: unknown): readonly AddOnPurchase[] {
  if (!isJsonObject(value)) return [];
  const quantity = toInteger(value["quantity"]);
  const startsOn = toDay(value["started_on"]);
  const expiresOn = toDay(value["expires_on"]);
  if (quantity === null || quantity < 0 || !startsOn || !expiresOn) return [];
  return [{ addOn, quantity, startsOn, expiresOn }];
}

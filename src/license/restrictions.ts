import type { Day } from "../time/calendar.ts";
import { isJsonObject, type JsonObject } from "./json-object.ts";
import { parseLenientDay } from "./lenient-date.ts";
import type { AddOnPurchase, License } from "./license.ts";
import type { Attributes } from "./wire-attributes.ts";

type Days = Pick<Attributes, "issued_at" | "expires_at">;

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
export function readRestrictions(restrictions: JsonObject, days: Days): Restrictions {
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
    addOnPurchases: [
      ...toPurchases(restrictions["add_on_products"]),
      ...formerPurchase(restrictions, days),
    ],
  };
}

/** Text as it is, numbers and booleans as text; null for anything else. */
export function toText(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** Whatever is no whole number that JSON carries exactly counts as absent. */
const toInteger = (value: unknown): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) ? value : null;

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

/** The form that Duo Pro had before add-ons were products: seats for the term of the license. */
function formerPurchase(restrictions: JsonObject, days: Days): readonly AddOnPurchase[] {
  const { add_on_products: products, code_suggestions_seat_count: quantity } = restrictions;
  if (isJsonObject(products) && Object.hasOwn(products, "duo_pro")) return [];
  const { issued_at: started_on, expires_at: expires_on } = days;
  return quantity === 0 ? [] : toPurchase("duo_pro", { quantity, started_on, expires_on });
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

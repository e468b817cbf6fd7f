import type { Result } from "../base/result.ts";
import type { Controlled, Told } from "./controlled.ts";
import type {
  AddedSeats,
  Order,
  Reconciliation,
  RenewalOrder,
  Subscription,
  Upgrade,
} from "./portal-shapes.ts";
import { type Refused, refusal } from "./refusal.ts";

type Portal = Pick<Controlled, "portal">;

type Asked<Value> = Result<Value, Refused<400 | 404 | 409>>;

export const noStandIn = () =>
  refusal(
    409,
    "no-stand-in-portal",
    "The portal is an external one (--portal-url), which this API does not control.",
  );

/** Sells a subscription at the stand-in portal. */
export function sell({ portal }: Portal, order: Order): Result<Subscription, Refused<400 | 409>> {
  if (!portal) return noStandIn();
  const sold = portal.sell(order);
  return sold.ok ? sold : refusal(400, sold.error.code, sold.error.message);
}

/** Adds seats to the term in force, or takes some away. */
export const addSeats = ({ portal }: Portal, name: string, { seats }: AddedSeats) =>
  answered(portal?.addSeats(name, seats));

/** Gives the term in force another plan. */
export const upgrade = ({ portal }: Portal, name: string, { plan }: Upgrade) =>
  answered(portal?.upgrade(name, plan));

/** Sells the term that follows the last one. */
export const renew = ({ portal }: Portal, name: string, order: RenewalOrder) =>
  answered(portal?.renew(name, order));

/** Ends a subscription as an order to cancel does. */
export const cancel = ({ portal }: Portal, name: string) => answered(portal?.cancel(name));

/** Lets a subscription expire today. */
export const expire = ({ portal }: Portal, name: string) => answered(portal?.expire(name));

/** Gives a subscription another code; the one before it is unknown from now on. */
export const reissueCode = ({ portal }: Portal, name: string) =>
  answered(portal?.reissueCode(name));

/** Has every report of a subscription answered with these dates. */
export const setReconciliation = ({ portal }: Portal, name: string, dates: Reconciliation) =>
  answered(portal?.setReconciliation(name, dates));

/** What a portal says, or that there is none to ask. */
export function answered<Value>(told: Told<Value> | undefined): Asked<Value> {
  if (!told) return noStandIn();
  return told.ok ? told : refusal(statusOf(told.error.code), told.error.code, told.error.message);
}

function statusOf(code: string): 400 | 404 | 409 {
  if (code.endsWith("-not-found")) return 404;
  return conflicts.has(code) ? 409 : 400;
}

/** What fits, but not the subscription as it is. */
const conflicts = new Set([
  "subscription-cancelled",
  "subscription-expired",
  "unlimited-seats",
  "plan-unchanged",
  "no-activation-code",
  "license-changed",
]);

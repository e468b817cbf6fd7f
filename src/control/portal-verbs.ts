import type { Result } from "../result.ts";
import type { Controlled } from "./controlled.ts";
import type { Order, Subscription } from "./portal-shapes.ts";
import { type Refused, refusal } from "./refusal.ts";

type Portal = Pick<Controlled, "portal">;

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

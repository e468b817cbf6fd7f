import type { Order } from "../../../src/stand-in/sales/order.ts";
import { openLicense } from "./open-license.ts";
import { activate, moveToNoonOf, noonOf, portalOn, sold } from "./portal-on.ts";

/** The one that `aPortalWith` sells. */
export const name = "A-S00000002";

/** A portal that has sold one cloud subscription for 100 seats, from 1 June 2025 on. */
export async function aPortalWith(order: Order = {}) {
  const clock = noonOf("2025-06-01");
  const portal = await portalOn(clock);
  const { activationCode } = sold(portal, { seats: 100, ...order });
  const keyNow = async () => {
    const now = portal.subscription(name)?.activationCode ?? "";
    return openLicense((await activate(portal, now)).licenseKey);
  };
  return {
    portal,
    code: activationCode ?? "",
    keyNow,
    moveTo: (on: string) => moveToNoonOf(clock, on),
    [Symbol.asyncDispose]: () => portal[Symbol.asyncDispose](),
  };
}

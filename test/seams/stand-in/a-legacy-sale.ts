import type { LicenseEdit } from "../../../src/stand-in/licenses/license-app.ts";
import type { Order } from "../../../src/stand-in/sales/order.ts";
import { openLicense } from "./open-license.ts";
import { aDay, noonOf, portalOn, sold } from "./portal-on.ts";

/** A portal that has sold a license file, number 1001, for the year from 1 June 2025 on. */
export async function aPortalWithAFile(order: Order = {}) {
  const portal = await portalOn(noonOf("2025-06-01"));
  const ordered = { kind: "legacy", seats: 4, startsOn: aDay("2025-06-01"), ...order } as const;
  sold(portal, ordered);
  const { licenses } = portal;
  return {
    portal,
    licenses,
    shown: (number: number) => shownBy(licenses.show(number)),
    saved: (number: number, edit: LicenseEdit) => shownBy(licenses.edit(number, edit)),
    says: (number: number) => openLicense(shownBy(licenses.show(number)).license),
    [Symbol.asyncDispose]: () => portal[Symbol.asyncDispose](),
  };
}

type Told = ReturnType<Awaited<ReturnType<typeof portalOn>>["licenses"]["show"]>;

export function shownBy(told: Told) {
  if (!told.ok) throw new Error(told.error.message);
  return told.value;
}

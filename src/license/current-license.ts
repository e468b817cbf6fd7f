import type { Day } from "../time/calendar.ts";
import { isSubscriptionCancelled, type License } from "./license.ts";
import { hasStarted, isExpired } from "./term.ts";

/** The selection looks at no more rows than this, the newest. Source: license model, which license is current. */
export const selectableRows = 100;

/**
 * Picks the license that is in force, from the newest rows, newest first.
 *
 * The last one installed that has started and can be used wins, whatever its dates: a later row with an earlier term
 * displaces a longer one. Where none can be used, the newest that has started is current, expired or cancelled as it
 * is. Source: licensing rules, which license is current.
 */
export function currentLicense<Row extends { readonly license: License }>(
  newest: readonly Row[],
  today: Day,
): Row | null {
  const cancelled = cancelledSubscriptions(newest);
  const started = newest.filter(({ license }) => hasStarted(license, today));
  const usable = started.find(
    ({ license }) => !isExpired(license, today) && !cancelled.has(license.subscriptionName),
  );
  return usable ?? started[0] ?? null;
}

/**
 * The subscriptions of which a license tells that they were cancelled.
 *
 * A cancellation without a subscription's name cancels nothing: licenses without one are never left out.
 */
export function cancelledSubscriptions(rows: readonly { readonly license: License }[]) {
  const names = new Set<string | null>();
  for (const { license } of rows) {
    if (isSubscriptionCancelled(license)) names.add(license.subscriptionName);
  }
  names.delete(null);
  return names;
}

import {
  cancelledSubscriptions,
  currentLicense,
  selectableRows,
} from "../license/current-license.ts";
import type { License } from "../license/license.ts";
import { type Notice, noticesOn } from "../license/notices.ts";
import { hasStarted, isExpired } from "../license/term.ts";
import { addDays, type Day, lastDay } from "../time/calendar.ts";

/** A stored license. */
export interface Stored {
  readonly row: number;
  readonly license: License;
}

/** Which license is in force on a day, and what is known of its end. */
export interface Standing {
  readonly current: Stored | null;
  readonly notices: readonly Notice[];
}

export const nothing: Standing = { current: null, notices: [] };

/** The standing on a day with these licenses, the newest row first. */
export function standingOn(rows: readonly Stored[], day: Day): Standing {
  const current = currentLicense(rows.slice(0, selectableRows), day);
  return { current, notices: noticesOn(current?.license ?? null, day) };
}

/** Why a license cannot be used on a day; null if it can. */
export type Unusable = "not-started" | "cancelled" | "expired";

export function whyUnusable(license: License, rows: readonly Stored[], day: Day): Unusable | null {
  if (!hasStarted(license, day)) return "not-started";
  const cancelled = cancelledSubscriptions(rows.slice(0, selectableRows));
  if (cancelled.has(license.subscriptionName)) return "cancelled";
  return isExpired(license, day) ? "expired" : null;
}

/** The days on which the standing can change because of a license, whatever else there is. */
export function turningDays(license: License): readonly Day[] {
  const { startsOn, expiresOn } = license;
  const ends = expiresOn === null ? [] : [expiresOn];
  // One notice ends with the license, the others last.
  const asked = [...ends.map((on) => addDays(on, -1)), lastDay];
  const since = asked.flatMap((day) => noticesOn(license, day).map((notice) => notice.since));
  return [...new Set([startsOn, ...ends, ...since])];
}

import { addDays, type Day, daysBetween } from "../calendar.ts";
import type { License } from "./license.ts";
import { isExpired, isReached } from "./term.ts";

/** How many days ahead of its end a license is spoken of. Source: licensing rules, dates and notices. */
const noticeDays = (license: License): number => (license.trial === true ? 7 : 15);

const daysOfGrace = 14;

/** Whether administrators are to be told that the license ends, or has ended. */
export const notifiesAdmins = (license: License, today: Day): boolean =>
  isReached(license.expiresOn, addDays(today, noticeDays(license)));

/**
 * Whether every user is to be told so: of a trial before its end, of any other license once it blocks changes.
 *
 * The real system crashes where a license ends and names no day to block changes on; here nobody is told.
 */
export function notifiesUsers(license: License, today: Day): boolean {
  if (license.expiresOn === null) return false;
  return license.trial === true ? notifiesAdmins(license, today) : blocksChanges(license, today);
}

/** Whether the instance takes no changes any more. */
export const blocksChanges = (license: License, today: Day): boolean =>
  isReached(license.blockChangesOn, today);

/** Whether the days of grace after the end are over too. */
export const isGraceOver = (license: License, today: Day): boolean =>
  isReached(license.expiresOn, addDays(today, -daysOfGrace - 1));

/** Days until the license ends, 0 if it has; null if it never does. */
export function remainingDays(license: License, today: Day): number | null {
  if (license.expiresOn === null) return null;
  return isExpired(license, today) ? 0 : daysBetween(today, license.expiresOn);
}

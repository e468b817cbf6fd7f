import { daysBetween } from "../time/calendar.ts";
import { addDays, type Day } from "../time/day.ts";
import type { License } from "./license.ts";
import { isExpired, isReached } from "./term.ts";

/** How many days ahead of its end a license is spoken of. Source: licensing rules, dates and notices. */
export const noticeDays = (license: Pick<License, "trial">): number =>
  license.trial === true ? 7 : 15;

/** Days after the end of a license in which it is treated with grace. Source: as above. */
export const daysOfGrace = 14;

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

/** One thing that is known of the end of a license. */
export interface Notice {
  readonly name: (typeof noticeNames)[number];
  /** The first day on which it was known. */
  readonly since: Day;
  /** Whom the product tells today; empty where it acts and tells nobody. */
  readonly to: readonly (typeof audiences)[number][];
  /** As `remainingDays` has it. */
  readonly remainingDays: number | null;
}

/** In the order in which they begin, where a license blocks changes after its end. */
export const noticeNames = ["expires-soon", "expired", "changes-blocked", "grace-over"] as const;

/** Whom the product tells. */
export const audiences = ["administrators", "users"] as const;

/** From so many days after the end on nobody is told any more. Source: the field's cases, notices. */
export const daysTold = 30;

/**
 * What is known of the end of a license today; nothing without a license. Whom the product tells is a matter of the day, and
 * nobody where another license follows, stored already or announced by the portal.
 */
export function noticesOn(
  license: License | null,
  today: Day,
  isFollowed: boolean,
): readonly Notice[] {
  if (license === null) return [];
  const isTold = !isFollowed && !isReached(license.expiresOn, addDays(today, -daysTold));
  const told = audiences.filter((audience) => isTold && notifies[audience](license, today));
  const days = remainingDays(license, today);
  return noticeNames.flatMap((name) => {
    const since = beginnings[name](license, today);
    return since ? [{ name, since, to: told, remainingDays: days }] : [];
  });
}

const notifies = { administrators: notifiesAdmins, users: notifiesUsers };

/** The day on which each began; none where it has not, or is over. */
const beginnings: Readonly<
  Record<Notice["name"], (license: License, today: Day) => Day | null | undefined>
> = {
  "expires-soon": (license, today) =>
    notifiesAdmins(license, today) && !isExpired(license, today) ? firstNoticeOf(license) : null,
  expired: (license, today) => (isExpired(license, today) ? license.expiresOn : null),
  "changes-blocked": (license, today) =>
    blocksChanges(license, today) ? license.blockChangesOn : null,
  "grace-over": (license, today) =>
    isGraceOver(license, today) ? afterEnd(license, daysOfGrace + 1) : null,
};

const afterEnd = ({ expiresOn }: License, days: number): Day | null =>
  expiresOn && addDays(expiresOn, days);

/** A license that lasts for fewer days is spoken of from its start. */
const firstNoticeOf = (license: License) =>
  [license.startsOn, afterEnd(license, -noticeDays(license))].toSorted()[1];

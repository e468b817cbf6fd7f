import { addYears, type Day } from "../calendar.ts";
import type { License } from "./license.ts";
import { type SeatRules, seatRules } from "./seat-rules.ts";

/** Days from the first to the last, both included. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

export const hasStarted = (license: License, today: Day): boolean => license.startsOn <= today;

/** Source: license rules, expiry: a license ends at 00:00 of the day it expires on. */
export const isExpired = (license: License, today: Day): boolean =>
  license.expiresOn !== null && license.expiresOn <= today;

/** The days whose user counts belong to the license itself. */
export const licenseWindow = (license: License, today: Day): Window => ({
  from: license.startsOn,
  to: license.expiresOn ?? today,
});

/**
 * The days before `license` whose user counts it must cover.
 *
 * With a current license that is its whole term, even the part still to come. Without one it is a year, which for a
 * license of two years reaches into the term of the license itself. In earlier years it always was the one up to its
 * start. Source: licensing rules, windows, and how the seat rules changed.
 */
export function priorWindow(
  license: License,
  current: License | null,
  rules: SeatRules = seatRules.today,
): Window {
  if (rules.priorWindow === "year-before-start") {
    return { from: yearBefore(license.startsOn), to: license.startsOn };
  }
  const lastDay = license.expiresOn === null ? license.startsOn : yearBefore(license.expiresOn);
  return current
    ? { from: current.startsOn, to: current.expiresOn ?? lastDay }
    : { from: yearBefore(license.startsOn), to: lastDay };
}

/** The days that a true-up pays for; where the key names no readable day, the prior window's. */
export function trueUpWindow(
  license: License,
  current: License | null,
  rules: SeatRules = seatRules.today,
): Window {
  const prior = priorWindow(license, current, rules);
  return { from: license.trueUpFrom ?? prior.from, to: license.trueUpTo ?? prior.to };
}

const firstDay = "0001-01-01" as Day;

function yearBefore(day: Day): Day {
  const earlier = addYears(day, -1);
  return earlier < firstDay ? firstDay : earlier;
}

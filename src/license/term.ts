import { addYears, type Day } from "../time/calendar.ts";
import type { License } from "./license.ts";
import { type SeatRules, seatRules } from "./seat-rules.ts";

/** Days from the first to the last, both included. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

/**
 * Why a license is judged by the days it is judged by: the term of the license in force, which may have no end; the
 * year before, as none is in force; the year up to its start, as it was in earlier years; its true-up names them.
 */
export const windowReasons = [
  "term-in-force",
  "endless-term-in-force",
  "no-license-in-force",
  "year-before-start",
  "true-up-days",
] as const;

/** The days that decide about a license, and why these. */
export interface JudgedWindow extends Window {
  readonly reason: (typeof windowReasons)[number];
}

export const hasStarted = (license: License, today: Day): boolean => license.startsOn <= today;

/** Source: license rules, expiry: a license ends at 00:00 of the day it expires on. */
export const isExpired = (license: License, today: Day): boolean =>
  isReached(license.expiresOn, today);

/** Whether a day has come; one that is not named never does. */
export const isReached = (on: Day | null, today: Day): boolean => on !== null && on <= today;

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
): JudgedWindow {
  const yearEarlier = yearBefore(license.startsOn);
  if (rules.priorWindow === "year-before-start") {
    return { from: yearEarlier, to: license.startsOn, reason: "year-before-start" };
  }
  const lastDay = license.expiresOn === null ? license.startsOn : yearBefore(license.expiresOn);
  if (!current) return { from: yearEarlier, to: lastDay, reason: "no-license-in-force" };
  return current.expiresOn === null
    ? { from: current.startsOn, to: lastDay, reason: "endless-term-in-force" }
    : { from: current.startsOn, to: current.expiresOn, reason: "term-in-force" };
}

/** The days that a true-up pays for; where the key names no readable day, the prior window's. */
export function trueUpWindow(
  license: License,
  current: License | null,
  rules: SeatRules = seatRules.today,
): JudgedWindow {
  const prior = priorWindow(license, current, rules);
  const { trueUpFrom, trueUpTo } = license;
  if (trueUpFrom === null && trueUpTo === null) return prior;
  return { from: trueUpFrom ?? prior.from, to: trueUpTo ?? prior.to, reason: "true-up-days" };
}

const firstDay = "0001-01-01" as Day;

function yearBefore(day: Day): Day {
  const earlier = addYears(day, -1);
  return earlier < firstDay ? firstDay : earlier;
}

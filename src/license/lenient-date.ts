import { addDays, type Day, parseDay } from "../time/day.ts";
import type { DateFragments } from "./date-fragments.ts";
import { findFragments } from "./date-text.ts";
import type { DateTime } from "./license.ts";
import { zoneOffset } from "./zone-offset.ts";

/**
 * Reads a day as leniently as license keys are read: `2025-01-02`, `20250102`, `2 Jan 25` and many more; null for a
 * text that names no day.
 *
 * Source: license file format, which leaves dates to Ruby's `Date.parse`. A text that only means a day together with
 * today's date counts as unreadable: a weekday, a day without month, a month without year. A license that meant another
 * day whenever it is read would be no license. So does a day outside the years 1 to 9999, and days before October 1582
 * are not read as Julian ones.
 */
export function parseLenientDay(text: string): Day | null {
  return dayOf(readFragments(text)) ?? null;
}

/**
 * Reads a date with a time, 00:00 if it names none, in the zone it names, UTC if it names none.
 *
 * Ruby also knows zones in brackets, and an offset of a whole day, which no ISO 8601 text has; both count as UTC here.
 */
export function parseLenientDateTime(text: string): DateTime | null {
  const fragments = readFragments(text);
  const day = dayOf(fragments);
  if (day === undefined) return null;
  const { hour = 0, minute = 0, second = 0, zone = "" } = fragments;
  const ofDay = parseTimeOfDay(hour, minute, second);
  if (ofDay === undefined) return null;
  const on = hour === 24 ? shifted(day, 1) : day;
  return on === undefined ? null : (`${on}T${ofDay}${offsetText(zoneOffset(zone))}` as DateTime);
}

/** Source: Ruby's date library refuses longer texts. */
const longestText = 128;

const readFragments = (text: string): DateFragments =>
  Buffer.byteLength(text) > longestText ? {} : findFragments(text);

function dayOf(fragments: DateFragments): Day | undefined {
  const year = wholeYear(fragments.year, fragments.fullYear);
  if (year !== undefined) {
    return fragments.dayOfYear === undefined
      ? dayOfYearAndMonth(year, fragments)
      : dayOfYear(year, fragments.dayOfYear);
  }
  const weekYear = wholeYear(fragments.weekYear, false);
  const { week = 1, weekday = 1 } = fragments;
  return weekYear === undefined ? undefined : dayOfWeek(weekYear, week, weekday);
}

/** Without a month it is January, without a day the first. A year with nothing but a weekday names no day. */
function dayOfYearAndMonth(year: number, { month, day, weekday }: DateFragments): Day | undefined {
  if (month === undefined && day === undefined && weekday !== undefined) return undefined;
  return dayOfMonth(year, month ?? 1, day ?? 1);
}

/** Two digits stand for 1969 to 2068. */
function wholeYear(year: number | undefined, fullYear = false): number | undefined {
  if (year === undefined || fullYear || year < 0 || year > 99) return year;
  return year + (year >= 69 ? 1900 : 2000);
}

const dayOfMonth = (year: number, month: number, day: number): Day | undefined =>
  parseDay(`${padded(year, 4)}-${padded(month)}-${padded(day)}`);

function dayOfYear(year: number, count: number): Day | undefined {
  const first = dayOfMonth(year, 1, 1);
  const day = first && shifted(first, count - 1);
  return day?.startsWith(padded(year, 4)) ? day : undefined;
}

/** ISO weeks: the first one is the one with 4 January in it. */
function dayOfWeek(year: number, week: number, weekday: number): Day | undefined {
  const first = firstMonday(year);
  const next = firstMonday(year + 1);
  if (first === undefined || week < 1 || weekday < 1 || weekday > 7) return undefined;
  const day = shifted(first, (week - 1) * 7 + weekday - 1);
  return day !== undefined && (next === undefined || day < next) ? day : undefined;
}

function firstMonday(year: number): Day | undefined {
  const january4 = dayOfMonth(year, 1, 4);
  return january4 && shifted(january4, -daysSinceMonday(year));
}

/** How many days 4 January is after a Monday. Gauss's formula for the weekday of 1 January, three days on. */
const daysSinceMonday = (year: number): number =>
  (3 + 5 * ((year - 1) % 4) + 4 * ((year - 1) % 100) + 6 * ((year - 1) % 400)) % 7;

/** Undefined outside the years 1 to 9999. */
const shifted = (day: Day, days: number): Day | undefined => parseDay(addDays(day, days));

/** A leap second is read as the second before it; 24:00 is 00:00 of the next day. */
function parseTimeOfDay(hour: number, minute: number, second: number): string | undefined {
  if (hour > 24 || minute > 59 || second > 60) return undefined;
  if (hour === 24) return minute === 0 && second === 0 ? "00:00:00" : undefined;
  return [hour, minute, Math.min(second, 59)].map((part) => padded(part)).join(":");
}

function offsetText(offset: number): string {
  const minutes = Math.abs(offset);
  const sign = offset < 0 ? "-" : "+";
  return `${sign}${padded(Math.floor(minutes / 60))}:${padded(minutes % 60)}`;
}

const padded = (number: number, width = 2): string => String(number).padStart(width, "0");

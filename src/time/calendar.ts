import { Temporal } from "temporal-polyfill";
import { type Day, dayMs, twoDigits, utcDay } from "./day.ts";

export type { Day } from "./day.ts";

/** A point in time, in milliseconds since 1970-01-01T00:00Z. */
export type Instant = number & { readonly Instant: unique symbol };

/** Days and hours as one time zone has them. */
export interface Calendar {
  readonly timeZone: string;
  dayOf(at: Instant): Day;
  /** 00:00 of the day, or the first moment after it where a clock change skips 00:00. */
  startOf(on: Day): Instant;
  /** 12:00 of the day. */
  noonOf(on: Day): Instant;
  /**
   * A minute of the day by the clock on the wall; where it comes twice, the first, and where a clock change skips it,
   * as long after the change as it lies in the gap.
   */
  timeOf(on: Day, minuteOfDay: number): Instant;
  /** ISO 8601 with seconds and offset, no fraction: `2023-07-28T18:34:14Z`. */
  toIso(at: Instant): string;
  /** The same with three digits of a second: `2018-02-27T23:21:58.674Z`. */
  toIsoWithMilliseconds(at: Instant): string;
  /** The same wall-clock time `days` calendar days later. */
  plusDays(at: Instant, days: number): Instant;
}

/** The calendar of an IANA time zone such as `Europe/Berlin`; undefined if there is no such zone. */
export function calendarOf(timeZone: string): Calendar | undefined {
  // Most instances are in UTC, and the general way costs twenty times as much.
  if (timeZone === "UTC") return utcCalendar;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return calendarIn(timeZone);
}

function calendarIn(timeZone: string): Calendar {
  const zoned = (at: Instant) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  // Asked at every read: most questions are about the same day as the one before.
  let latest = { on: "" as Day, from: 0, until: 0 };
  return {
    timeZone,
    dayOf(at) {
      if (at < latest.from || at >= latest.until) {
        const start = zoned(at).startOfDay();
        const on = toDay(start.toPlainDate());
        const from = start.epochMilliseconds;
        const until = start.add({ days: 1 }).epochMilliseconds;
        // A day that comes twice has another in between.
        if (until - from > longestDayMs) return on;
        latest = { on, from, until };
      }
      return latest.on;
    },
    startOf: (on) =>
      Temporal.PlainDate.from(on).toZonedDateTime(timeZone).epochMilliseconds as Instant,
    noonOf: (on) =>
      Temporal.PlainDate.from(on).toZonedDateTime({ timeZone, plainTime: "12:00" })
        .epochMilliseconds as Instant,
    timeOf: (on, minuteOfDay) =>
      Temporal.PlainDate.from(on).toZonedDateTime({
        timeZone,
        plainTime: { hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 },
      }).epochMilliseconds as Instant,
    toIso: (at) =>
      zoned(at)
        .toString({ fractionalSecondDigits: 0, timeZoneName: "never" })
        .replace(/\+00:00$/, "Z"),
    toIsoWithMilliseconds: (at) =>
      zoned(at)
        .toString({ fractionalSecondDigits: 3, timeZoneName: "never" })
        .replace(/\+00:00$/, "Z"),
    plusDays: (at, days) => zoned(at).add({ days }).epochMilliseconds as Instant,
  };
}

/** A day on which a clock is set back. */
const longestDayMs = 27 * 3_600_000;

const minuteMs = 60_000;

// Asked again and again about one day, as the calendars of other zones are.
let latestUtc = { on: "1970-01-01" as Day, from: 0 };

/** Days and hours in UTC, where every day has 24 of them. */
export const utcCalendar: Calendar = {
  timeZone: "UTC",
  dayOf(at) {
    if (at < latestUtc.from || at >= latestUtc.from + dayMs) {
      latestUtc = { on: utcDay(at), from: Math.floor(at / dayMs) * dayMs };
    }
    return latestUtc.on;
  },
  startOf: (on) => Date.parse(on) as Instant,
  noonOf: (on) => (Date.parse(on) + dayMs / 2) as Instant,
  timeOf: (on, minuteOfDay) => (Date.parse(on) + minuteOfDay * minuteMs) as Instant,
  toIso: (at) => toUtcIso(at),
  toIsoWithMilliseconds: (at) => new Date(at).toISOString(),
  plusDays: (at, days) => (at + days * dayMs) as Instant,
};

/** ISO 8601 in UTC with seconds, no fraction. */
export function toUtcIso(at: Instant): string {
  const date = new Date(at);
  const [hours, minutes, seconds] = [
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  return `${utcDay(at)}T${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(seconds)}Z`;
}

/** Reads an ISO 8601 instant with offset; undefined for anything else, or outside years 1 to 9998. */
export function parseInstant(text: string): Instant | undefined {
  // No clock here shows a leap second, which Temporal would take for the one before.
  if (leapSecond.test(text)) return undefined;
  try {
    const at = Temporal.Instant.from(text).epochMilliseconds as Instant;
    return at >= firstInstant && at <= lastInstant ? at : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const leapSecond = /[Tt ]\d\d(?::?\d\d):?60/;

/** The last day that a clock may show: a license that starts on it can still expire in the year 9999. */
export const lastDay = "9998-12-30" as Day;
export const lastInstant = Temporal.Instant.from(`${lastDay}T23:59:59.999Z`)
  .epochMilliseconds as Instant;
export const firstInstant = Temporal.Instant.from("0001-01-02T00:00:00Z")
  .epochMilliseconds as Instant;

/** How many days later the second day is. */
export const daysBetween = (from: Day, to: Day): number =>
  Temporal.PlainDate.from(from).until(to).days;

/** The same day some years later; 29 February becomes 28 February where there is none. */
export const addYears = (on: Day, years: number): Day =>
  toDay(Temporal.PlainDate.from(on).add({ years }));

/** The same day some months later; the last one of a month that does not have it. */
export const addMonths = (on: Day, months: number): Day =>
  months === 0 ? on : toDay(Temporal.PlainDate.from(on).add({ months }));

const toDay = (date: Temporal.PlainDate): Day => date.toString() as Day;

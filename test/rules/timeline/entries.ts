import type { JobRun } from "../../../src/jobs/ran.ts";
import type { License } from "../../../src/license/license.ts";
import {
  type Calendar,
  calendarOf,
  type Instant,
  parseInstant,
} from "../../../src/time/calendar.ts";
import { noticesOver } from "../../../src/timeline/notices.ts";
import type { Entry, Recorded } from "../../../src/timeline/recorded.ts";
import { aLicense, day } from "../license/a-license.ts";

export function calendarIn(timeZone: string): Calendar {
  const calendar = calendarOf(timeZone);
  if (!calendar) throw new Error(`There is no ${timeZone}.`);
  return calendar;
}

export const utc = calendarIn("UTC");

/** A day's noon, or the instant that is named. */
export function instant(text: string): Instant {
  const at = parseInstant(text.length === 10 ? `${text}T12:00:00Z` : text);
  if (at === undefined) throw new Error(`${text} is no instant.`);
  return at;
}

/** An event and its time. */
export type Written = readonly [at: string, event: Recorded];

/** Events as they were written down one after the other, each at its time. */
export const entriesOf = (...events: readonly Written[]) =>
  events.map(([at, event], index): Entry => ({ id: index + 1, at: instant(at), event }));

/** A year from 1 June 2025, after which it blocks changes from 15 June 2026 on. */
const ofAYear = aLicense({
  number: 1001,
  startsOn: day("2025-06-01"),
  expiresOn: day("2026-06-01"),
  blockChangesOn: day("2026-06-15"),
  subscriptionName: "A-S1",
  cloud: true,
});

export const installed = (row: number, fields: Partial<License> = {}): Recorded => ({
  kind: "license",
  action: "installed",
  row,
  license: { ...ofAYear, number: 1000 + row, ...fields },
  origin: { by: "rest" },
});

export const removed = (row: number): Recorded => ({
  kind: "license",
  action: "removed",
  row,
  license: ofAYear,
  by: "mutation",
});

export const ranJob = (fields: Partial<JobRun> = {}): Recorded => ({
  kind: "job",
  job: "measurement",
  outcome: "done",
  detail: "Measured 8 billable users.",
  trigger: "daily",
  report: null,
  error: null,
  ...fields,
});

/** What has changed by the end, each as `day notice row`. */
export const told = (entries: readonly Entry[], now: string, calendar = utc) =>
  noticesOver(entries, { now: instant(now), calendar }).map(({ at, change }) =>
    [calendar.dayOf(at), change.notice, change.stored?.row ?? "-"].join(" "),
  );

import type { JobRun } from "../../../src/jobs/ran.ts";
import type { License } from "../../../src/license/license.ts";
import {
  type Calendar,
  calendarOf,
  type Instant,
  parseInstant,
} from "../../../src/time/calendar.ts";
import { type EntryIndex, entryIndex, type Wanted } from "../../../src/timeline/entry-index.ts";
import { noticesOver } from "../../../src/timeline/notices.ts";
import type { Entry, EventRecords, Recorded } from "../../../src/timeline/recorded.ts";
import { timelineOf } from "../../../src/timeline/timeline.ts";
import type { TimelineEvent } from "../../../src/timeline/timeline-event.ts";
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

/** What the portal has announced, by its first days. */
export const announced = (...days: readonly (string | null)[]): Recorded => ({
  kind: "announcement",
  announced: days.map((text) => (text === null ? null : day(text))),
  isEarlier: false,
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

/** Entries as they are kept, of which others may be written down later. */
export const recordsOf = (entries: readonly Entry[]): EventRecords => {
  const kept = () => entries.filter(({ id }) => id > 0);
  return {
    life: () => 0,
    first: () => kept()[0]?.id ?? null,
    after: (after) => kept().filter(({ id }) => id > after),
    of(ids) {
      const wanted = new Set(ids);
      return kept().filter(({ id }) => wanted.has(id));
    },
    untold: () => entries.filter(({ id }) => id < 0),
  };
};

export const indexOf = (entries: readonly Entry[]): EntryIndex =>
  entryIndex(recordsOf(entries), utc);

const all: Wanted = { from: null, to: null, kinds: null, before: null, limit: 10_000 };

/** What is told of entries by a day: all unless said. */
export const eventsOf = (
  entries: readonly Entry[],
  now: string,
  wanted: Partial<Wanted> = {},
): readonly TimelineEvent[] =>
  timelineOf(indexOf(entries), { now: instant(now), calendar: utc }, { ...all, ...wanted }).map(
    ({ event }) => event,
  );

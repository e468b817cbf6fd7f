import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Instant } from "../../../src/time/calendar.ts";
import { addDays } from "../../../src/time/day.ts";
import { entryIndex } from "../../../src/timeline/entry-index.ts";
import type { Entry, Recorded } from "../../../src/timeline/recorded.ts";
import { timelineOf } from "../../../src/timeline/timeline.ts";
import type { EventKind } from "../../../src/timeline/timeline-event.ts";
import { day } from "../license/a-license.ts";
import {
  entriesOf,
  eventsOf,
  indexOf,
  installed,
  instant,
  ranJob,
  recordsOf,
  removed,
  utc,
  type Written,
} from "./entries.ts";

/** Day and text of what is told. */
const lines = (entries: readonly Entry[], now: string, wanted = {}) =>
  eventsOf(entries, now, wanted).map(({ at, text }) => `${utc.toIso(at).slice(0, 16)} ${text}`);

const measured = "measurement done: Measured 8 billable users.";

const renewed = (subject: string): Recorded => ({
  kind: "portal",
  action: "renewed",
  subject,
  detail: "premium",
  by: null,
});

describe("what the days bring is told", () => {
  test("between what was done before and after, at midnight ahead of everything else", () => {
    const entries = entriesOf(
      ["2025-06-01", installed(1, { blockChangesOn: null })],
      ["2026-05-16T23:50:00Z", ranJob()],
      ["2026-05-17T00:00:00Z", ranJob()],
      ["2026-06-20", ranJob()],
    );

    expect(lines(entries, "2026-06-20").slice(2)).toEqual([
      `2026-05-16T23:50 ${measured}`,
      "2026-05-17T00:00 License 1001 expires in 15 days, on 2026-06-01.",
      `2026-05-17T00:00 ${measured}`,
      "2026-06-01T00:00 License 1001 has expired, on 2026-06-01.",
      "2026-06-16T00:00 The days of grace after the end of license 1001 are over.",
      `2026-06-20T12:00 ${measured}`,
    ]);
  });

  test("right after the license that brought it, and before what was done at the same time", () => {
    const entries = entriesOf(["2025-06-01", installed(1)], ["2025-06-01", ranJob()]);

    expect(lines(entries, "2025-06-01")).toEqual([
      expect.stringContaining("License 1001 was installed"),
      "2025-06-01T12:00 License 1001 is in force.",
      `2025-06-01T12:00 ${measured}`,
    ]);
  });

  test("before the clock that was moved over it", () => {
    const to = instant("2026-05-20");
    const moved = { kind: "clock", from: instant("2025-06-01"), to, running: false, by: "person" };
    const entries = entriesOf(["2025-06-01", installed(1)], ["2026-05-20", moved as Recorded]);

    expect(lines(entries, "2026-05-20").slice(2)).toEqual([
      "2026-05-17T00:00 License 1001 expires in 15 days, on 2026-06-01.",
      "2026-05-20T12:00 The clock was set from 2025-06-01T12:00:00Z to 2026-05-20T12:00:00Z, and stands still.",
    ]);
  });

  test("before a clock that a start has set back, and again after it", () => {
    const back: Recorded = {
      kind: "clock",
      from: instant("2026-05-20"),
      to: instant("2026-05-10"),
      running: false,
      by: "start",
    };
    const entries = entriesOf(["2025-06-01", installed(1)], ["2026-05-10", back]);

    expect(lines(entries, "2026-05-18").slice(2)).toEqual([
      "2026-05-17T00:00 License 1001 expires in 15 days, on 2026-06-01.",
      "2026-05-10T12:00 The clock was set from 2026-05-20T12:00:00Z to 2026-05-10T12:00:00Z, and stands still.",
      "2026-05-17T00:00 License 1001 expires in 15 days, on 2026-06-01.",
    ]);
  });
});

describe("what is wanted", () => {
  const entries = entriesOf(["2025-06-01", installed(1)], ["2025-06-02", ranJob()]);

  test.each([
    { wanted: { kinds: ["notice"] }, left: 3 },
    { wanted: { kinds: ["notice", "job"] }, left: 4 },
    { wanted: { from: instant("2025-06-02") }, left: 3 },
    { wanted: { to: instant("2025-06-02") }, left: 3 },
    { wanted: { limit: 2 }, left: 2 },
    { wanted: { limit: 100 }, left: 5 },
  ])("is all that is told: $wanted", ({ wanted, left }) => {
    expect(lines(entries, "2026-06-02").length).toBe(5);
    expect(lines(entries, "2026-06-02", wanted).length).toBe(left);
  });
});

describe("a license has as its cause what was done to its subscription", () => {
  const causes = (...events: readonly Written[]) =>
    eventsOf(entriesOf(...events), "2026-01-01", { kinds: ["license"] }).map(({ cause }) => cause);
  const uploaded = "Somebody uploaded its file over REST, as understudy license upload does.";

  test("since the license before, and nothing that was done to another one", () => {
    expect(
      causes(
        ["2025-06-01", renewed("A-S1")],
        ["2025-06-02", renewed("A-S2")],
        ["2025-06-03", installed(1)],
        ["2025-06-04", installed(2)],
        ["2025-06-05", renewed("A-S1")],
        ["2025-06-06", renewed("A-S1")],
        ["2025-06-07", installed(3)],
        ["2025-06-08", installed(4, { subscriptionName: null })],
      ),
    ).toEqual([
      `${uploaded} At the portal before: renewed on 2025-06-01.`,
      uploaded,
      `${uploaded} At the portal before: renewed on 2025-06-05; renewed on 2025-06-06.`,
      uploaded,
    ]);
  });
});

describe("a license is named", () => {
  test.each([
    { license: { number: 1001 }, name: "License 1001" },
    { license: { number: null }, name: "The license in row 1" },
  ])("$name", ({ license, name }) => {
    expect(lines(entriesOf(["2025-06-01", installed(1, license)]), "2025-06-01")).toEqual([
      `2025-06-01T12:00 ${name} was installed: premium, unlimited seats, from 2025-06-01, expires on 2026-06-01, A-S1.`,
      `2025-06-01T12:00 ${name} is in force.`,
    ]);
  });

  test("even if its key could not be read when it was removed", () => {
    const unread: Recorded = {
      kind: "license",
      action: "removed",
      row: 5,
      license: null,
      by: "rest",
    };

    expect(lines(entriesOf(["2025-06-01", unread]), "2025-06-01")).toEqual([
      "2025-06-01T12:00 The license in row 5 was removed.",
    ]);
  });

  test("with what is special about it", () => {
    const trial = { trial: true, seats: 5, expiresOn: null, subscriptionName: null };

    expect(lines(entriesOf(["2025-06-01", installed(1, trial)]), "2025-06-01")[0]).toBe(
      "2025-06-01T12:00 License 1001 was installed: premium trial, 5 seats, from 2025-06-01, never expires.",
    );
  });
});

const anyInstant = fc.integer({ min: 0, max: 500 }).map((days) => {
  const at = Date.parse("2025-06-01T00:00:00Z") + days * 86_400_000;
  return instant(new Date(at).toISOString());
});

/** Licenses that come and go beside jobs, on a clock that is set back now and then. */
const anyEntries = fc
  .array(
    fc.record({
      days: fc.oneof({ arbitrary: fc.nat(40), weight: 5 }, fc.integer({ min: -300, max: -1 })),
      what: fc.constantFrom("job", "job", "installed", "removed"),
    }),
    { maxLength: 30 },
  )
  .map((steps) => {
    const entries: Entry[] = [];
    let now = instant("2025-06-01");
    for (const { days, what } of steps) {
      const [from, id] = [now, entries.length + 1];
      now = (now + days * 86_400_000) as Instant;
      entries.push({
        id,
        at: now,
        event: { kind: "clock", from, to: now, running: false, by: "person" },
      });
      entries.push({ id: id + 1, at: now, event: eventOf(what, id + 1, now) });
    }
    return entries;
  });

function eventOf(what: string, id: number, now: Instant): Recorded {
  const startsOn = utc.dayOf(now);
  if (what === "job") return ranJob();
  return what === "removed"
    ? removed(id - 2)
    : installed(id, { startsOn, expiresOn: addDays(startsOn, 60) });
}

const anyKind = fc.constantFrom<EventKind>("job", "license", "clock", "notice");

const anyWanted = fc.record({
  from: fc.option(anyInstant),
  to: fc.option(anyInstant),
  kinds: fc.option(fc.array(anyKind, { minLength: 1 })),
  before: fc.option(fc.nat(40)),
  limit: fc.constantFrom(1, 3, 10, 10_000),
});

describe("pages of the timeline", () => {
  const present = { now: instant("2027-01-01"), calendar: utc };
  const years = entriesOf(
    ["2025-06-01", installed(1)],
    ["2025-06-01", ranJob()],
    ["2026-05-17T00:00:00Z", ranJob()],
    ["2026-06-20", ranJob()],
    ["2026-06-20", installed(2, { startsOn: day("2026-06-01"), expiresOn: day("2026-12-01") })],
  );
  const all = { from: null, to: null, kinds: null, before: null, limit: 10_000 };
  const whole = timelineOf(indexOf(years), present, all);

  test.each([1, 2, 3, 7])("of %i events are the whole, one behind the other", (limit) => {
    const index = indexOf(years);
    const pages: (typeof whole)[] = [];
    for (let page = timelineOf(index, present, { ...all, limit }); page.length > 0; ) {
      pages.unshift(page);
      page = timelineOf(index, present, { ...all, limit, before: page[0]?.place ?? null });
    }

    expect(pages.flat()).toEqual(whole);
    expect(new Set(whole.map(({ place }) => place)).size).toBe(whole.length);
    expect(whole.length).toBeGreaterThan(8);
  });

  test("of any kind, time and place are the same part of the whole, whatever the clock did", () => {
    fc.assert(
      fc.property(anyEntries, fc.array(anyWanted, { maxLength: 5 }), (entries, pages) => {
        const [kept, untold]: [Entry[], Entry[]] = [[], []];
        const growing = entryIndex({ ...recordsOf(kept), untold: () => untold }, utc);
        for (const entry of entries) {
          kept.push(entry);
          if (entry.id % 3 === 0) timelineOf(growing, present, all);
        }
        const everything = timelineOf(indexOf(kept), present, all);

        expect(timelineOf(growing, present, all)).toEqual(everything);
        for (const { before, ...wanted } of pages) {
          const place = before === null ? null : (everything.at(before)?.place ?? "99");
          const end = everything.findIndex((one) => one.place === place);
          const earlier = place === null ? everything : everything.slice(0, Math.max(0, end));
          const within = earlier.filter(
            ({ event: { at, kind } }) =>
              at >= (wanted.from ?? at) &&
              at <= (wanted.to ?? at) &&
              (wanted.kinds?.includes(kind) ?? true),
          );
          expect(timelineOf(growing, present, { ...wanted, before: place })).toEqual(
            within.slice(-wanted.limit),
          );
        }
      }),
    );
  });

  test("are empty before what is not there", () => {
    expect(timelineOf(indexOf(years), present, { ...all, before: "99" })).toEqual([]);
    expect(timelineOf(indexOf(years), present, { ...all, before: whole[0]?.place ?? "" })).toEqual(
      [],
    );
  });

  test("read what is shown, and each entry once besides", () => {
    const read: number[] = [];
    const records = recordsOf(years);
    const index = entryIndex(
      {
        ...records,
        after: (id) => records.after(id),
        of(ids) {
          read.push(...ids);
          return records.of(ids);
        },
      },
      utc,
    );
    timelineOf(index, present, { ...all, limit: 1 });
    read.length = 0;

    timelineOf(index, present, { ...all, kinds: ["job"], limit: 2 });

    // The last one tells whether others stand there now.
    expect(read).toEqual([5, 3, 4]);
  });
});

describe("what is known of the timeline", () => {
  const present = { now: instant("2025-06-02"), calendar: utc };
  const wanted = { from: null, to: null, kinds: null, before: null, limit: 10_000 };
  const first = entriesOf(["2025-06-01", installed(1)], ["2025-06-01", ranJob()]);
  const later = [...first, ...entriesOf(["2025-06-02", installed(2)]).map(at(3))];

  /** The same event under another number. */
  function at(id: number) {
    return (entry: Entry): Entry => ({ ...entry, id });
  }

  test.each([
    { what: "what was written down since", now: later },
    { what: "that the oldest was dropped", now: later.slice(1) },
    { what: "that all was forgotten", now: [] },
    { what: "what was written down since all was forgotten", now: later.slice(2) },
    {
      what: "that others stand there now",
      now: entriesOf(["2025-05-01", installed(7)], ["2025-05-02", ranJob()]),
    },
  ])("has $what in it", ({ now }) => {
    let kept: readonly Entry[] = first;
    const records = {
      life: () => 0,
      first: () => recordsOf(kept).first(),
      after: (id: number) => recordsOf(kept).after(id),
      of: (ids: readonly number[]) => recordsOf(kept).of(ids),
      untold: () => [],
    };
    const index = entryIndex(records, utc);
    timelineOf(index, present, wanted);

    kept = now;

    expect(timelineOf(index, present, wanted)).toEqual(timelineOf(indexOf(now), present, wanted));
  });
});

import { describe, expect, test } from "vitest";
import type { TimelineEvent } from "../../../src/package/verbs.ts";
import { daysOf, rowText } from "../../../web/control/dashboard/timeline/days.ts";

const anEvent = (place: number, at: string, text: string, cause = ""): TimelineEvent => ({
  kind: "clock",
  place: String(place),
  at,
  text,
  cause,
  from: at,
  to: at,
  running: true,
  by: "person",
  wanted: null,
  passedOver: false,
});

const all = { kind: "all", text: "" } as const;
const timeline = [
  anEvent(1, "2025-06-01T08:00:00Z", "The clock was moved", "Somebody asked for it"),
  anEvent(2, "2025-06-02T08:00:00Z", "License 1001 was stored"),
  anEvent(3, "2025-06-02T09:00:00Z", "The clock was stopped"),
  anEvent(4, "2025-06-01T08:00:00Z", "The clock was moved"),
];
const placesIn = (wanted: Parameters<typeof daysOf>[1], most = 10) =>
  daysOf(timeline, wanted, most).days.map(({ on, rows }) => [
    on,
    ...rows.map(([newest]) => newest.place),
  ]);

describe("the timeline on the dashboard", () => {
  test("stands newest first by days, also where the clock has gone back", () => {
    expect(placesIn(all)).toEqual([
      ["2025-06-01", "4"],
      ["2025-06-02", "3", "2"],
      ["2025-06-01", "1"],
    ]);
  });

  test.each([
    ["CLOCK  moved", ["4", "1"]],
    ["asked for", ["1"]],
    ["2025-06-02", ["3", "2"]],
  ])("is searched for %s in what happened, its cause and its day", (text, places) => {
    const found = placesIn({ ...all, text }).flatMap(([, ...found]) => found);

    expect(found).toEqual(places);
  });

  test("shows not more than so many, and how many are left", () => {
    expect(placesIn(all, 1)).toEqual([["2025-06-01", "4"]]);
    expect(daysOf(timeline, all, 1).left).toBe(3);
  });
});

describe("routine jobs on the timeline of the dashboard", () => {
  type Job = Extract<TimelineEvent, { kind: "job" }>;

  const aJob = (place: number, gist: string, change: Partial<Job> = {}): Job =>
    Object.assign(
      {
        kind: "job" as const,
        place: String(place),
        at: `2025-06-${String(place).padStart(2, "0")}T03:00:00Z`,
        text: `seat-link done: ${gist} Report ${place}.`,
        cause: "It falls due every day.",
        job: "seat-link" as const,
        outcome: "done" as const,
        detail: `${gist} Report ${place}.`,
        gist,
        trigger: "daily" as const,
        report: place,
        attempt: 1,
        error: null,
        fault: null,
        transport: null,
      },
      change,
    );
  const told = (...events: TimelineEvent[]) =>
    daysOf(events, all, 10).days.flatMap(({ on, rows }) =>
      rows.map((row) => `${on} ${rowText(row)}`),
    );

  test("are one line where they say the same, whatever other routine is between them", () => {
    const counted = (place: number) => aJob(place, "Counted.", { job: "historical-data" });

    expect(told(aJob(1, "Arrived."), counted(2), aJob(3, "Arrived."), counted(4))).toEqual([
      "2025-06-04 2 × historical-data done: Counted.",
      "2025-06-03 2 × seat-link done: Arrived.",
    ]);
  });

  test("are told apart where one says something else, or something that matters is between them", () => {
    const expired = anEvent(3, "2025-06-03T00:00:00Z", "License 1001 has expired");

    expect(
      told(aJob(1, "Arrived."), aJob(2, "Arrived."), expired, aJob(4, "New license.")),
    ).toEqual([
      "2025-06-04 seat-link done: New license. Report 4.",
      "2025-06-03 License 1001 has expired",
      "2025-06-02 2 × seat-link done: Arrived.",
    ]);
  });

  test.each<Partial<Job>>([
    { outcome: "failed" },
    { trigger: "manual" },
    { attempt: 2 },
    { error: "HTTP status 503" },
  ])("are lines of their own where it was no routine: %o", (change) => {
    expect(told(aJob(1, "So.", change), aJob(2, "So.", change))).toHaveLength(2);
  });
});

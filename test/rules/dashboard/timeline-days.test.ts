import { describe, expect, test } from "vitest";
import type { TimelineEvent } from "../../../src/package/verbs.ts";
import { daysOf } from "../../../web/control/dashboard/timeline/days.ts";

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
  daysOf(timeline, wanted, most).days.map(({ on, events }) => [
    on,
    ...events.map((one) => one.place),
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

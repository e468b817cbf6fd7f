import { describe, expect, test } from "vitest";
import type { ClockChange, Recorded } from "../../../src/timeline/recorded.ts";
import { entriesOf, eventsOf, installed, instant, ranJob } from "./entries.ts";

/** The last event by a day. */
function lastBy(now: string, ...events: readonly Recorded[]) {
  const entries = entriesOf(...events.map((event) => ["2025-06-01", event] as const));
  return eventsOf(entries, now).at(-1);
}

const struck: Recorded = {
  kind: "fault",
  action: "struck",
  id: "3",
  fault: "status 503",
  endpoint: "any-portal",
  times: 2,
  request: "POST /api/v1/seat_links",
  asked: "seat-links",
};

const moved = (fields: Partial<ClockChange>): ClockChange => ({
  kind: "clock",
  from: instant("2025-06-01"),
  to: instant("2025-06-02"),
  running: false,
  by: "person",
  ...fields,
});

const report = { id: 1, attempt: 2 };

describe("beside its words an event carries as facts", () => {
  test.each([
    {
      name: "what a run says without its day or attempt",
      events: [ranJob({ detail: "503 (attempt 1 of 21)", gist: "503" })],
      facts: { gist: "503" },
    },
    {
      name: "what a run says, where it says nothing of a day or attempt",
      events: [ranJob({ detail: "License 1001 is unchanged." })],
      facts: { gist: "License 1001 is unchanged." },
    },
    {
      name: "the fault that made a report fail, and which attempt it was",
      events: [struck, ranJob({ job: "seat-link", outcome: "failed", error: "503", report })],
      facts: { fault: { id: "3", name: "status 503" }, report: 1, attempt: 2 },
    },
    {
      name: "how many requests a fault is meant for still",
      events: [struck],
      facts: { times: 2 },
    },
    {
      name: "who has moved the clock",
      events: [moved({ by: "start" })],
      facts: { by: "start", wanted: null, passedOver: false },
    },
    {
      name: "that the jobs of more than a hundred years were passed over",
      events: [moved({ to: instant("2125-06-04") })],
      facts: { by: "person", passedOver: true },
    },
    {
      name: "where the clock was to be moved when the emulator ended",
      events: [moved({ by: "stop", wanted: instant("2026-06-01") })],
      facts: { by: "stop", wanted: instant("2026-06-01") },
    },
  ])("$name", ({ events, facts }) => {
    expect(lastBy("2025-06-01", ...events)).toMatchObject(facts);
  });

  test("what a notice says without how many days were left", () => {
    expect(lastBy("2026-05-17", installed(1))).toMatchObject({
      text: "License 1001 expires in 15 days, on 2026-06-01.",
      gist: "License 1001 expires soon, on 2026-06-01.",
    });
  });
});

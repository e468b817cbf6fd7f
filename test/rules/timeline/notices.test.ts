import { describe, expect, test } from "vitest";
import type { License } from "../../../src/license/license.ts";
import { noticesOver } from "../../../src/timeline/notices.ts";
import type { Recorded } from "../../../src/timeline/recorded.ts";
import { day } from "../license/a-license.ts";
import { calendarIn, entriesOf, installed, instant, told } from "./entries.ts";

const inForce = "2025-06-01 in-force 1";

describe("a license of a year that blocks changes a fortnight after its end", () => {
  const alone = entriesOf(["2025-06-01", installed(1)]);

  test.each([
    { now: "2026-05-16", last: inForce },
    { now: "2026-05-17", last: "2026-05-17 expires-soon 1" },
    { now: "2026-05-31", last: "2026-05-17 expires-soon 1" },
    { now: "2026-06-01", last: "2026-06-01 expired 1" },
    { now: "2026-06-14", last: "2026-06-01 expired 1" },
    { now: "2026-06-15", last: "2026-06-15 changes-blocked 1" },
    { now: "2026-06-16", last: "2026-06-16 grace-over 1" },
    { now: "2026-06-30", last: "2026-06-16 grace-over 1" },
    { now: "2026-07-01", last: "2026-07-01 nobody-told 1" },
    { now: "2036-06-16", last: "2026-07-01 nobody-told 1" },
  ])("has come to $last on $now", ({ now, last }) => {
    expect(told(alone, now).at(-1)).toBe(last);
  });

  test("has come there step by step, each on its day and once", () => {
    expect(told(alone, "2030-01-01")).toEqual([
      inForce,
      "2026-05-17 expires-soon 1",
      "2026-06-01 expired 1",
      "2026-06-15 changes-blocked 1",
      "2026-06-16 grace-over 1",
      "2026-07-01 nobody-told 1",
    ]);
  });
});

describe("other licenses", () => {
  test.each<{ name: string; license: Partial<License>; steps: readonly string[] }>([
    {
      name: "a trial is spoken of 7 days before its end, and blocks nothing",
      license: { trial: true, blockChangesOn: null },
      steps: [
        inForce,
        "2026-05-25 expires-soon 1",
        "2026-06-01 expired 1",
        "2026-06-16 grace-over 1",
        "2026-07-01 nobody-told 1",
      ],
    },
    {
      name: "one that names no day to block changes on blocks nothing",
      license: { blockChangesOn: null },
      steps: [
        inForce,
        "2026-05-17 expires-soon 1",
        "2026-06-01 expired 1",
        "2026-06-16 grace-over 1",
        "2026-07-01 nobody-told 1",
      ],
    },
    {
      name: "one may block changes before its end",
      license: { blockChangesOn: day("2025-12-01") },
      steps: [
        inForce,
        "2025-12-01 changes-blocked 1",
        "2026-05-17 expires-soon 1",
        "2026-06-01 expired 1",
        "2026-06-16 grace-over 1",
        "2026-07-01 nobody-told 1",
      ],
    },
    {
      name: "one of ten days is spoken of from its start",
      license: { expiresOn: day("2025-06-11"), blockChangesOn: null },
      steps: [
        inForce,
        "2025-06-01 expires-soon 1",
        "2025-06-11 expired 1",
        "2025-06-26 grace-over 1",
        "2025-07-11 nobody-told 1",
      ],
    },
    {
      name: "one without an end stays",
      license: { expiresOn: null, blockChangesOn: null },
      steps: [inForce],
    },
    {
      name: "one that starts later is not in force before",
      license: { startsOn: day("2025-07-01") },
      steps: [
        "2025-06-01 not-in-force 1",
        "2025-07-01 in-force 1",
        "2026-05-17 expires-soon 1",
        "2026-06-01 expired 1",
        "2026-06-15 changes-blocked 1",
        "2026-06-16 grace-over 1",
        "2026-07-01 nobody-told 1",
      ],
    },
  ])("$name", ({ license, steps }) => {
    expect(told(entriesOf(["2025-06-01", installed(1, license)]), "2030-01-01")).toEqual(steps);
  });
});

describe("days", () => {
  test.each([
    { timeZone: "UTC", at: "2026-06-01T00:00:00Z" },
    { timeZone: "Asia/Tokyo", at: "2026-05-31T15:00:00Z" },
    { timeZone: "America/New_York", at: "2026-06-01T04:00:00Z" },
  ])("begin at midnight in $timeZone", ({ timeZone, at }) => {
    const calendar = calendarIn(timeZone);
    const entries = entriesOf(["2025-06-01", installed(1)]);
    const now = instant("2026-06-02");

    const expired = noticesOver(entries, { now, calendar }).find(
      ({ change }) => change.notice === "expired",
    );

    expect(expired?.at).toBe(instant(at));
  });

  test("that have not begun bring nothing, to the millisecond", () => {
    const entries = entriesOf(["2025-06-01", installed(1)]);

    expect([
      told(entries, "2026-05-31T23:59:59.999Z").length,
      told(entries, "2026-06-01T00:00:00Z").length,
    ]).toEqual([2, 3]);
  });
});

describe("a clock that a start has set back", () => {
  const back: Recorded = {
    kind: "clock",
    from: instant("2026-06-20"),
    to: instant("2025-05-01"),
    running: false,
    by: "start",
  };

  test("takes a license out of force that has not started, and lets its days come again", () => {
    const entries = entriesOf(["2025-06-01", installed(1)], ["2025-05-01", back]);

    expect(told(entries, "2026-05-20")).toEqual([
      inForce,
      "2026-05-17 expires-soon 1",
      "2026-06-01 expired 1",
      "2026-06-15 changes-blocked 1",
      "2026-06-16 grace-over 1",
      "2025-05-01 none-in-force 1",
      "2025-05-01 changes-allowed -",
      "2025-06-01 in-force 1",
      "2026-05-17 expires-soon 1",
    ]);
  });
});

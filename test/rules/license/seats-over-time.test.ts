import { describe, expect, test } from "vitest";
import { seatsOverTime } from "../../../src/license/seats-over-time.ts";
import { aLicense, day } from "./a-license.ts";
import { evidenceOf } from "./facts.ts";

const inForce = aLicense({ seats: 100, startsOn: day("2024-06-15"), expiresOn: day("2025-06-15") });

describe("seats over time", () => {
  test("have a tolerance of 10 %, and the term in force as the window of a renewal", () => {
    expect(seatsOverTime(evidenceOf({ current: inForce, peak: 111, now: 98 }))).toEqual({
      rules: "today",
      today: "2025-06-01",
      usersNow: 98,
      seats: 100,
      tolerance: { percent: 10, most: 110 },
      window: { from: "2024-06-15", to: "2025-06-15", reason: "term-in-force" },
      historicalMax: 111,
      peakDays: ["2024-06-15"],
    });
  });

  test("have no tolerance by the rules of 2018, and the year up to the renewal as its window", () => {
    expect(seatsOverTime(evidenceOf({ current: inForce, rules: "2018" }))).toMatchObject({
      tolerance: { percent: 0, most: 100 },
      window: { from: "2024-06-15", to: "2025-06-15", reason: "year-before-start" },
    });
  });

  test("of a license without end count until today", () => {
    const endless = { ...inForce, expiresOn: null };

    expect(seatsOverTime(evidenceOf({ current: endless })).window).toEqual({
      from: "2024-06-15",
      to: "2025-06-01",
      reason: "endless-term-in-force",
    });
  });

  test("name no day where nothing is recorded", () => {
    expect(seatsOverTime(evidenceOf({ current: inForce }))).toMatchObject({
      historicalMax: 0,
      peakDays: [],
    });
  });

  test("without a limit let any number pass", () => {
    expect(seatsOverTime(evidenceOf({}))).toMatchObject({
      seats: null,
      tolerance: { percent: 10, most: null },
    });
  });

  test("without a license in force have no window", () => {
    expect(seatsOverTime(evidenceOf({ current: null }))).toMatchObject({
      seats: null,
      window: null,
      historicalMax: null,
      peakDays: [],
    });
  });
});

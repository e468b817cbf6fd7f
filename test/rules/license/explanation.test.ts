import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admitLicense } from "../../../src/license/admission.ts";
import { explainLicense } from "../../../src/license/explanation.ts";
import type { License } from "../../../src/license/license.ts";
import type { Window } from "../../../src/license/term.ts";
import { aLicense, day } from "./a-license.ts";
import { aLegacyLicense, someCounts } from "./any-admission.ts";
import { type Counts, evidenceOf } from "./facts.ts";

const explained = (license: Partial<License>, counts: Counts) =>
  explainLicense(aLicense(license), evidenceOf(counts));

const trueUpOf = (trueUpSeats: number): Partial<License> => ({
  carriesTrueUp: true,
  trueUpSeats,
  trueUpFrom: day("2024-06-15"),
  trueUpTo: day("2025-06-01"),
});

describe("the explanation of a refusal", () => {
  test("has the window, its days and the day of the peak", () => {
    const { admitted, rule, window, historicalMax, peakDays, usersNow } = explained(
      { seats: 85, previousSeats: 100 },
      { peak: 115, peakOn: "2024-11-15", now: 85 },
    );

    expect({ admitted, rule, window, historicalMax, peakDays, usersNow }).toEqual({
      admitted: false,
      rule: "users-limit",
      window: { from: "2024-06-15", to: "2025-06-15", days: 366, reason: "term-in-force" },
      historicalMax: 115,
      peakDays: ["2024-11-15"],
      usersNow: 85,
    });
  });

  test.each([
    {
      license: { seats: 9 },
      counts: { peak: 10 },
      rule: "users-limit",
      formulas: ["floor(9 × 1.1) ≥ 10, that is 9 ≥ 10"],
    },
    {
      license: { seats: 9 },
      counts: { peak: 10, rules: "2018" as const },
      rule: "users-limit",
      formulas: ["9 ≥ 10"],
    },
    {
      license: { seats: 9, previousSeats: 7 },
      counts: { peak: 7, now: 14 },
      rule: "users-limit",
      formulas: ["7 ≤ 7", "floor(9 × 1.1) ≥ 14, that is 9 ≥ 14"],
    },
    {
      license: { seats: null, previousSeats: -7, ...trueUpOf(8) },
      counts: { peak: 10 },
      rule: "true-up",
      formulas: ["floor(8 × 1.1) ≥ 10 − (-7), that is 8 ≥ 17"],
    },
    {
      license: { seats: null, previousSeats: 4, ...trueUpOf(5) },
      counts: { peak: 10 },
      rule: "true-up",
      formulas: ["floor(5 × 1.1) ≥ 10 − 4, that is 5 ≥ 6"],
    },
    {
      license: { seats: null, previousSeats: 0, ...trueUpOf(8) },
      counts: { peak: 10 },
      rule: "true-up",
      formulas: ["floor(8 × 1.1) ≥ 10 − 0, that is 8 ≥ 10"],
    },
    {
      license: { seats: 10, previousSeats: null, ...trueUpOf(10) },
      counts: { peak: 10, now: 12 },
      rule: "available-seats",
      formulas: ["floor(10 × 1.1) ≥ 0, that is 11 ≥ 0", "floor(10 × 1.1) ≥ 12, that is 11 ≥ 12"],
    },
    {
      license: { seats: 10, reconciliationCompleted: true },
      counts: { now: 12 },
      rule: "available-seats",
      formulas: ["floor(10 × 1.1) ≥ 12, that is 11 ≥ 12"],
    },
    {
      license: { seats: null, expiresOn: day("2025-06-01") },
      counts: { peak: 10 },
      rule: "expiry",
      formulas: ["unlimited ≥ 10"],
    },
  ])("of $license after $counts names $rule, with $formulas", ({ license, counts, ...is }) => {
    const { rule, steps } = explained(license, counts);

    expect({ rule, formulas: steps.map(({ formula }) => formula) }).toEqual(is);
  });

  // Source: licensing rules, how the seat rules changed: 2017's defect, and the one that 2018 left.
  test.each([
    { is: "today's users decided", previousSeats: 1, counts: { now: 7 }, others: ["2017"] },
    {
      is: "today's users decided and there is a past",
      previousSeats: 4,
      counts: { now: 7, peak: 3 },
      others: ["2018", "2017"],
    },
    { is: "the past decided", previousSeats: null, counts: { now: 4, peak: 7 }, others: [] },
    { is: "nobody was refused", previousSeats: 4, counts: { now: 4, peak: 4 }, others: [] },
  ])("tells of others than those that decided under the rules of $others if $is", (given) => {
    const { previousSeats, counts, others } = given;
    const { otherYears, ...account } = explained({ seats: 5, previousSeats }, counts);

    const wrong = [account, ...otherYears].filter(({ tellsOthers }) => tellsOthers);
    expect(wrong.map(({ rules }) => rules)).toEqual(others);
  });
});

describe("the explanation of a cloud license", () => {
  test("names no days, no counts and no comparison", () => {
    const { admitted, rule, window, historicalMax, peakDays, steps } = explained(
      { cloud: true, seats: 9 },
      { peak: 900, now: 500 },
    );

    expect({ admitted, rule, window, historicalMax, peakDays, steps }).toEqual({
      admitted: true,
      rule: "cloud-license",
      window: null,
      historicalMax: null,
      peakDays: [],
      steps: [],
    });
  });
});

describe("the explanation under the rules of one year", () => {
  test.each([
    { rules: "today" as const, others: ["2018", "2017"] },
    { rules: "2018" as const, others: ["today", "2017"] },
    { rules: "2017" as const, others: ["today", "2018"] },
  ])("$rules goes on with $others", ({ rules, others }) => {
    const { otherYears, ...account } = explained({ seats: 9 }, { peak: 10, rules });

    expect(account.rules).toEqual(rules);
    expect(otherYears.map((other) => other.rules)).toEqual(others);
  });
});

describe("the history behind an explanation", () => {
  test("is read once for each window, however many remedies are tried", () => {
    const windows: string[] = [];
    const evidence = evidenceOf({ peak: 10 });
    const read = (window: Window) => {
      windows.push(`${window.from} ${window.to}`);
      return evidence.historicalMax(window);
    };

    explainLicense(aLicense({ seats: 9 }), { ...evidence, historicalMax: read });

    expect(windows).toEqual(["2024-06-15 2025-06-15", "2024-06-01 2025-06-01"]);
  });
});

describe("any license", () => {
  test("is explained as it is judged, under every year's rules", () => {
    const judgedAlike = (license: License, counts: Counts) => {
      const { otherYears, ...account } = explainLicense(license, evidenceOf(counts));

      for (const { rules, admitted, refusals } of [account, ...otherYears]) {
        const admission = admitLicense(license, { ...evidenceOf(counts), rules });
        expect(admission.ok ? [] : admission.error).toEqual(refusals);
        expect(admission.ok).toBe(admitted);
      }
    };

    fc.assert(fc.property(aLegacyLicense, someCounts, judgedAlike), { numRuns: 500 });
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admitLicense } from "../../../src/license/admission.ts";
import type { License } from "../../../src/license/license.ts";
import { type Remedy, remediesOf } from "../../../src/license/remedies.ts";
import { aLicense, day } from "./a-license.ts";
import { aLegacyLicense, someCounts } from "./any-admission.ts";
import { type Counts, currentLicense, factsOf } from "./facts.ts";

const trueUpOf = (trueUpSeats: number): Partial<License> => ({
  carriesTrueUp: true,
  trueUpSeats,
  trueUpFrom: day("2024-06-15"),
  trueUpTo: day("2025-06-01"),
});

describe("what would let a license pass", () => {
  const hundredBefore = { ...currentLicense, seats: 100 };
  const aYear = { from: day("2024-06-15"), to: day("2025-06-15") };

  test.each<{ license: Partial<License>; counts: Counts; remedies: readonly Remedy[] }>([
    { license: { seats: 9 }, counts: { peak: 9 }, remedies: [] },
    {
      license: { seats: 9 },
      counts: { peak: 10 },
      remedies: [{ kind: "more-seats", seats: 10, enough: 10 }],
    },
    {
      license: { seats: 85, previousSeats: 100 },
      counts: { peak: 115, now: 85 },
      remedies: [
        { kind: "more-seats", seats: 115, enough: 105 },
        {
          kind: "true-up",
          trueUpSeats: 15,
          enough: 14,
          previousSeats: 100,
          ...aYear,
          seats: null,
        },
      ],
    },
    {
      license: { seats: 50 },
      counts: { peak: 100, now: 50, current: hundredBefore },
      remedies: [
        { kind: "name-previous-seats", previousSeats: 100 },
        { kind: "more-seats", seats: 100, enough: 91 },
      ],
    },
    {
      license: { seats: 5, previousSeats: 4, ...trueUpOf(5) },
      counts: { peak: 10, now: 7 },
      remedies: [
        {
          kind: "true-up",
          trueUpSeats: 6,
          enough: 6,
          previousSeats: null,
          from: day("2024-06-15"),
          to: day("2025-06-01"),
          seats: 7,
        },
      ],
    },
    {
      license: { seats: 5, reconciliationCompleted: true },
      counts: { now: 22 },
      remedies: [{ kind: "more-seats", seats: 22, enough: 20 }],
    },
    // More is owed than a key can name.
    {
      license: { seats: null, previousSeats: -(2 ** 31), ...trueUpOf(5) },
      counts: { peak: 0, rules: "2018" },
      remedies: [],
    },
    // The key names the seats of the term before: others would let it pass, but would not be true.
    {
      license: { seats: 50, previousSeats: 60 },
      counts: { peak: 100, now: 50, current: hundredBefore },
      remedies: [
        { kind: "more-seats", seats: 100, enough: 91 },
        {
          kind: "true-up",
          trueUpSeats: 40,
          enough: 37,
          previousSeats: 60,
          ...aYear,
          seats: null,
        },
      ],
    },
    // After reconciliation only today's users count.
    {
      license: { seats: 5, previousSeats: 4, reconciliationCompleted: true },
      counts: { now: 22, peak: 22 },
      remedies: [{ kind: "more-seats", seats: 22, enough: 20 }],
    },
    // Nobody knows the seats of the term before.
    {
      license: { seats: 10 },
      counts: { peak: 12, now: 5, rules: "2018" },
      remedies: [{ kind: "more-seats", seats: 12, enough: 12 }],
    },
    {
      license: { seats: 9, expiresOn: day("2025-06-01") },
      counts: { peak: 12 },
      remedies: [
        { kind: "more-seats", seats: 12, enough: 11 },
        { kind: "later-expiry", after: day("2025-06-01") },
      ],
    },
  ])("$license after $counts is $remedies", ({ license, counts, remedies }) => {
    expect(remediesOf(aLicense(license), factsOf(counts))).toEqual(remedies);
  });
});

/** A license as a remedy says. */
function cured(license: License, remedy: Remedy, quantity: "full" | "enough"): License {
  switch (remedy.kind) {
    case "more-seats":
      return { ...license, seats: quantity === "full" ? remedy.seats : remedy.enough };
    case "name-previous-seats":
      return { ...license, previousSeats: remedy.previousSeats };
    case "later-expiry":
      return { ...license, expiresOn: day("2026-06-01") };
    case "true-up":
      return {
        ...license,
        carriesTrueUp: true,
        trueUpSeats: quantity === "full" ? remedy.trueUpSeats : remedy.enough,
        trueUpFrom: remedy.from,
        trueUpTo: remedy.to,
        previousSeats: remedy.previousSeats ?? license.previousSeats,
        seats: remedy.seats ?? license.seats,
      };
  }
}

describe("any license", () => {
  test("that is refused has a remedy, and passes with each one", () => {
    const curable = (license: License, counts: Counts) => {
      const facts = factsOf(counts);
      const remedies = remediesOf(license, facts);

      expect(remedies.length > 0).toBe(!admitLicense(license, facts).ok);
      for (const remedy of remedies) {
        for (const quantity of ["full", "enough"] as const) {
          expect(admitLicense(cured(license, remedy, quantity), facts).ok).toBe(true);
        }
      }
    };

    fc.assert(fc.property(aLegacyLicense, someCounts, curable), { numRuns: 500 });
  });
});

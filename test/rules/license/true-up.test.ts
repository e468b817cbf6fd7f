import { describe, expect, test } from "vitest";
import { err, ok } from "../../../src/base/result.ts";
import { admitLicense } from "../../../src/license/admission.ts";
import type { License } from "../../../src/license/license.ts";
import { aLicense, day } from "./a-license.ts";
import { currentLicense, factsOf } from "./facts.ts";

const admitted = ok(undefined);
const shortfall = (paid: number, owed: number) =>
  err([{ kind: "true-up-shortfall", paid, owed, rules: "today" }]);
const exceededNow = (users: number, seats: number) =>
  err([{ kind: "seats-exceeded", when: "now", users, seats, rules: "today" }]);
const exceededBefore = (users: number, seats: number) =>
  err([{ kind: "seats-exceeded", when: "before", users, seats, rules: "today" }]);

/** Pays for the year up to the start of the current license. */
const aTrueUp = (fields: Partial<License>) =>
  aLicense({
    trueUpFrom: day("2023-06-15"),
    trueUpTo: currentLicense.startsOn,
    carriesTrueUp: true,
    ...fields,
  });

describe("a license with a true-up", () => {
  test.each([
    { seats: 10, trueUpSeats: 8, previousSeats: 0, peak: 10, now: 0, answer: shortfall(8, 10) },
    { seats: 10, trueUpSeats: 9, previousSeats: 0, peak: 10, now: 0, answer: shortfall(9, 10) },
    { seats: 10, trueUpSeats: 10, previousSeats: 0, peak: 10, now: 0, answer: admitted },
    { seats: 10, trueUpSeats: 10, previousSeats: 0, peak: 11, now: 0, answer: admitted },
    { seats: 10, trueUpSeats: 10, previousSeats: 0, peak: 12, now: 0, answer: shortfall(10, 12) },
    { seats: 10, trueUpSeats: 10, previousSeats: 0, peak: 10, now: 11, answer: admitted },
    {
      seats: 10,
      trueUpSeats: 10,
      previousSeats: 0,
      peak: 10,
      now: 12,
      answer: exceededNow(12, 10),
    },
    { seats: 10, trueUpSeats: 10, previousSeats: null, peak: 900, now: 0, answer: admitted },
    {
      seats: 10,
      trueUpSeats: 10,
      previousSeats: null,
      peak: 0,
      now: 12,
      answer: exceededNow(12, 10),
    },
    { seats: 10, trueUpSeats: -1, previousSeats: null, peak: 10, now: 0, answer: admitted },
    { seats: 5, trueUpSeats: 6, previousSeats: 4, peak: 10, now: 0, answer: admitted },
    { seats: 5, trueUpSeats: 6, previousSeats: 4, peak: 10, now: 12, answer: exceededNow(12, 5) },
    { seats: null, trueUpSeats: 1, previousSeats: 10, peak: 11, now: 0, answer: admitted },
    { seats: 12, trueUpSeats: 0, previousSeats: 10, peak: 10, now: 10, answer: admitted },
    { seats: 12, trueUpSeats: 0, previousSeats: 10, peak: 11, now: 10, answer: shortfall(0, 1) },
    { seats: 12, trueUpSeats: 5, previousSeats: 10, peak: 15, now: 12, answer: admitted },
    { seats: null, trueUpSeats: 1, previousSeats: 0, peak: 10, now: 0, answer: shortfall(1, 10) },
  ])(
    "of $trueUpSeats seats beside $previousSeats, $seats new ones, after $peak users, now $now, is admitted: $answer.ok",
    ({ peak, now, answer, ...license }) => {
      expect(admitLicense(aTrueUp(license), factsOf({ peak, now }))).toEqual(answer);
    },
  );

  test.each([
    { trueUpPeriodSeats: 4, answer: shortfall(5, 6) },
    { trueUpPeriodSeats: 5, answer: admitted },
    { trueUpPeriodSeats: 0, answer: shortfall(5, 10) },
  ])(
    "counts from the $trueUpPeriodSeats seats of its own days, not from 10; is admitted: $answer.ok",
    (row) => {
      const license = aTrueUp({
        trueUpSeats: 5,
        previousSeats: 10,
        trueUpPeriodSeats: row.trueUpPeriodSeats,
      });

      expect(admitLicense(license, factsOf({ peak: 10 }))).toEqual(row.answer);
    },
  );

  test.each([
    { peakOn: "2023-06-14", answer: admitted },
    { peakOn: "2023-06-15", answer: shortfall(1, 10) },
    { peakOn: "2024-06-15", answer: shortfall(1, 10) },
    { peakOn: "2024-06-16", answer: admitted },
  ])(
    "looks at its own days only; after a peak on $peakOn it is admitted: $answer.ok",
    ({ peakOn, answer }) => {
      const license = aTrueUp({ trueUpSeats: 1, previousSeats: 0 });

      expect(admitLicense(license, factsOf({ peakOn, peak: 10 }))).toEqual(answer);
    },
  );

  test.each([
    { name: "online cloud", flags: { cloud: true } },
    { name: "offline cloud", flags: { cloud: true, offlineCloud: true } },
  ])("is not checked if it is $name", ({ flags }) => {
    const license = aTrueUp({ ...flags, seats: 10, trueUpSeats: 8, previousSeats: 0 });

    expect(admitLicense(license, factsOf({ peak: 10, now: 12 }))).toEqual(admitted);
  });

  test("is measured by its seats alone once reconciliation is completed", () => {
    const license = aTrueUp({
      seats: 10,
      trueUpSeats: 8,
      previousSeats: 0,
      reconciliationCompleted: true,
    });

    expect(admitLicense(license, factsOf({ peak: 10, now: 12 }))).toEqual(exceededNow(12, 10));
  });

  test("that lacks a key is measured as if there were no true-up", () => {
    const license = aTrueUp({ seats: 9, trueUpSeats: 8, carriesTrueUp: false });

    expect(admitLicense(license, factsOf({ peak: 10 }))).toEqual(exceededBefore(10, 9));
  });

  test("that is too small and expired is refused for both, the true-up first", () => {
    const license = aTrueUp({
      trueUpSeats: 8,
      previousSeats: 0,
      startsOn: day("2024-06-01"),
      expiresOn: day("2025-06-01"),
    });

    expect(admitLicense(license, factsOf({ peak: 10 }))).toEqual(
      err([
        { kind: "true-up-shortfall", paid: 8, owed: 10, rules: "today" },
        { kind: "license-expired" },
      ]),
    );
  });
});

import { describe, expect, test } from "vitest";
import { err, ok } from "../../../src/base/result.ts";
import { admitLicense } from "../../../src/license/admission.ts";
import type { License } from "../../../src/license/license.ts";
import { aLicense, day } from "./a-license.ts";
import { factsOf } from "./facts.ts";

const admitted = ok(undefined);

/** Whether a license is admitted in each year; a refusal by what it tells. */
function told(license: Partial<License>, counts: Parameters<typeof factsOf>[0]) {
  const years = ["today", "2018", "2017"] as const;
  return years.map((rules) => {
    const admission = admitLicense(aLicense(license), factsOf({ ...counts, rules }));
    return admission.ok ? "ok" : admission.error.map(inShort).join();
  });
}

type Refusals = Extract<ReturnType<typeof admitLicense>, { ok: false }>["error"];

function inShort(refusal: Refusals[number]): string {
  if (refusal.kind === "license-expired") return "expired";
  if (refusal.kind === "true-up-shortfall") return `true-up ${refusal.paid} for ${refusal.owed}`;
  return `${refusal.when} ${refusal.users} by ${refusal.users - refusal.seats}`;
}

describe("under the rules of today, 2018 and 2017, a license", () => {
  const renewalTenOfOne = { seats: 10, previousSeats: 1 };
  const renewalFiveOfOne = { seats: 5, previousSeats: 1 };
  const downgrade = { seats: 10, previousSeats: 15 };

  test.each([
    { license: { seats: 10 }, peak: 11, now: 0, is: ["ok", "before 11 by 1", "before 11 by 1"] },
    { license: { seats: 10 }, peak: 10, now: 0, is: ["ok", "ok", "ok"] },
    { license: renewalTenOfOne, peak: 0, now: 11, is: ["ok", "now 11 by 1", "before 0 by -10"] },
    {
      license: renewalFiveOfOne,
      peak: 0,
      now: 7,
      is: ["now 7 by 2", "now 7 by 2", "before 0 by -5"],
    },
    { license: downgrade, peak: 15, now: 0, is: ["ok", "ok", "ok"] },
    { license: downgrade, peak: 15, now: 3, is: ["ok", "ok", "ok"] },
    {
      license: { seats: 10, cloud: true },
      peak: 900,
      now: 0,
      is: ["ok", "before 900 by 890", "before 900 by 890"],
    },
    // Fewer seats than none, which is more than a license should say: in 2018 a past without users was not told of.
    {
      license: { seats: -1 },
      peak: 0,
      now: 3,
      is: ["before 0 by 1", "now 3 by 4", "before 0 by 1"],
    },
    // The term before fitted, today's users do not, and the fitting past is told of.
    {
      license: { seats: 10, previousSeats: 8 },
      peak: 8,
      now: 12,
      is: ["now 12 by 2", "before 8 by -2", "before 8 by -2"],
    },
    {
      license: { seats: 10, reconciliationCompleted: true },
      peak: 100,
      now: 0,
      is: ["ok", "before 100 by 90", "before 100 by 90"],
    },
  ])("$license after $peak users, now $now, is $is", ({ license, is, ...counts }) => {
    expect(told(license, counts)).toEqual(is);
  });

  const aTrueUp = {
    carriesTrueUp: true,
    trueUpFrom: day("2024-06-15"),
    trueUpTo: day("2025-06-01"),
  };

  test.each([
    {
      fields: { trueUpSeats: 10, previousSeats: 4 },
      peak: 15,
      is: ["ok", "true-up 10 for 11", "true-up 10 for 11"],
    },
    { fields: { trueUpSeats: 10, previousSeats: 4 }, peak: 14, is: ["ok", "ok", "ok"] },
    // Without seats to count from, more users today make less of a true-up.
    {
      fields: { trueUpSeats: 1, previousSeats: null },
      peak: 12,
      is: ["ok", "true-up 1 for 2", "true-up 1 for 2"],
    },
    { fields: { trueUpSeats: 2, previousSeats: null }, peak: 12, is: ["ok", "ok", "ok"] },
    {
      fields: { trueUpSeats: 0, previousSeats: 4, trueUpPeriodSeats: 12 },
      peak: 12,
      is: ["ok", "true-up 0 for 8", "true-up 0 for 8"],
    },
    {
      fields: { trueUpSeats: 2, previousSeats: 10, seats: 9 },
      peak: 12,
      is: ["now 10 by 1", "now 10 by 1", "now 10 by 1"],
    },
  ])("with a true-up, $fields, after $peak users, now 10, is $is", ({ fields, peak, is }) => {
    expect(told({ ...aTrueUp, seats: 10, ...fields }, { peak, now: 10 })).toEqual(is);
  });
});

describe("under the rules of 2018 the users of the year before the start", () => {
  test.each([
    { peakOn: "2023-06-01", answer: admitted },
    { peakOn: "2024-05-31", answer: admitted },
    { peakOn: "2024-06-01", answer: "refused" },
    { peakOn: "2024-12-01", answer: "refused" },
    { peakOn: "2025-06-01", answer: "refused" },
    { peakOn: "2025-06-02", answer: admitted },
  ])("are those of $peakOn, whatever the current license: $answer", ({ peakOn, answer }) => {
    const facts = factsOf({ rules: "2018", peakOn, peak: 12 });
    const refused = { kind: "seats-exceeded", when: "before", users: 12, seats: 10, rules: "2018" };

    expect(admitLicense(aLicense({ seats: 10 }), facts)).toEqual(
      answer === "refused" ? err([refused]) : answer,
    );
  });

  test("are counted without guests today, where the installed plan says so", () => {
    const facts = { ...factsOf({ rules: "today" }), billableUsers: 1, activeUsers: 2 };

    expect(admitLicense(aLicense({ seats: 1, previousSeats: 1 }), facts)).toEqual(admitted);
  });

  test("are counted with their guests, also on Ultimate", () => {
    const facts = { ...factsOf({ rules: "2018" }), billableUsers: 1, activeUsers: 2 };

    expect(admitLicense(aLicense({ seats: 1, previousSeats: 1 }), facts)).toMatchObject({
      error: [{ when: "now", users: 2 }],
    });
  });
});

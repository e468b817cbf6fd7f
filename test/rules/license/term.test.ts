import { describe, expect, test } from "vitest";
import { seatRules } from "../../../src/license/seat-rules.ts";
import {
  hasStarted,
  isExpired,
  licenseWindow,
  priorWindow,
  trueUpWindow,
} from "../../../src/license/term.ts";
import { aLicense, day } from "./a-license.ts";

const license = aLicense({ startsOn: day("2025-06-01"), expiresOn: day("2026-06-01") });
const endless = aLicense({ startsOn: day("2025-06-01"), expiresOn: null });

describe("a license from 2025-06-01 to 2026-06-01", () => {
  test.each([
    { today: "2025-05-31", started: false, expired: false },
    { today: "2025-06-01", started: true, expired: false },
    { today: "2025-06-02", started: true, expired: false },
    { today: "2026-05-31", started: true, expired: false },
    { today: "2026-06-01", started: true, expired: true },
    { today: "2026-06-02", started: true, expired: true },
  ])("on $today has started: $started, has expired: $expired", ({ today, started, expired }) => {
    const on = day(today);

    expect({ started: hasStarted(license, on), expired: isExpired(license, on) }).toEqual({
      started,
      expired,
    });
  });

  test("has the counts of its own term, whatever the day", () => {
    expect(licenseWindow(license, day("2027-01-01"))).toEqual({
      from: "2025-06-01",
      to: "2026-06-01",
    });
  });
});

describe("a license without an expiry", () => {
  test("never expires", () => {
    expect(isExpired(endless, day("9999-12-31"))).toEqual(false);
  });

  test("has the counts from its start to today", () => {
    expect(licenseWindow(endless, day("2025-08-01"))).toEqual({
      from: "2025-06-01",
      to: "2025-08-01",
    });
  });
});

describe("the days whose counts a new license must cover", () => {
  const current = aLicense({ startsOn: day("2024-03-01"), expiresOn: day("2025-03-01") });
  const endlessCurrent = aLicense({ startsOn: day("2024-03-01"), expiresOn: null });
  const twoYears = aLicense({ startsOn: day("2025-06-01"), expiresOn: day("2027-06-01") });
  const leapDay = aLicense({ startsOn: day("2024-02-29"), expiresOn: day("2025-02-28") });
  const ancient = aLicense({ startsOn: day("0001-03-01"), expiresOn: day("0001-09-01") });

  test.each([
    {
      name: "a current license",
      license,
      current,
      from: "2024-03-01",
      to: "2025-03-01",
      reason: "term-in-force",
    },
    {
      name: "a current license that never ends",
      license,
      current: endlessCurrent,
      from: "2024-03-01",
      to: "2025-06-01",
      reason: "endless-term-in-force",
    },
    {
      name: "a current license, neither of them ending",
      license: endless,
      current: endlessCurrent,
      from: "2024-03-01",
      to: "2025-06-01",
      reason: "endless-term-in-force",
    },
    {
      name: "no current license",
      license,
      current: null,
      from: "2024-06-01",
      to: "2025-06-01",
      reason: "no-license-in-force",
    },
    {
      name: "no current license, the new one never ending",
      license: endless,
      current: null,
      from: "2024-06-01",
      to: "2025-06-01",
      reason: "no-license-in-force",
    },
    {
      name: "no current license, the new one lasting two years",
      license: twoYears,
      current: null,
      from: "2024-06-01",
      to: "2026-06-01",
      reason: "no-license-in-force",
    },
    {
      name: "no current license, the new one starting on a leap day",
      license: leapDay,
      current: null,
      from: "2023-02-28",
      to: "2024-02-28",
      reason: "no-license-in-force",
    },
    {
      name: "no current license, the new one starting in year 1",
      license: ancient,
      current: null,
      from: "0001-01-01",
      to: "0001-01-01",
      reason: "no-license-in-force",
    },
  ])("are $from to $to with $name", ({ license: added, current: before, ...days }) => {
    const { from, to, reason } = days;

    expect(priorWindow(added, before)).toEqual({ from, to, reason });
  });

  test.each(["2017", "2018"] as const)(
    "are the year up to its start by the rules of %s",
    (year) => {
      expect(priorWindow(license, current, seatRules[year])).toEqual({
        from: "2024-06-01",
        to: "2025-06-01",
        reason: "year-before-start",
      });
    },
  );
});

describe("the days that a true-up pays for", () => {
  const reason = "true-up-days";
  const [trueUpFrom, trueUpTo] = [day("2024-09-01"), day("2024-12-01")];

  test.each([
    { named: { trueUpFrom, trueUpTo }, from: "2024-09-01", to: "2024-12-01", reason },
    { named: { trueUpFrom }, from: "2024-09-01", to: "2025-06-01", reason },
    { named: { trueUpTo }, from: "2024-06-01", to: "2024-12-01", reason },
    { named: {}, from: "2024-06-01", to: "2025-06-01", reason: "no-license-in-force" },
  ])("are $from to $to if the key names $named", ({ named, ...days }) => {
    expect(trueUpWindow({ ...license, ...named }, null)).toEqual(days);
  });
});

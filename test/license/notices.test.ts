import { describe, expect, test } from "vitest";
import {
  blocksChanges,
  isGraceOver,
  notifiesAdmins,
  notifiesUsers,
  remainingDays,
} from "../../src/license/notices.ts";
import { aLicense, day } from "./a-license.ts";

const ending = aLicense({ startsOn: day("2025-06-01"), expiresOn: day("2026-06-01") });
const trial = { ...ending, trial: true };
const endless = { ...ending, expiresOn: null };

describe("a license that ends on 2026-06-01", () => {
  test.each([
    { today: "2026-05-16", told: false, toldOfTrial: false },
    { today: "2026-05-17", told: true, toldOfTrial: false },
    { today: "2026-05-18", told: true, toldOfTrial: false },
    { today: "2026-05-24", told: true, toldOfTrial: false },
    { today: "2026-05-25", told: true, toldOfTrial: true },
    { today: "2026-05-26", told: true, toldOfTrial: true },
    { today: "2026-06-01", told: true, toldOfTrial: true },
    { today: "2027-06-01", told: true, toldOfTrial: true },
  ])(
    "is told to administrators on $today: $told, a trial: $toldOfTrial",
    ({ today, told, toldOfTrial }) => {
      expect([notifiesAdmins(ending, day(today)), notifiesAdmins(trial, day(today))]).toEqual([
        told,
        toldOfTrial,
      ]);
    },
  );

  test.each([
    { today: "2026-05-24", told: false },
    { today: "2026-05-25", told: true },
    { today: "2026-05-26", told: true },
  ])("is told to users on $today if it is a trial: $told", ({ today, told }) => {
    expect(notifiesUsers(trial, day(today))).toEqual(told);
  });

  test.each([
    { blockChangesOn: "2026-06-14", told: true },
    { blockChangesOn: "2026-06-15", told: true },
    { blockChangesOn: "2026-06-16", told: false },
  ])("and blocks changes on $blockChangesOn is told to users on 2026-06-15: $told", (row) => {
    const blocking = { ...ending, blockChangesOn: day(row.blockChangesOn) };

    expect(notifiesUsers(blocking, day("2026-06-15"))).toEqual(row.told);
    expect(blocksChanges(blocking, day("2026-06-15"))).toEqual(row.told);
  });

  test("and names no day to block changes on blocks none, and is told to no user", () => {
    expect(blocksChanges(ending, day("2030-01-01"))).toEqual(false);
    expect(notifiesUsers(ending, day("2030-01-01"))).toEqual(false);
  });

  test.each([
    { today: "2026-04-01", over: false },
    { today: "2026-06-11", over: false },
    { today: "2026-06-14", over: false },
    { today: "2026-06-15", over: false },
    { today: "2026-06-16", over: true },
  ])("is past its days of grace on $today: $over", ({ today, over }) => {
    expect(isGraceOver(ending, day(today))).toEqual(over);
  });

  test.each([
    { today: "2025-06-01", days: 365 },
    { today: "2026-05-31", days: 1 },
    { today: "2026-06-01", days: 0 },
    { today: "2026-06-02", days: 0 },
  ])("has $days days left on $today", ({ today, days }) => {
    expect(remainingDays(ending, day(today))).toEqual(days);
  });
});

describe("a license that never ends", () => {
  const blocking = { ...endless, blockChangesOn: day("2026-06-01") };

  test("is told to nobody, has no days of grace and no number of days left", () => {
    const on = day("2030-01-01");

    expect([
      notifiesAdmins(endless, on),
      notifiesUsers(blocking, on),
      isGraceOver(endless, on),
      remainingDays(endless, on),
    ]).toEqual([false, false, false, null]);
  });
});

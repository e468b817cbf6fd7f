import { describe, expect, test } from "vitest";
import type { License } from "../../../src/license/license.ts";
import {
  blocksChanges,
  isGraceOver,
  noticesOn,
  notifiesAdmins,
  notifiesUsers,
  remainingDays,
} from "../../../src/license/notices.ts";
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

/** What is known of a license on a day: each name with its first day, the days left, and who is told. */
const knownOn = (license: License | null, today: string, isFollowed = false) =>
  noticesOn(license, day(today), isFollowed).map(({ name, since, remainingDays, to }) => [
    `${name} since ${since}`,
    remainingDays,
    to.join(" and "),
  ]);

const soon = "expires-soon since 2026-05-17";
const soonForTrial = "expires-soon since 2026-05-25";
const expired = "expired since 2026-06-01";
const blocked = "changes-blocked since 2026-06-15";
const over = "grace-over since 2026-06-16";
const admins = "administrators";
const all = "administrators and users";

describe("what is known of a license that ends on 2026-06-01 and blocks changes 14 days later", () => {
  const blocking = { ...ending, blockChangesOn: day("2026-06-15") };

  test.each([
    { today: "2026-05-16", known: [] },
    { today: "2026-05-17", known: [[soon, 15, admins]] },
    { today: "2026-05-29", known: [[soon, 3, admins]] },
    { today: "2026-05-31", known: [[soon, 1, admins]] },
    { today: "2026-06-01", known: [[expired, 0, admins]] },
    { today: "2026-06-02", known: [[expired, 0, admins]] },
    { today: "2026-06-14", known: [[expired, 0, admins]] },
    {
      today: "2026-06-15",
      known: [
        [expired, 0, all],
        [blocked, 0, all],
      ],
    },
    {
      today: "2026-06-16",
      known: [
        [expired, 0, all],
        [blocked, 0, all],
        [over, 0, all],
      ],
    },
    {
      today: "2027-06-01",
      known: [
        [expired, 0, ""],
        [blocked, 0, ""],
        [over, 0, ""],
      ],
    },
  ])("on $today is $known", ({ today, known }) => {
    expect(knownOn(blocking, today)).toEqual(known);
  });
});

describe("what is known of a trial that ends on 2026-06-01 and blocks nothing", () => {
  test.each([
    { today: "2026-05-24", known: [] },
    { today: "2026-05-25", known: [[soonForTrial, 7, all]] },
    { today: "2026-05-31", known: [[soonForTrial, 1, all]] },
    { today: "2026-06-01", known: [[expired, 0, all]] },
    { today: "2026-06-15", known: [[expired, 0, all]] },
    {
      today: "2026-06-16",
      known: [
        [expired, 0, all],
        [over, 0, all],
      ],
    },
  ])("on $today is $known", ({ today, known }) => {
    expect(knownOn(trial, today)).toEqual(known);
  });
});

describe("nobody is told of the end of a license", () => {
  const blocking = { ...ending, blockChangesOn: day("2026-06-15") };
  const toldOn = (today: string, isFollowed: boolean) => [
    ...new Set(knownOn(blocking, today, isFollowed).map(([, , to]) => to)),
  ];

  test.each(["2026-05-17", "2026-05-31", "2026-06-01", "2026-06-20"])(
    "that another one follows, on %s",
    (today) => {
      expect(toldOn(today, true)).toEqual([""]);
    },
  );

  test.each([
    { today: "2026-06-30", days: 29, told: [all] },
    { today: "2026-07-01", days: 30, told: [""] },
    { today: "2027-06-01", days: 365, told: [""] },
  ])("from the 30th day after it on: after $days days told is $told", ({ today, told }) => {
    expect(toldOn(today, false)).toEqual(told);
  });
});

describe("what is known of a license", () => {
  test("that lasts for fewer days than it is spoken of is known from its start", () => {
    const short = { ...ending, startsOn: day("2026-05-20") };

    expect(knownOn(short, "2026-05-20")).toEqual([["expires-soon since 2026-05-20", 12, admins]]);
  });

  test("that never ends and blocks changes is told to nobody", () => {
    const blocking = { ...endless, blockChangesOn: day("2026-06-15") };

    expect(knownOn(blocking, "2026-06-14")).toEqual([]);
    expect(knownOn(blocking, "2026-06-15")).toEqual([[blocked, null, ""]]);
  });

  test("that blocks changes before it ends is told to users as soon as it does", () => {
    const blocking = { ...ending, blockChangesOn: day("2026-05-01") };

    expect(knownOn(blocking, "2026-05-01")).toEqual([
      ["changes-blocked since 2026-05-01", 31, "users"],
    ]);
  });

  test("is nothing without one", () => {
    expect(knownOn(null, "2026-06-01")).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { withAssigned } from "../../../src/activation/add-ons.ts";
import {
  changedUsers,
  dailyBillable,
  firstUsers,
  measureUsers,
} from "../../../src/activation/user-records.ts";

const users = { ...firstUsers, active: 10, guests: 3, withoutMembership: 1 };

describe("the billable users of a day", () => {
  test.each([
    { pinned: null, measured: null, plan: "premium", count: 10 },
    { pinned: null, measured: null, plan: "ultimate", count: 6 },
    { pinned: null, measured: null, plan: null, count: 10 },
    { pinned: null, measured: 9, plan: "ultimate", count: 9 },
    { pinned: null, measured: 0, plan: "premium", count: 0 },
    { pinned: 25, measured: 9, plan: "ultimate", count: 25 },
    { pinned: 0, measured: 9, plan: "premium", count: 0 },
  ])(
    "pinned to $pinned and measured as $measured under $plan are $count",
    ({ pinned, measured, plan, count }) => {
      expect(dailyBillable({ ...users, pinned, measured }, plan)).toBe(count);
    },
  );
});

describe("a measurement", () => {
  test.each([
    { pinned: null, plan: "premium", measured: 10 },
    { pinned: null, plan: "ultimate", measured: 6 },
    { pinned: 25, plan: "ultimate", measured: 25 },
  ])(
    "of users pinned to $pinned under $plan gives $measured, whatever was measured before",
    ({ pinned, plan, measured }) => {
      const before = { ...users, pinned, measured: 99 };

      expect(measureUsers(before, plan)).toEqual({ ...before, measured });
    },
  );

  test("is forgotten when the users change", () => {
    expect(changedUsers(users)).toEqual({ ...users, measured: null });
  });
});

describe("seats of add-ons", () => {
  const before = new Map([
    ["duo_pro", 3],
    ["duo_core", 5],
  ]);

  test.each([
    {
      changed: [],
      after: [
        ["duo_pro", 3],
        ["duo_core", 5],
      ],
    },
    {
      changed: [["duo_pro", 1]],
      after: [
        ["duo_pro", 1],
        ["duo_core", 5],
      ],
    },
    { changed: [["duo_pro", 0]], after: [["duo_core", 5]] },
    {
      changed: [["other", 0]],
      after: [
        ["duo_pro", 3],
        ["duo_core", 5],
      ],
    },
    {
      changed: [["other", 2]],
      after: [
        ["duo_pro", 3],
        ["duo_core", 5],
        ["other", 2],
      ],
    },
  ] as { changed: [string, number][]; after: [string, number][] }[])(
    "after $changed are $after",
    ({ changed, after }) => {
      expect([...withAssigned(before, new Map(changed))]).toEqual(after);
    },
  );
});

import { describe, expect, test } from "vitest";
import { activeUsers, billableUsers, type Users } from "../../../src/license/billable-users.ts";

const nobody: Users = {
  active: 0,
  guests: 0,
  withoutMembership: 0,
  bots: 0,
  blocked: 0,
  pinned: null,
};
const company: Users = {
  active: 3,
  guests: 1,
  withoutMembership: 0,
  bots: 2,
  blocked: 1,
  pinned: null,
};

describe("one more user", () => {
  test.each([
    { user: "a member above Guest", users: { active: 1 }, premium: 1, ultimate: 1 },
    { user: "a member who is a guest", users: { active: 1, guests: 1 }, premium: 1, ultimate: 0 },
    {
      user: "without a membership",
      users: { active: 1, withoutMembership: 1 },
      premium: 1,
      ultimate: 0,
    },
    { user: "a bot", users: { bots: 1 }, premium: 0, ultimate: 0 },
    { user: "blocked", users: { blocked: 1 }, premium: 0, ultimate: 0 },
  ])("who is $user takes $premium seats on Premium, $ultimate on Ultimate", (row) => {
    const users = { ...nobody, ...row.users };

    expect({
      premium: billableUsers(users, "premium"),
      ultimate: billableUsers(users, "ultimate"),
    }).toEqual({ premium: row.premium, ultimate: row.ultimate });
  });
});

describe("a developer, an administrator and a guest, beside bots and a blocked user", () => {
  test.each([
    { plan: null, seats: 3 },
    { plan: "starter", seats: 3 },
    { plan: "premium", seats: 3 },
    { plan: "unknown", seats: 3 },
    { plan: "ultimate", seats: 2 },
  ])("take $seats seats while the installed plan is $plan", ({ plan, seats }) => {
    expect(billableUsers(company, plan)).toEqual(seats);
  });

  test.each([
    { pinned: 0, plan: "premium" },
    { pinned: 500, plan: "ultimate" },
  ])("take the $pinned seats that the count is pinned to", ({ pinned, plan }) => {
    expect(billableUsers({ ...company, pinned }, plan)).toEqual(pinned);
  });
});

describe("by the rules of earlier years", () => {
  test.each([
    { pinned: null, counted: 3 },
    { pinned: 500, counted: 500 },
  ])("they are $counted with the count pinned to $pinned, whatever the plan", (row) => {
    expect(activeUsers({ ...company, pinned: row.pinned })).toEqual(row.counted);
  });
});

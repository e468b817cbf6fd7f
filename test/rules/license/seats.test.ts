import { describe, expect, test } from "vitest";
import { seatRules } from "../../../src/license/seat-rules.ts";
import { overage, withTolerance } from "../../../src/license/seats.ts";
import { aLicense } from "./a-license.ts";

describe("the overage of a license", () => {
  test.each([
    { seats: 10, users: 14, over: 4 },
    { seats: 100, users: 110, over: 10 },
    { seats: 2, users: 1, over: 0 },
    { seats: 2, users: 2, over: 0 },
    { seats: 2, users: 3, over: 1 },
    { seats: 0, users: 1, over: 1 },
    { seats: null, users: 1000, over: 0 },
  ])("for $seats seats with $users users is $over", ({ seats, users, over }) => {
    expect(overage(aLicense({ seats }), users)).toEqual(over);
  });
});

describe("the tolerance of ten per cent", () => {
  test.each([
    { bought: 0, allowed: 0 },
    { bought: 1, allowed: 1 },
    { bought: 9, allowed: 9 },
    { bought: 10, allowed: 11 },
    { bought: 19, allowed: 20 },
    { bought: 20, allowed: 22 },
    { bought: 100, allowed: 110 },
    { bought: 70, allowed: 77 },
    { bought: 2 ** 31 - 1, allowed: 2362232011 },
  ])("allows $allowed for $bought", ({ bought, allowed }) => {
    expect(withTolerance(bought, seatRules.today)).toEqual(allowed);
  });
});

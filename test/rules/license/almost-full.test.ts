import { describe, expect, test } from "vitest";
import { almostFullLevel, isAlmostFull } from "../../../src/license/almost-full.ts";
import { aLicense } from "./a-license.ts";

describe("the level at which seats are almost all taken", () => {
  test.each([
    { seats: 1, level: null },
    { seats: 2, level: { seats: 1 } },
    { seats: 3, level: { seats: 1 } },
    { seats: 15, level: { seats: 1 } },
    { seats: 16, level: { seats: 2 } },
    { seats: 20, level: { seats: 2 } },
    { seats: 25, level: { seats: 2 } },
    { seats: 26, level: { percent: 10 } },
    { seats: 90, level: { percent: 10 } },
    { seats: 99, level: { percent: 10 } },
    { seats: 100, level: { percent: 8 } },
    { seats: 300, level: { percent: 8 } },
    { seats: 999, level: { percent: 8 } },
    { seats: 1000, level: { percent: 5 } },
    { seats: 1200, level: { percent: 5 } },
  ])("for $seats seats is $level", ({ seats, level }) => {
    expect(almostFullLevel(seats)).toEqual(level);
  });
});

describe("a license", () => {
  test.each([
    { seats: 15, users: 13, full: false },
    { seats: 15, users: 14, full: true },
    { seats: 15, users: 15, full: true },
    { seats: 15, users: 16, full: false },
    { seats: 2, users: 1, full: false },
    { seats: 2, users: 2, full: true },
    { seats: 1, users: 1, full: false },
    { seats: 25, users: 22, full: false },
    { seats: 25, users: 23, full: true },
    // Of the users: 8 of 80 are 10 %, while 9 of 90 seats would be 10 % too.
    { seats: 90, users: 81, full: false },
    { seats: 90, users: 82, full: true },
    { seats: 88, users: 80, full: true },
    { seats: 108, users: 100, full: true },
    { seats: 108, users: 99, full: false },
    { seats: 1050, users: 1000, full: true },
    { seats: 1050, users: 999, full: false },
    { seats: null, users: 1000, full: false },
  ])("for $seats seats is almost full with $users users: $full", ({ seats, users, full }) => {
    expect(isAlmostFull(aLicense({ seats }), users)).toEqual(full);
  });

  test("that is a trial is never almost full", () => {
    expect(isAlmostFull(aLicense({ seats: 15, trial: true }), 15)).toEqual(false);
  });
});

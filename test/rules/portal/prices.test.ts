import { describe, expect, test } from "vitest";
import {
  dollars,
  renewalQuote,
  seatsQuote,
  usersOverLicense,
} from "../../../src/stand-in/people/prices.ts";
import type { Day } from "../../../src/time/day.ts";

const premium = { plan: "premium", seats: 85, seatsBefore: 100, maximum: 115 } as const;

describe("users over license", () => {
  // Support handbook, 4: 100 seats, peak 115, renews for 85.
  test.each([
    [100, 115, 15],
    [100, 100, 0],
    [40, 36, 0],
    [4, 6, 2],
    [null, 1_000, 0],
  ])("are, of %s seats and at most %s users, %s", (seatsBefore, maximum, over) => {
    expect(usersOverLicense({ seatsBefore, maximum })).toBe(over);
  });
});

describe("a price", () => {
  test("of a renewal has the seats to come, and a year of each user over license", () => {
    const { lines, cents } = renewalQuote(premium);

    expect(lines.map(({ quantity }) => quantity)).toEqual([85, 15]);
    expect(cents).toBe((85 + 15) * 34_800);
  });

  test("of more seats is by the days that are left", () => {
    const year = { from: "2025-06-01" as Day, to: "2026-06-01" as Day };
    const half = { from: "2025-12-01" as Day, to: "2026-06-01" as Day };

    expect(seatsQuote("premium", 5, year).cents).toBe(5 * 34_800);
    expect(seatsQuote("premium", 5, half).cents).toBe(5 * Math.round((34_800 * 182) / 365));
  });

  test("is written in dollars and cents", () => {
    expect([dollars(0), dollars(5), dollars(522_000), dollars(123_456_789)]).toEqual([
      "$0.00",
      "$0.05",
      "$5,220.00",
      "$1,234,567.89",
    ]);
  });
});

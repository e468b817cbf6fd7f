import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseLenientDateTime, parseLenientDay } from "../../../src/license/lenient-date.ts";

interface Row {
  readonly text: string;
  readonly day: string | null;
  readonly dateTime: string | null;
}

const rows: Row[] = JSON.parse(
  readFileSync(new URL("../../fixtures/licenses/lenient-dates.json", import.meta.url), "utf8"),
);

describe("a date in a license key", () => {
  test.each(rows)("$text is the day $day", ({ text, day }) => {
    expect(parseLenientDay(text)).toEqual(day);
  });

  test.each(rows)("$text is the time $dateTime", ({ text, dateTime }) => {
    expect(parseLenientDateTime(text)).toEqual(dateTime);
  });

  test("is not read at all if it has more than 128 bytes", () => {
    expect(parseLenientDay(`2025-01-02 ${"é".repeat(59)}`)).toBeNull();
  });

  test.each(["'25 Mon", "Wednesday '01"])(
    "is unreadable as %s: a year with a weekday names no day",
    (text) => {
      expect(parseLenientDay(text)).toBeNull();
    },
  );

  test("keeps its written form before October 1582", () => {
    expect(parseLenientDay("1500-03-01")).toEqual("1500-03-01");
  });

  test.each([
    "1 Jan bc 25",
    "1 Jan 25 bc",
    "Jan 1 b.c. 25",
    "1 Jan bce 2025",
    "2025-01-02 bc",
    "2025-01-02 BC",
    "2025-01-02 b.c.",
    "2025-01-02 b.c.e.",
    "0000-01-02",
    "-250102",
    "-2025002",
    "-20250102",
    "1 Jan '-25",
  ])("is unreadable as %s: before the year 1", (text) => {
    expect(parseLenientDay(text)).toBeNull();
  });
});

describe("a date with a time in a license key", () => {
  test("is unreadable where 24:00 leads past the year 9999", () => {
    expect(parseLenientDateTime("9999-12-31T24:00:00")).toBeNull();
  });

  test.each([
    { text: "2025-01-02 03:04 +23:59", dateTime: "2025-01-02T03:04:00+23:59" },
    { text: "2025-01-02 03:04 +24:00", dateTime: "2025-01-02T03:04:00+00:00" },
    { text: "2025-01-02 03:04 -24:00", dateTime: "2025-01-02T03:04:00+00:00" },
  ])("is in UTC where its offset is a day: $text", ({ text, dateTime }) => {
    expect(parseLenientDateTime(text)).toEqual(dateTime);
  });

  test("is in UTC where its zone is in brackets", () => {
    expect(parseLenientDateTime("20250102T101112[9:JST]")).toEqual("2025-01-02T10:11:12+00:00");
  });
});

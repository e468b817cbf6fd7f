import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseLenientDateTime, parseLenientDay } from "../../src/license/lenient-date.ts";

interface Row {
  readonly text: string;
  readonly day: string | null;
  readonly dateTime: string | null;
}

const rows: Row[] = JSON.parse(
  readFileSync(new URL("../fixtures/licenses/lenient-dates.json", import.meta.url), "utf8"),
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
});

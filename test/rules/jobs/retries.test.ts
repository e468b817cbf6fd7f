import { describe, expect, test } from "vitest";
import { nextAttemptAt } from "../../../src/jobs/retries.ts";
import type { Instant } from "../../../src/time/calendar.ts";

const failedAt = Date.parse("2025-06-01T03:00:00Z") as Instant;
const lowest = () => 0;
const highest = (below: number) => below - 1;

const shown = (at: Instant | null) => at && new Date(at).toISOString();

describe("a report that has failed", () => {
  test.each([1, 2, 20])("%d times is tried again after an hour at the earliest", (attempts) => {
    expect(shown(nextAttemptAt("seat-link", attempts, failedAt, lowest))).toBe(
      "2025-06-01T04:00:00.000Z",
    );
  });

  test.each([1, 2, 20])("%d times is tried again within the 20 minutes after that", (attempts) => {
    expect(shown(nextAttemptAt("seat-link", attempts, failedAt, highest))).toBe(
      "2025-06-01T04:19:59.000Z",
    );
  });

  test("21 times, which are 20 retries, is given up", () => {
    expect(nextAttemptAt("seat-link", 21, failedAt, lowest)).toBeNull();
  });

  test.each([
    { draw: lowest, hours: 20 },
    { draw: highest, hours: 26.6 },
  ])("all the time is given up after $hours hours and something", ({ draw, hours }) => {
    let at = failedAt;
    for (let attempts = 1; attempts <= 20; attempts += 1) {
      at = nextAttemptAt("seat-link", attempts, at, draw) ?? at;
    }

    expect(Math.floor(((at - failedAt) / 3_600_000) * 10) / 10).toBe(hours);
  });
});

describe("a question for a service token that has failed", () => {
  test.each([
    { attempts: 1, from: 15, to: 24 },
    { attempts: 2, from: 16, to: 35 },
    { attempts: 3, from: 31, to: 60 },
  ])("$attempts times is asked again after $from to $to seconds", ({ attempts, from, to }) => {
    const at = [lowest, highest].map((draw) =>
      nextAttemptAt("service-token", attempts, failedAt, draw),
    );

    expect(at.map((instant) => ((instant ?? 0) - failedAt) / 1_000)).toEqual([from, to]);
  });

  test("4 times, which are 3 retries, is given up", () => {
    expect(nextAttemptAt("service-token", 4, failedAt, lowest)).toBeNull();
  });
});

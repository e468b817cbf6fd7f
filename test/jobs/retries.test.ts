import { describe, expect, test } from "vitest";
import type { Instant } from "../../src/calendar.ts";
import { nextAttemptAt } from "../../src/jobs/retries.ts";

const failedAt = Date.parse("2025-06-01T03:00:00Z") as Instant;
const lowest = () => 0;
const highest = (below: number) => below - 1;

const shown = (at: Instant | null) => at && new Date(at).toISOString();

describe("a report that has failed", () => {
  test.each([1, 2, 20])("%d times is tried again after an hour at the earliest", (attempts) => {
    expect(shown(nextAttemptAt(attempts, failedAt, lowest))).toBe("2025-06-01T04:00:00.000Z");
  });

  test.each([1, 2, 20])("%d times is tried again within the 20 minutes after that", (attempts) => {
    expect(shown(nextAttemptAt(attempts, failedAt, highest))).toBe("2025-06-01T04:19:59.000Z");
  });

  test("21 times, which are 20 retries, is given up", () => {
    expect(nextAttemptAt(21, failedAt, lowest)).toBeNull();
  });

  test.each([
    { draw: lowest, hours: 20 },
    { draw: highest, hours: 26.6 },
  ])("all the time is given up after $hours hours and something", ({ draw, hours }) => {
    let at = failedAt;
    for (let attempts = 1; attempts <= 20; attempts += 1) {
      at = nextAttemptAt(attempts, at, draw) ?? at;
    }

    expect(Math.floor(((at - failedAt) / 3_600_000) * 10) / 10).toBe(hours);
  });
});

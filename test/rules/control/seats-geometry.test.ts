import { describe, expect, test } from "vitest";
import {
  type Drawn,
  dayAtX,
  geometryOf,
  roundTicks,
  timeTicks,
} from "../../../web/control/dashboard/seats/geometry.ts";

const drawn: Drawn = {
  today: "2025-12-01",
  counts: [],
  thinned: false,
  terms: [{ seats: 100, most: 110, startsOn: "2025-06-01", expiresOn: "2026-06-01" }],
  window: { from: "2025-06-01", to: "2026-06-01" },
};
const size = { width: 640, height: 300 };

describe("the chart of seats", () => {
  test.each([
    { most: 0, ticks: [0, 1] },
    { most: 3, ticks: [0, 1, 2, 3] },
    { most: 111, ticks: [0, 50, 100, 150] },
    { most: 2_000_000, ticks: [0, 500_000, 1_000_000, 1_500_000, 2_000_000] },
  ])("has round numbers of users up to $most", ({ most, ticks }) => {
    expect(roundTicks(most)).toEqual(ticks);
  });

  test.each([
    { from: "2025-06-01", to: "2025-09-01", labels: ["Jun 2025", "Jul", "Aug", "Sep"] },
    { from: "2025-06-15", to: "2026-06-15", labels: ["Jul 2025", "Oct", "2026", "Apr"] },
    { from: "2020-03-01", to: "2025-03-01", labels: ["2021", "2022", "2023", "2024", "2025"] },
  ])("names months, or years, from $from to $to", ({ from, to, labels }) => {
    expect(timeTicks(from, to, 5).map(({ label }) => label)).toEqual(labels);
  });

  test("has room for everybody whom the tolerance lets pass, and for the whole term", () => {
    const { plot, x, y } = geometryOf(drawn, size);

    expect(y(110)).toBeGreaterThan(plot.top);
    expect(x("2025-06-01")).toBe(plot.left);
    expect(x("2026-06-01")).toBeLessThanOrEqual(plot.right);
  });

  test.each([
    { are: "days in a row", on: ["2025-07-01", "2025-07-02"], thinned: false, strokes: 1 },
    { are: "days with a gap", on: ["2025-07-01", "2025-07-03"], thinned: false, strokes: 2 },
    { are: "stretches", on: ["2025-07-01", "2025-07-03"], thinned: true, strokes: 1 },
  ])("draws $are in strokes: $strokes", ({ on, thinned, strokes }) => {
    const counts = on.map((day) => ({ on: day, count: 90 }));

    expect(geometryOf({ ...drawn, counts, thinned }, size).counts.match(/M/g)).toHaveLength(
      strokes,
    );
  });

  test("reads out the day under a place, and the nearest one beside the plot", () => {
    const geometry = geometryOf(drawn, size);

    expect(dayAtX(geometry, geometry.x("2025-10-10") + 0.1)).toBe("2025-10-10");
    expect([dayAtX(geometry, -50), dayAtX(geometry, 5_000)]).toEqual(["2025-06-01", "2026-06-01"]);
  });
});

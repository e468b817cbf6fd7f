import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";

describe("GET /seats", () => {
  test("tells seats, tolerance, the window of a renewal and its highest days", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body: sold } = await emulator.control.post("/portal/subscriptions", { seats: 100 });
    await emulator.graphql.activate(sold.activationCode);
    await emulator.control.put("/user-counts", [
      { on: "2025-05-31", count: 500 },
      { on: "2025-06-02", count: 90 },
      { on: "2025-07-01", count: 111 },
      { on: "2025-07-03", count: 111 },
    ]);

    const { status, body } = await emulator.control.get("/seats");

    expect(status).toBe(200);
    expect(body).toMatchObject({
      today: "2025-06-01",
      rules: "today",
      seats: 100,
      tolerance: { percent: 10, most: 110 },
      window: { from: "2025-06-01", to: "2026-06-01", reason: "term-in-force" },
      historicalMax: 111,
      peakDays: ["2025-07-01", "2025-07-03"],
      thinned: false,
      terms: [
        {
          plan: "premium",
          cloud: true,
          seats: 100,
          most: 110,
          startsOn: "2025-06-01",
          expiresOn: "2026-06-01",
          storedOn: "2025-06-01",
          historicalMax: 111,
          current: true,
        },
      ],
    });
  });

  test("tells the most at once in a long life in at most 800 counts", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const first = Date.parse("2019-01-01");
    const counts = Array.from({ length: 2_000 }, (_, day) => ({
      on: new Date(first + day * 86_400_000).toISOString().slice(0, 10),
      count: day === 1_234 ? 77 : 8,
    }));
    await emulator.control.put("/user-counts", counts);

    const { body } = await emulator.control.get("/seats");

    expect(body.thinned).toBe(true);
    expect(body.counts.length).toBeLessThanOrEqual(800);
    expect(body.counts).toContainEqual(counts[1_234]);
    expect([body.counts[0], body.counts.at(-1)]).toEqual([counts[0], counts[1_999]]);
  });

  test("without a license tells users alone", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.control.get("/seats");

    expect(body).toMatchObject({
      seats: null,
      tolerance: { percent: 10, most: null },
      window: null,
      historicalMax: null,
      peakDays: [],
      usersNow: 8,
      counts: [],
      terms: [],
    });
  });
});

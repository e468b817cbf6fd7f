import { describe, expect } from "vitest";
import { testOn } from "../../support/story.ts";

const test = testOn("2025-06-01T10:00:00Z");

describe("an activation", () => {
  test("is followed by a report on the new license", async ({ emulator, graphql, control }) => {
    await graphql.activate(emulator.activationCode ?? "");

    const { body } = await control.get("/portal/subscriptions/A-S00000001/reports");

    expect(body).toMatchObject([
      {
        receivedAt: "2025-06-01T10:00:00Z",
        licenseNumber: 1001,
        timestamp: "2025-06-01T10:00:00Z",
        maxHistoricalUserCount: 0,
        billableUsersCount: null,
      },
    ]);
  });

  test("of an offline license is followed by none", async ({ graphql, control }) => {
    const { body: sold } = await control.post("/portal/subscriptions", { kind: "offline" });

    await graphql.activate(sold.activationCode);

    const { body } = await control.get(`/portal/subscriptions/${sold.name}/reports`);
    expect(body).toEqual([]);
    expect((await control.get("/state")).body.currentLicense.type).toBe("offline_cloud");
  });

  test("that fails is followed by none", async ({ graphql, control }) => {
    await graphql.activate("UNKNOWN_unknown_UNKNOWN_");

    const { body } = await control.get("/traffic?hop=portal");

    expect(body).toHaveLength(1);
  });
});

describe("an instance with an online license", () => {
  test("reports once a day what was counted by then, and the highest count so far", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    await control.put("/users", { active: 12 });
    await emulator.clock.advance({ days: 1 });
    await control.put("/users", { active: 9 });
    await emulator.clock.advance({ days: 2 });

    const { body } = await control.get("/portal/subscriptions/A-S00000001/reports");

    const told = body.map((report: Record<string, unknown>) => [
      report["timestamp"],
      report["maxHistoricalUserCount"],
      report["billableUsersCount"],
    ]);
    expect(told).toEqual([
      ["2025-06-01T10:00:00Z", 0, null],
      ["2025-06-01T12:00:00Z", 12, 12],
      ["2025-06-02T12:00:00Z", 12, 9],
      ["2025-06-03T12:00:00Z", 12, 9],
    ]);
  });

  test("counts neither what was recorded before the license nor what is to come", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    await control.put("/user-counts", [
      { on: "2025-05-31", count: 100 },
      { on: "2025-06-01", count: 10 },
      { on: "2025-06-02", count: 15 },
      { on: "2025-06-20", count: 12 },
      { on: "2025-06-25", count: 50 },
    ]);
    await emulator.clock.set("2025-06-20T12:00:00Z");

    await control.post("/jobs/seat-link/run", {});

    const { body } = await control.get("/portal/subscriptions/A-S00000001/reports");
    expect(body.at(-1)).toMatchObject({
      timestamp: "2025-06-20T12:00:00Z",
      maxHistoricalUserCount: 15,
      billableUsersCount: 12,
    });
  });

  test("moves its last sync with every report, and adds no row for a key that is unchanged", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    const { body: before } = await control.get("/state");

    const { ran } = await emulator.clock.advance({ days: 30 });

    const { body: after } = await control.get("/state");
    const last = ran.findLast(({ job }) => job === "seat-link");
    expect(after.licenses).toEqual([{ ...before.licenses[0], syncedAt: last?.at }]);
    expect(ran.filter(({ job }) => job === "seat-link")).toHaveLength(30);
    expect(last?.detail).toBe("License 1001 is unchanged.");
  });

  test("goes on reporting after the license has expired, and gets its renewal so", async ({
    emulator,
    graphql,
    control,
  }) => {
    const { body: sold } = await control.post("/portal/subscriptions", {
      expiresOn: "2025-06-10",
      futureTerms: [
        { plan: "ultimate", seats: 25, startsOn: "2025-07-01", expiresOn: "2026-07-01" },
      ],
    });
    await graphql.activate(sold.activationCode);

    await emulator.clock.set("2025-06-30");
    const { body: expired } = await control.get("/state");
    await emulator.clock.set("2025-07-02");

    expect(expired.currentLicense).toMatchObject({ number: 1001, expiresOn: "2025-06-10" });
    const { body: renewed } = await control.get("/state");
    expect(renewed.currentLicense).toMatchObject({ number: 1002, plan: "ultimate", seats: 25 });
    expect(renewed.licenses.map(({ row }: { row: number }) => row)).toEqual([2, 1]);
  });

  test("with two of them reports the one in force, which stays the one in force", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    const { body: sold } = await control.post("/portal/subscriptions", { plan: "ultimate" });
    await graphql.activate(sold.activationCode);

    await emulator.clock.advance({ days: 3 });

    const { body } = await control.get("/state");
    expect(body.currentLicense).toMatchObject({ number: 1002, plan: "ultimate" });
    expect(body.licenses).toHaveLength(2);
    const reports = await control.get("/portal/subscriptions/A-S00000001/reports");
    expect(reports.body).toHaveLength(1);
  });
});

import { describe, expect } from "vitest";
import { testOn } from "../../support/story.ts";

const test = testOn("2025-06-01T10:00:00Z");
const seeded = testOn("2025-06-01T10:00:00Z", { seed: 7 });

interface Job {
  readonly state: string;
}

describe("a report that does not arrive", () => {
  test("is tried again by the clock, until the portal takes it", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    await emulator.fault({ kind: "status", status: 503, endpoint: "seat-links", times: 2 });

    const { ran } = await emulator.clock.advance({ days: 1 });

    const reports = ran.filter(({ job }) => job === "seat-link");
    expect(reports.map(({ outcome }) => outcome)).toEqual(["failed", "failed", "done"]);
    const [first = 0, second = 0, third = 0] = reports.map(({ at }) => Date.parse(at));
    for (const wait of [second - first, third - second]) {
      expect(wait).toBeGreaterThanOrEqual(3_600_000);
      expect(wait).toBeLessThan(4_800_000);
    }
    expect((await control.get("/jobs")).body).toHaveLength(4);
  });

  seeded(
    "is tried again at the times of the first start, like a question for a token, when a reset brought everything back",
    async ({ emulator, graphql, control, expect }) => {
      const outage = async () => {
        await graphql.activate(emulator.activationCode ?? "");
        await emulator.fault({
          kind: "status",
          status: 503,
          endpoint: "any-portal",
          times: "standing",
        });
        await control.post("/jobs/service-token/run", {});
        const { ran } = await emulator.clock.advance({ days: 2 });
        return ran.map(({ job, at, outcome }) => [job, at, outcome]);
      };
      const first = await outage();

      await control.post("/reset", {});

      expect(await outage()).toEqual(first);
      const dead = first.filter(([, , outcome]) => outcome === "dead").map(([job]) => job);
      expect(new Set(dead)).toEqual(new Set(["service-token", "seat-link"]));
    },
  );

  test("says again what it said at first, also of users who have come since", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    await emulator.fault({ kind: "drop-connection", endpoint: "seat-links" });
    await control.post("/jobs/seat-link/run", {});
    await control.put("/users", { active: 50 });

    await emulator.clock.advance({ hours: 3 });

    const { body } = await control.get("/portal/subscriptions/A-S00000001/reports");
    expect(body.at(-1)).toMatchObject({
      timestamp: "2025-06-01T10:00:00Z",
      maxHistoricalUserCount: 0,
      billableUsersCount: null,
    });
    expect(Date.parse(body.at(-1).receivedAt)).toBeGreaterThan(Date.parse("2025-06-01T11:00:00Z"));
  });

  test("21 times is dead, and stays in sight", async ({ emulator, graphql, control }) => {
    await graphql.activate(emulator.activationCode ?? "");
    await emulator.fault({
      kind: "status",
      status: 500,
      endpoint: "seat-links",
      times: "standing",
    });
    await control.post("/jobs/seat-link/run", {});

    const { ran } = await emulator.clock.advance({ days: 2 });

    expect(ran.filter(({ outcome }) => outcome === "dead")).toHaveLength(2);
    const { body } = await control.get("/jobs");
    expect(body.filter(({ state }: Job) => state === "dead")).toEqual([
      expect.objectContaining({
        cause: "manual",
        attempts: 21,
        nextRunAt: null,
        lastError: "HTTP status code: 500",
      }),
      expect.objectContaining({ cause: "daily", attempts: 21 }),
    ]);
    expect((await control.get("/state")).body.lastSync.state).toBe("failed");
  });

  test("brings back a license that was removed meanwhile, as the product's does", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    await emulator.fault({ kind: "status", status: 503, endpoint: "seat-links" });
    await control.post("/jobs/seat-link/run", {});
    await graphql(
      'mutation { licenseDestroy(input: { id: "gid://gitlab/License/1001" }) { errors } }',
    );

    const { ran } = await emulator.clock.advance({ hours: 2 });

    const { body } = await control.get("/state");
    const [report] = ran.filter(({ job }) => job === "seat-link");
    expect(report?.at).toMatch(/^2025-06-01T11:/);
    expect(body.licenses).toMatchObject([
      { row: 2, number: 1001, type: "online_cloud", syncedAt: report?.at },
    ]);
  });

  test("of a license that was replaced since brings that license back", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    await emulator.fault({ kind: "status", status: 503, endpoint: "seat-links" });
    await control.post("/jobs/seat-link/run", {});
    const { body: sold } = await control.post("/portal/subscriptions", { plan: "ultimate" });
    await graphql.activate(sold.activationCode);

    await emulator.clock.advance({ hours: 2 });

    const { body } = await control.get("/state");
    expect(body.currentLicense).toMatchObject({ row: 3, number: 1001, plan: "premium" });
    expect(body.licenses).toHaveLength(3);
  });
});

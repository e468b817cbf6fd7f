import { describe, expect } from "vitest";
import { testOn } from "../../support/story.ts";

const test = testOn("2025-06-01T10:00:00Z");

interface Job {
  readonly state: string;
}

describe("an advance of the clock", () => {
  test("runs each job once, in order, at its own time", async ({ emulator, graphql }) => {
    await graphql.activate(emulator.activationCode ?? "");

    const { ran, now } = await emulator.clock.advance({ days: 2 });

    expect(now).toBe("2025-06-03T10:00:00Z");
    const report = expect.stringMatching(/T0[34]:\d\d:00Z$/);
    const token = expect.stringMatching(/T0[56]:\d\d:00Z$/);
    expect(ran.map(({ job, at }) => [job, at])).toEqual([
      ["historical-data", "2025-06-01T12:00:00Z"],
      ["measurement", "2025-06-01T23:50:00Z"],
      ["seat-link", report],
      ["service-token", token],
      ["historical-data", "2025-06-02T12:00:00Z"],
      ["measurement", "2025-06-02T23:50:00Z"],
      ["seat-link", report],
      ["service-token", token],
    ]);
  });

  test("shows the portal each job's own time", async ({ emulator, graphql, control }) => {
    await graphql.activate(emulator.activationCode ?? "");

    const { ran } = await emulator.clock.advance({ days: 3 });

    const { body } = await control.get("/portal/subscriptions/A-S00000001/reports");
    const received = body.map(({ receivedAt }: { receivedAt: string }) => receivedAt);
    const reported = ran.filter(({ job }) => job === "seat-link").map(({ at }) => at);
    expect(received).toEqual(["2025-06-01T10:00:00Z", ...reported]);
  });

  test("in many steps runs what one advance does", async ({ emulator, graphql }) => {
    await graphql.activate(emulator.activationCode ?? "");

    const steps = [];
    for (let hour = 0; hour < 30; hour += 1) steps.push(await emulator.clock.advance({ hours: 1 }));

    expect(steps.flatMap(({ ran }) => ran).map(({ job }) => job)).toEqual([
      "historical-data",
      "measurement",
      "seat-link",
      "service-token",
      "historical-data",
    ]);
  });

  test("waits for another that was asked for before", async ({ emulator, control }) => {
    const [first, second] = await Promise.all([
      control.post("/clock/advance", { days: 30 }),
      control.post("/clock/advance", { days: 1 }),
    ]);

    const ends = [first.body.now, second.body.now].toSorted();
    expect(ends[1]).toBe("2025-07-02T10:00:00Z");
    expect(first.body.ran.length + second.body.ran.length).toBe(124);
    expect(emulator.clock.now()).toBe("2025-07-02T10:00:00Z");
  });

  test("lets others in meanwhile", async ({ emulator, graphql, control }) => {
    await graphql.activate(emulator.activationCode ?? "");
    let over = false;
    const advance = control.post("/clock/advance", { days: 100 }).finally(() => {
      over = true;
    });

    const seen = new Set<string>();
    while (!over) {
      const { status } = await fetch(`${emulator.instance.url}/-/health`);
      expect(status).toBe(200);
      seen.add(emulator.clock.now());
    }

    expect((await advance).body.ran).toHaveLength(400);
    expect(seen.size).toBeGreaterThan(1);
  });

  test("is interrupted by a reset, which leaves nothing of it", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    await control.post("/faults", { kind: "delay", ms: 600_000, endpoint: "seat-links" });
    const advance = control.post("/clock/advance", { days: 400 });
    while ((await control.get("/faults")).body.length > 0);

    await control.post("/reset", {});

    expect(await advance).toEqual({
      status: 409,
      body: { error: { code: "interrupted-by-reset", message: expect.any(String) } },
    });
    const { body } = await control.get("/state");
    expect([body.clock.now, body.licenses, body.userCounts]).toEqual([
      "2025-06-01T10:00:00Z",
      [],
      [],
    ]);
    expect(body.jobs.map(({ state }: Job) => state)).toEqual(Array(4).fill("scheduled"));
  });
});

describe("a move of the clock", () => {
  test("by PUT runs what falls due on the way", async ({ emulator, graphql, control }) => {
    await graphql.activate(emulator.activationCode ?? "");

    await control.put("/clock", { now: "2025-06-05" });

    expect((await control.get("/user-counts")).body).toHaveLength(4);
  });

  test("to the present instant runs nothing", async ({ emulator, control }) => {
    await control.put("/clock", { now: "2025-06-01T10:00:00Z" });

    const { ran } = await emulator.clock.advance({ hours: 2 });

    expect(ran.map(({ job }) => job)).toEqual(["historical-data"]);
  });

  test("over more than 100 years passes over what falls due on the way", async ({
    emulator,
    control,
  }) => {
    await control.put("/clock", { now: "2500-01-01T12:00:00Z" });

    const { ran } = await emulator.clock.advance({ hours: 12 });

    expect(ran.map(({ job, at }) => [job, at])).toEqual([["measurement", "2500-01-01T23:50:00Z"]]);
  });
});

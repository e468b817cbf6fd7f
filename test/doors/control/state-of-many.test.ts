import { describe, expect, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const dayAfter = (days: number) =>
  new Date(Date.parse("2020-01-01") + days * 86_400_000).toISOString().slice(0, 10);
const manyCounts = Array.from({ length: 1_200 }, (_, index) => ({
  on: dayAfter(index),
  count: index,
}));

describe("GET /state, where there is much", () => {
  test("shows the newest 1,000 daily counts and faults, and how many there are", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control } = emulator;
    await control.put("/user-counts", manyCounts);
    for (let fault = 0; fault < 1_003; fault += 1) await control.post("/faults", { kind: "html" });

    const { body } = await control.get("/state");

    expect(body.userCounts).toEqual(manyCounts.slice(-1_000));
    expect(body.faults).toEqual((await control.get("/faults")).body.slice(-1_000));
    expect(body.faults).toHaveLength(1_000);
    expect(body.totals).toMatchObject({
      userCounts: 1_200,
      faults: 1_003,
      subscriptions: 1,
      jobs: 4,
    });
  });

  test("shows the newest 1,000 subscriptions and reports that wait", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    for (let sale = 0; sale < 1_001; sale += 1) await control.post("/portal/subscriptions", {});
    const outage = { kind: "status", status: 500, endpoint: "seat-links", times: "standing" };
    await control.post("/faults", outage);
    for (let run = 0; run < 1_001; run += 1) await control.post("/jobs/seat-link/run", {});

    const { body } = await control.get("/state");

    expect(body.subscriptions).toEqual((await control.get("/portal/subscriptions")).body.slice(2));
    const { body: jobs } = await control.get("/jobs");
    expect([jobs.length - body.jobs.length, body.jobs.at(-1)]).toEqual([1, jobs.at(-1)]);
    expect(body.totals).toMatchObject({ subscriptions: 1_002, jobs: jobs.length });
  });

  test("leads to all of it on the command line", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", manyCounts);

    const { stdout } = await understudyAt(emulator, ["state"]);

    expect(stdout).toContain("Not shown\n  200 of 1200: understudy users counts show\n");
  });
});

import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { firstState, neverSynced } from "./first-state.ts";

const noon = "2025-06-01T12:00:00Z";

/** Changes everything that can be changed. */
async function makeHistory({ control, graphql, ready }: TestEmulator) {
  await graphql.activate(ready.activationCode ?? "");
  await control.put("/users", { billable: 500 });
  await control.put("/user-counts", [{ on: "2025-05-31", count: 7 }]);
  await control.put("/add-ons", [{ type: "duo_enterprise", assignedSeats: 3 }]);
  await control.post("/portal/subscriptions", { plan: "ultimate" });
  await control.post("/faults", { kind: "delay", ms: 1, times: "standing" });
  await control.put("/clock", { now: "2026-01-01", running: true });
}

describe("GET /state", () => {
  test("shows everything after first start", async () => {
    await using emulator = await emulatorOn(noon);

    expect(await emulator.control.get("/state")).toEqual({
      status: 200,
      body: firstState(emulator),
    });
  });

  test("shows an activated license, and what was sold for it", async () => {
    await using emulator = await emulatorOn(noon);
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { body } = await emulator.control.get("/state");

    const license = {
      row: 1,
      number: 1001,
      type: "online_cloud",
      plan: "premium",
      seats: 10,
      company: "Example Company",
      startsOn: "2025-06-01",
      expiresOn: "2026-06-01",
      subscription: "A-S00000001",
      createdAt: noon,
      syncedAt: noon,
    };
    const first = firstState(emulator);
    expect(body).toEqual({
      ...first,
      currentLicense: license,
      licenses: [license],
      subscriptions: [{ ...first.subscriptions[0], cloudLicensing: true, licenseNumber: 1001 }],
      totals: { ...first.totals, licenses: 1 },
      lastSync: {
        ...neverSynced,
        state: "succeeded",
        syncedAt: noon,
        ageSeconds: 0,
        attemptedAt: noon,
      },
      serviceToken: { expiresAt: "2025-06-04T12:00:00Z" },
    });
  });

  test("shows the same as the single routes", async () => {
    await using emulator = await emulatorOn(noon);
    await makeHistory(emulator);
    await emulator.control.put("/clock", { now: "2026-01-02", running: false });

    const { body } = await emulator.control.get("/state");

    const { get } = emulator.control;
    expect(body).toEqual({
      ...body,
      clock: (await get("/clock")).body,
      users: (await get("/users")).body,
      userCounts: (await get("/user-counts")).body,
      addOns: (await get("/add-ons")).body,
      subscriptions: (await get("/portal/subscriptions")).body,
      policies: (await get("/portal/policies")).body,
      faults: (await get("/faults")).body,
      jobs: (await get("/jobs")).body,
    });
    expect([body.userCounts, body.subscriptions, body.faults].map(({ length }) => length)).toEqual([
      // One that was put there, and one for each day until the clock was stopped.
      215, 2, 1,
    ]);
  });
});

describe("the scenario in GET /state", () => {
  const scenarioOf = async ({ control }: TestEmulator) =>
    (await control.get("/state")).body.scenario;

  test("is the one that was run last, with what it has put in place of names", async () => {
    await using emulator = await emulatorOn(noon);
    await emulator.control.post("/scenarios/C1/run");
    const { body: ran } = await emulator.control.post("/scenarios/state-expired/run");

    expect(await scenarioOf(emulator)).toEqual({
      name: "state-expired",
      summary: "A license expired yesterday.",
      youWillSee: ran.youWillSee,
    });
  });

  test("is none after a reset, and that of a snapshot once it is restored", async () => {
    await using emulator = await emulatorOn(noon);
    await emulator.control.post("/scenarios/state-expired/run");
    await emulator.control.post("/snapshots", { name: "expired" });

    await emulator.control.post("/reset");
    expect(await scenarioOf(emulator)).toBe(null);
    await emulator.control.post("/snapshots/expired/restore");

    expect(await scenarioOf(emulator)).toMatchObject({ name: "state-expired" });
  });

  test("stays where another one fails", async () => {
    await using emulator = await emulatorOn(noon);
    await emulator.control.post("/scenarios/state-expired/run");

    await emulator.control.post("/scenarios/run", {
      name: "own",
      summary: "Fails.",
      youWillSee: "Nothing.",
      steps: [{ do: "license.activate", with: { activationCode: "wrong" } }],
    });

    expect(await scenarioOf(emulator)).toMatchObject({ name: "state-expired" });
  });
});

describe("POST /reset", () => {
  test("goes back to the state after first start", async () => {
    await using emulator = await emulatorOn(noon);
    await makeHistory(emulator);

    const answer = await emulator.control.post("/reset");

    expect(answer).toEqual({ status: 204, body: undefined });
    expect((await emulator.control.get("/state")).body).toEqual(firstState(emulator));
    expect((await emulator.control.get("/traffic")).body).toEqual([]);
  });

  test("keeps tokens, and sells the ready line's code unused again", async () => {
    await using emulator = await emulatorOn(noon);
    await makeHistory(emulator);
    await emulator.control.post("/reset", {});

    const again = await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(again).toEqual({
      status: 200,
      body: {
        errors: [],
        license: {
          id: "gid://gitlab/License/1001",
          plan: "premium",
          startsAt: "2025-06-01",
          lastSync: noon,
        },
        futureSubscriptions: [],
      },
    });
  });

  test("forgets the codes that were sold besides", async () => {
    await using emulator = await emulatorOn(noon);
    const { body: second } = await emulator.control.post("/portal/subscriptions");

    await emulator.control.post("/reset");

    const { body } = await emulator.graphql.activate(second.activationCode);
    expect(body.errors).toEqual(["invalid activation code"]);
  });

  test("can be done twice", async () => {
    await using emulator = await emulatorOn(noon);

    await emulator.control.post("/reset");
    await emulator.control.post("/reset");

    expect((await emulator.control.get("/state")).body).toEqual(firstState(emulator));
  });
});

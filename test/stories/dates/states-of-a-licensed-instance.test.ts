import { describe, expect, test } from "vitest";
import { emulatorOn, type TestSettings } from "../../support/emulator-on.ts";
import { endOf } from "../../support/end-of-license.ts";

const noon = "2026-05-02T12:00:00Z";

/** With a month left of its license, until 2026-06-01. */
async function licensed(settings: TestSettings = {}) {
  const emulator = await emulatorOn("2025-06-01", settings);
  await emulator.control.put("/clock", { now: noon });
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");
  return emulator;
}

describe("an instance with a license", () => {
  test("keeps it through all states in turn, and only the clock is moved", async () => {
    await using emulator = await licensed();
    const inTurn = [
      "active",
      "expires-in-15-days",
      "expires-in-3-days",
      "expires-today",
      "expired",
      "changes-blocked",
      "grace-over",
    ];

    const steps: string[] = [];
    for (const state of inTurn) {
      const { body } = await emulator.control.put("/state", { state });
      steps.push(body.did.map(({ step }: { step: string }) => step).join(" "));
    }

    expect(steps).toEqual(["", ...Array(6).fill("clock-moved")]);
    const { body } = await emulator.control.get("/state");
    expect([body.licenses.length, body.subscriptions.length]).toEqual([1, 1]);
  });

  test("stays as it is where it is in the state already", async () => {
    await using emulator = await licensed();
    await emulator.control.put("/state", { state: "grace-over" });
    await emulator.control.post("/clock/advance", { days: 100 });
    const { body: before } = await emulator.control.get("/state");

    const { body } = await emulator.control.put("/state", { state: "grace-over" });

    expect(body).toEqual({ did: [], state: before });
  });

  test("gets another one where the days of the state are past", async () => {
    await using emulator = await licensed();
    await emulator.control.put("/state", { state: "expired" });

    const { body } = await emulator.control.put("/state", { state: "expires-in-3-days" });

    expect(body.did.map(({ step }: { step: string }) => step)).toEqual([
      "sold",
      "activated",
      "clock-moved",
    ]);
    expect(body.state).toMatchObject({
      clock: { now: "2027-05-30T00:00:00Z" },
      currentLicense: { subscription: "A-S00000002", expiresOn: "2027-06-02" },
    });
  });

  test("gets another one where a trial is wanted of it", async () => {
    await using emulator = await licensed();
    await emulator.control.put("/state", { state: "active" });

    const { body } = await emulator.control.put("/state", { state: "trial-ends-soon" });

    expect(body.state.notices).toMatchObject([{ message: expect.stringMatching(/^The trial /) }]);
  });

  test.each([true, false])("and a clock that runs (%s) keeps that", async (running) => {
    await using emulator = await licensed();
    await emulator.control.put("/clock", { now: noon, running });

    const { body } = await emulator.control.put("/state", { state: "expired" });

    expect(body.state.clock).toMatchObject({
      now: expect.stringMatching(/^2026-06-02T00:00:/),
      running,
    });
  });

  test.each([
    { zone: "America/New_York", offset: "-04:00" },
    { zone: "Pacific/Auckland", offset: "+12:00" },
  ])("expires at 00:00 in its zone $zone, and not a second before", async ({ zone, offset }) => {
    await using emulator = await licensed({ timeZone: zone });
    await emulator.control.put("/state", { state: "expires-in-3-days" });

    await emulator.control.put("/clock", { now: `2026-05-31T23:59:59${offset}` });
    const before = await endOf(emulator);
    await emulator.control.put("/state", { state: "expires-today" });
    const after = await endOf(emulator);

    expect([before.expired, before.notices]).toEqual([false, ["expires-soon administrators"]]);
    expect([after.expired, after.notices]).toEqual([true, ["expired administrators"]]);
    expect(after.now).toBe(`2026-06-01T00:00:00${offset}`);
  });
});

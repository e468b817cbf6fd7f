import { describe, expect } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { testOn } from "../../support/story.ts";
import { stateOf, synced } from "../../support/synced.ts";

const test = testOn("2025-06-01T10:00:00Z");
const name = "A-S00000001";

const numbersIn = ({ licenses }: { readonly licenses: readonly { readonly number: number }[] }) =>
  licenses.map(({ number }) => number);

describe("with a portal that takes one report a day", () => {
  test("a second sync on the same day changes nothing, and the first of the next day does", async ({
    emulator,
    control,
  }) => {
    await control.put("/portal/policies", { oneReportADay: true });
    await emulator.activate();
    await emulator.addSeats(name, 5);
    await emulator.renew(name);
    await emulator.clock.advance({ hours: 2 });
    const before = await stateOf(control);

    const second = await synced(control);
    const after = await stateOf(control);
    const { ran } = await emulator.clock.advance({ days: 1 });

    expect(second).toBe("The portal sent no license.");
    expect([after.licenses, after.currentLicense]).toEqual([
      before.licenses,
      before.currentLicense,
    ]);
    expect(after.lastSync).toMatchObject({
      syncedAt: "2025-06-01T10:00:00Z",
      attemptedAt: "2025-06-01T12:00:00Z",
    });
    expect(ran).toContainEqual(expect.objectContaining({ detail: "License 1002 was installed." }));
    expect((await stateOf(control)).currentLicense).toMatchObject({ number: 1002, seats: 15 });
    const { body: reports } = await control.get(`/portal/subscriptions/${name}/reports`);
    expect(reports).toHaveLength(2);
  });

  test("a second sync on the same day does not bring what was sold since, either", async ({
    emulator,
    graphql,
    control,
  }) => {
    await control.put("/portal/policies", { oneReportADay: true });
    await emulator.activate();
    await emulator.renew(name);
    await emulator.setReconciliation(name, {
      nextReconciliationDate: "2025-09-01",
      displayAlertFrom: "2025-08-25",
    });

    await synced(control);

    const { body } = await graphql("{ subscriptionFutureEntries { nodes { plan } } }");
    expect(body.data.subscriptionFutureEntries.nodes).toEqual([]);
    expect((await stateOf(control)).lastSync.nextReconciliationDate).toBeNull();
  });
});

describe("with a portal that sends a new key each time", () => {
  test("every report adds a row, and the newest is in force", async ({ emulator, control }) => {
    await control.put("/portal/policies", { newKeyAtEverySync: true });
    await emulator.activate();

    await emulator.clock.advance({ days: 2 });

    const state = await stateOf(control);
    expect(numbersIn(state)).toEqual([1004, 1003, 1002, 1001]);
    expect(state.currentLicense).toMatchObject({ number: 1004, plan: "premium", seats: 10 });
  });
});

describe("with a portal that leaves out an unchanged key", () => {
  test("reports do not move the last sync, until the subscription changes", async ({
    emulator,
    control,
  }) => {
    await control.put("/portal/policies", { omitUnchangedKey: true });
    await emulator.activate();
    await emulator.clock.advance({ days: 3 });
    const unchanged = await stateOf(control);
    await emulator.addSeats(name, 5);

    const heard = await synced(control);

    expect(unchanged.lastSync).toMatchObject({
      state: "succeeded",
      syncedAt: "2025-06-01T10:00:00Z",
      attemptedAt: expect.stringMatching(/^2025-06-04T0[34]:/),
    });
    expect(numbersIn(unchanged)).toEqual([1001]);
    expect(heard).toBe("License 1002 was installed.");
    expect((await stateOf(control)).lastSync.syncedAt).toBe("2025-06-04T10:00:00Z");
  });
});

describe("with a portal whose codes are bound to their first instance", () => {
  test("a second instance is refused, and the first is not", async ({ emulator, control }) => {
    await control.put("/portal/policies", { codesBoundToFirstInstance: true });
    await using other = await emulatorOn("2025-06-01", { portalUrl: emulator.portal?.url ?? "" });
    const code = emulator.activationCode ?? "";
    await emulator.activate(code);

    const refused = await other.graphql.activate(code);

    expect(refused.body).toMatchObject({
      errors: [expect.stringContaining("invalid activation code")],
      license: null,
    });
    expect((await stateOf(other.control)).licenses).toEqual([]);
    expect(await emulator.activate(code)).toMatchObject({ errors: [] });
  });
});

describe("with a portal whose codes expire", () => {
  test("one that nobody used for too long is refused, and a reissued one is not", async ({
    emulator,
    control,
  }) => {
    await control.put("/portal/policies", { unusedCodesExpireAfterDays: 30 });
    await emulator.clock.advance({ days: 30 });

    const refused = await emulator.activate();
    const { activationCode } = await emulator.reissueCode(name);

    expect(refused.errors).toEqual([
      "invalid activation code: it expired on 2025-07-01, because nobody had used it by then",
    ]);
    expect(await emulator.activate(activationCode ?? "")).toMatchObject({ errors: [] });
  });
});

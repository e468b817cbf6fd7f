import { describe, expect } from "vitest";
import { testOn } from "../../support/story.ts";
import { future, stateOf, synced } from "../../support/synced.ts";

const test = testOn("2025-06-01T10:00:00Z");
const name = "A-S00000001";

describe("what changes at the portal reaches the instance with its next report", () => {
  test("more seats, fewer seats, and another plan, each with a license of its own", async ({
    emulator,
    control,
  }) => {
    await emulator.activate();
    const current = async () => {
      const heard = await synced(control);
      const { number, plan, seats, expiresOn } = (await stateOf(control)).currentLicense;
      return [heard, number, plan, seats, expiresOn];
    };

    await emulator.addSeats(name, 5);
    const more = await current();
    await emulator.addSeats(name, -7);
    const fewer = await current();
    await emulator.upgrade(name, "ultimate");
    const upgraded = await current();

    expect([more, fewer, upgraded]).toEqual([
      ["License 1002 was installed.", 1002, "premium", 15, "2026-06-01"],
      ["License 1003 was installed.", 1003, "premium", 8, "2026-06-01"],
      ["License 1004 was installed.", 1004, "ultimate", 8, "2026-06-01"],
    ]);
  });

  test("a cancellation: the expired license is stored, and stays in force without another", async ({
    emulator,
    graphql,
    control,
  }) => {
    await emulator.activate();
    await emulator.renew(name);
    await synced(control);
    await emulator.cancel(name);

    const heard = await synced(control);

    expect(heard).toBe("License 1002 was installed.");
    const { licenses, currentLicense } = await stateOf(control);
    expect(licenses).toHaveLength(2);
    expect(currentLicense).toMatchObject({ number: 1002, expiresOn: "2025-06-01" });
    expect(await future(graphql)).toEqual([]);
  });

  test("a cancellation, after which the instance's other subscription takes over", async ({
    emulator,
    control,
  }) => {
    await emulator.activate();
    const other = await emulator.sell({ plan: "ultimate" });
    await emulator.activate(other.activationCode ?? "");
    await emulator.cancel(other.name);

    const heard = await synced(control);

    expect(heard).toBe("License 1003 was installed.");
    const { licenses, currentLicense } = await stateOf(control);
    expect(licenses).toHaveLength(3);
    expect(currentLicense).toMatchObject({ number: 1001, subscription: name });
  });

  test("the dates of the reconciliation: set, changed, and forgotten without both", async ({
    emulator,
    control,
  }) => {
    await emulator.activate();
    const dates = async (
      nextReconciliationDate: string | null,
      displayAlertFrom: string | null,
    ) => {
      await emulator.setReconciliation(name, { nextReconciliationDate, displayAlertFrom });
      await synced(control);
      const { lastSync } = await stateOf(control);
      return [lastSync.nextReconciliationDate, lastSync.displayAlertFrom];
    };

    expect([
      await dates("2025-09-01", "2025-08-25"),
      await dates("2025-12-01", "2025-11-24"),
      await dates("2025-12-01", null),
      await dates(null, "2025-11-24"),
    ]).toEqual([
      ["2025-09-01", "2025-08-25"],
      ["2025-12-01", "2025-11-24"],
      [null, null],
      [null, null],
    ]);
  });

  test("a license that was edited, though the instance reports the text of before", async ({
    emulator,
    control,
  }) => {
    await emulator.activate();
    const edit = { expectedVersion: 1, changes: { restrictions: { active_user_count: 77 } } };
    await control.patch("/portal/licenses/1001", edit);

    const [first, second] = [await synced(control), await synced(control)];

    expect([first, second]).toEqual(["License 1001 was installed.", "License 1001 is unchanged."]);
    expect((await stateOf(control)).currentLicense).toMatchObject({ number: 1001, seats: 77 });
  });

  test("one that was edited twice in the meantime", async ({ emulator, control }) => {
    await emulator.activate();
    for (const expectedVersion of [1, 2]) {
      const changes = { restrictions: { active_user_count: 20 + expectedVersion } };
      await control.patch("/portal/licenses/1001", { expectedVersion, changes });
    }

    await synced(control);

    expect((await stateOf(control)).currentLicense).toMatchObject({ number: 1001, seats: 22 });
  });
});

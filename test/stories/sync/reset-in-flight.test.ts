import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { scriptedPortal } from "../../support/scripted-portal.ts";
import { cloudLicense, syncingInstance } from "../../support/syncing-instance.ts";

describe("a reset while an activation waits for its portal", () => {
  test("leaves nothing of the activation behind", async () => {
    await using portal = await scriptedPortal(() => {});
    await using emulator = await emulatorOn("2025-06-01", { portalUrl: portal.url });
    const activation = emulator.graphql.activate("00112233aaaassssddddffff");
    await portal.asked;

    await emulator.control.post("/reset");

    expect((await activation).body.errors).toEqual(["CONNECTIVITY_ERROR"]);
    const { body } = await emulator.control.get("/state");
    expect({ current: body.currentLicense, licenses: body.licenses }).toEqual({
      current: null,
      licenses: [],
    });
    expect((await emulator.control.get("/traffic?hop=portal")).body).toEqual([]);
  });
});

test("Activations whose reports are on their way leave nothing behind after a reset", async () => {
  await using emulator = await syncingInstance("2025-06-01");
  const { control } = emulator;
  emulator.answerReports(() => {});
  const first = emulator.activate(cloudLicense());
  await expect.poll(() => emulator.reports().length).toBe(1);
  const second = emulator.activate(cloudLicense({ id: 2 }));
  await expect.poll(() => emulator.reports().length).toBe(2);

  await control.post("/reset");

  expect(await Promise.all([first, second])).toMatchObject([{ errors: [] }, { errors: [] }]);
  const { body: state } = await control.get("/state");
  expect(state).toMatchObject({ licenses: [], currentLicense: null });
  expect(state.jobs.filter(({ state: how }: { state: string }) => how !== "scheduled")).toEqual([]);
});

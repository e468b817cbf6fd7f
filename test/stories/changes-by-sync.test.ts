import { describe, expect } from "vitest";
import type { ControlClient } from "../support/control-client.ts";
import { testOn } from "../support/story.ts";

const test = testOn("2025-06-01T10:00:00Z");

const synced = async (control: ControlClient): Promise<string> =>
  (await control.post("/jobs/seat-link/run", {})).body.detail;
const stateOf = async (control: ControlClient) => (await control.get("/state")).body;

describe("what changes at the portal reaches the instance with its next report", () => {
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

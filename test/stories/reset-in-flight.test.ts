import { describe, expect, test } from "vitest";
import { emulatorOn } from "../support/emulator-on.ts";
import { scriptedPortal } from "../support/scripted-portal.ts";

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

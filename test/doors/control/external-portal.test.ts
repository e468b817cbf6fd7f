import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";

/** Nothing listens there, and nothing here asks it. */
const elsewhere = { portalUrl: "http://127.0.0.1:9" };

describe("with a portal of somebody else's", () => {
  test("the ready line names neither portal nor code", async () => {
    await using emulator = await emulatorOn("2025-06-01", elsewhere);

    expect([emulator.ready.portal, emulator.ready.activationCode]).toEqual([null, null]);
  });

  test.each([
    ["POST", "/portal/subscriptions"],
    ["GET", "/portal/subscriptions"],
    ["GET", "/portal/subscriptions/A-S00000001"],
    ["POST", "/portal/licenses"],
  ] as const)("%s %s is refused", async (method, path) => {
    await using emulator = await emulatorOn("2025-06-01", elsewhere);
    const { control } = emulator;

    expect(await (method === "GET" ? control.get(path) : control.post(path))).toEqual({
      status: 409,
      body: {
        error: { code: "no-stand-in-portal", message: expect.stringMatching(/--portal-url/) },
      },
    });
  });

  test("a fault cannot be armed", async () => {
    await using emulator = await emulatorOn("2025-06-01", elsewhere);

    const { status, body } = await emulator.control.post("/faults", { kind: "html" });

    expect([status, body.error.code]).toEqual([409, "no-stand-in-portal"]);
    expect((await emulator.control.get("/faults")).body).toEqual([]);
  });

  test("the state shows neither subscriptions nor faults, and can be reset", async () => {
    await using emulator = await emulatorOn("2025-06-01", elsewhere);
    await emulator.control.put("/users", { active: 3 });

    expect((await emulator.control.post("/reset")).status).toBe(204);

    const { body } = await emulator.control.get("/state");
    expect([body.subscriptions, body.faults, body.users.active]).toEqual([[], [], 8]);
  });
});

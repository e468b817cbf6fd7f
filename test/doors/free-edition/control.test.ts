import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../src/package/start-emulator.ts";
import { aFreeEdition } from "./free-edition.ts";

describe("the control API of a free edition", () => {
  test("shows the edition, and nothing of licenses", async () => {
    await using emulator = await aFreeEdition();

    const { body } = await emulator.control.get("/state");

    expect(body).toMatchObject({
      edition: "ce",
      currentLicense: null,
      licenses: [],
      notices: [],
      jobs: [],
      serviceToken: null,
    });
  });

  test.each([
    { method: "put", path: "/state", body: { state: "expired" } },
    { method: "post", path: "/jobs/seat-link/run", body: {} },
    { method: "post", path: "/jobs/historical-data/run", body: {} },
    { method: "post", path: "/licenses/explain", body: { license: "x" } },
    { method: "post", path: "/licenses/activate", body: { activationCode: "x" } },
    { method: "post", path: "/licenses/upload", body: { license: "x" } },
    { method: "get", path: "/licenses/info", body: undefined },
    { method: "post", path: "/console", body: { input: "License.current.plan" } },
  ] as const)("refuses $method $path, and says why", async ({ method, path, body }) => {
    await using emulator = await aFreeEdition();

    expect(await emulator.control[method](path, body)).toEqual({
      status: 409,
      body: {
        error: {
          code: "free-edition",
          message:
            "This instance is of the free edition, which has no licenses and no jobs for them. Start it with --edition ee.",
        },
      },
    });
  });

  test("moves the clock, with no job on the way and nothing for the portal", async () => {
    await using emulator = await aFreeEdition();

    const { status, body } = await emulator.control.post("/clock/advance", { days: 400 });

    expect([status, body.ran]).toEqual([200, []]);
    expect((await emulator.control.get("/traffic?hop=portal")).body).toEqual([]);
    expect((await emulator.control.get("/user-counts")).body).toEqual([]);
  });

  test("still has a portal, which sells", async () => {
    await using emulator = await aFreeEdition();

    expect(await emulator.control.post("/portal/subscriptions", {})).toMatchObject({ status: 201 });
  });
});

describe("the package, with the option edition", () => {
  test("starts a free edition, whose licenses it cannot ask for", async () => {
    await using emulator = await startEmulator({ edition: "ce", now: "2025-06-01" });

    await expect(emulator.sync()).rejects.toMatchObject({ code: "free-edition" });
    await expect(emulator.currentLicense()).rejects.toThrow("doesn't exist on type 'Query'");
    expect(await emulator.state.show()).toMatchObject({ edition: "ce" });
  });

  test("refuses an edition that there is not", async () => {
    await expect(startEmulator({ edition: "free" as "ce" })).rejects.toThrow(
      'edition is "free", but must be one of ee, ce.',
    );
  });
});

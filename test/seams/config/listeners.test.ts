import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { refusalOf } from "../../stories/start/refusal-of.ts";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";

describe("a port that another program uses", () => {
  test.each([
    { setting: "port", flag: "--port" },
    { setting: "portalPort", flag: "--portal-port" },
    { setting: "controlPort", flag: "--control-port" },
  ])("is refused with the flag to change: $flag", async ({ setting, flag }) => {
    await using other = await emulatorOn("2025-06-01");
    const { port } = new URL(other.ready.instance.url);

    expect(await refusalOf({ memory: "true", [setting]: port })).toEqual({
      wrongUse: true,
      message: `127.0.0.1:${port} is in use by another program. Choose another port with ${flag}; 0 picks a free one.`,
    });
  });

  test("leaves the data directory free and without a ready line", async () => {
    await using folder = await aFolder();
    await using other = await emulatorOn("2025-06-01");
    const { port } = new URL(other.ready.instance.url);
    await refusalOf({ data: folder.path, controlPort: port });

    expect(await readdir(folder.path)).not.toContain("running.json");
    await using emulator = await emulatorWith({ data: folder.path });
    expect(emulator.ready.event).toBe("ready");
  });
});

describe("a host that is not this machine's", () => {
  test("is refused with the flag to change", async () => {
    const settings = { memory: "true", host: "192.0.2.1", notForProduction: "true" };

    expect(await refusalOf(settings)).toEqual({
      wrongUse: true,
      message:
        "192.0.2.1:0 is no address of this machine (EADDRNOTAVAIL). Choose another one with --host.",
    });
  });
});

describe("the ready line", () => {
  test("has a control token where other machines can call", async () => {
    await using emulator = await emulatorOn("2025-06-01", {
      host: "0.0.0.0",
      notForProduction: "true",
    });

    expect(emulator.ready.control.token).toMatch(/^[A-Za-z0-9]{32}$/);
  });

  test("has no portal and no code with a portal of somebody else's", async () => {
    await using emulator = await emulatorOn("2025-06-01", { portalUrl: "http://127.0.0.1:1" });

    expect(emulator.ready).toMatchObject({ portal: null, activationCode: null });
  });

  test("tells different ports of emulators in one process, with state of their own", async () => {
    await using one = await emulatorOn("2025-06-01");
    await using other = await emulatorOn("2026-06-01");
    await one.graphql.activate(one.ready.activationCode ?? "");

    const { instance, portal, control } = one.ready;
    expect(other.ready).not.toMatchObject({ instance });
    expect(other.ready).not.toMatchObject({ portal });
    expect(other.ready).not.toMatchObject({ control });
    expect((await other.control.get("/state")).body).toMatchObject({
      clock: { now: "2026-06-01T00:00:00Z" },
      licenses: [],
    });
  });
});

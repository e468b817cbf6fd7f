import pino from "pino";
import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../src/app/emulator.ts";
import { readConfig } from "../../../src/config/config.ts";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith } from "../../support/emulator-on.ts";

/** What a start tells of how things stand, and the URL of the portal that it has started. */
async function startWith(settings: Readonly<Record<string, string>>) {
  const ports = { port: "0", portalPort: "0", controlPort: "0" };
  const config = readConfig({ flags: { ...ports, ...settings }, environment: {} });
  if (!config.ok) throw new Error(config.error.join("\n"));
  let logged = "";
  const stream = {
    write(line: string) {
      logged += line;
    },
  };
  await using emulator = await startEmulator(config.value, { log: pino({}, stream) });
  return { atStart: await emulator.atStart(), portal: emulator.ready.portal, logged };
}

describe("a start tells how things stand", () => {
  test("on a new emulator: its clock, its portal, and no license", async () => {
    const { atStart, portal } = await startWith({
      memory: "true",
      now: "2025-06-01",
      frozen: "true",
      timeZone: "Europe/Berlin",
    });

    expect(atStart).toEqual({
      portalUrl: portal?.url,
      clock: { now: "2025-06-01T00:00:00+02:00", running: false, setBackFrom: null },
      license: null,
      stored: 0,
      firstStartsOn: null,
    });
  });

  test("with a portal of somebody else's: the address of that one", async () => {
    const { atStart, portal } = await startWith({
      memory: "true",
      portalUrl: "http://portal.example.com:5000",
    });

    expect(portal).toBeNull();
    expect(atStart).toMatchObject({
      portalUrl: "http://portal.example.com:5000",
      clock: { running: true },
    });
  });

  test("on a directory of before: the license in force", async () => {
    await using folder = await aFolder();
    {
      const settings = { data: folder.path, now: "2025-06-01", frozen: "true" };
      await using emulator = await emulatorWith(settings);
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    }

    const { atStart } = await startWith({ data: folder.path });

    expect(atStart).toMatchObject({
      clock: { now: "2025-06-01T00:00:00Z", running: false },
      license: { plan: "premium", seats: 10, expiresOn: "2026-06-01" },
    });
  });

  test("set back by --now: from where, and which licenses have not begun yet", async () => {
    await using folder = await aFolder();
    {
      const settings = { data: folder.path, now: "2025-06-01", frozen: "true" };
      await using emulator = await emulatorWith(settings);
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    }

    const { atStart, logged } = await startWith({ data: folder.path, now: "2025-01-01" });

    expect(atStart).toMatchObject({
      clock: { setBackFrom: "2025-06-01T00:00:00Z" },
      license: null,
      stored: 1,
      firstStartsOn: "2025-06-01",
    });
    expect(logged).toMatch(
      /clock of this data directory was set back from 2025-06-01T00:00:00Z to 2025-01-01T00:00:/,
    );
  });

  test("with another seed than the directory was made with: what that does not change", async () => {
    await using folder = await aFolder();
    const told = "--seed is not what this data directory was made with";

    const first = await startWith({ data: folder.path, seed: "5" });
    const again = await startWith({ data: folder.path, seed: "5" });
    const other = await startWith({ data: folder.path, seed: "6" });

    expect([first, again, other].map(({ logged }) => logged.includes(told))).toEqual([
      false,
      false,
      true,
    ]);
  });
});

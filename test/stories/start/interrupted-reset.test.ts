import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { emulatorWith, type TestEmulator } from "../../support/emulator-on.ts";

const frozen = { now: "2025-06-01", frozen: "true" };
const nobody = "http://127.0.0.1:9";

const stateOf = async ({ control }: TestEmulator) => (await control.get("/state")).body;

const afterReset = {
  currentLicense: null,
  licenses: [],
  subscriptions: [{ name: "A-S00000001", cloudLicensing: false, licenseNumber: null }],
};

/** An emulator that was used, and killed in a reset: before or after its portal had started over. */
async function killedInReset(data: string, portalHas: "not started over" | "started over") {
  const portal = join(data, "portal.sqlite");
  await using kept = await aFolder();
  await (async () => {
    await using emulator = await emulatorWith({ data, ...frozen });
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.post("/portal/subscriptions", { company: "ACME" });
  })();
  await copyFile(portal, join(kept.path, "portal.sqlite"));
  await (async () => {
    await using emulator = await emulatorWith({ data });
    await emulator.control.post("/reset", {});
  })();
  const instance = new BetterSqlite(join(data, "instance.sqlite"));
  instance.exec("INSERT INTO settings (name, value) VALUES ('portal_reset', '1')");
  instance.close();
  if (portalHas === "started over") return;
  for (const rest of ["-wal", "-shm"]) await rm(`${portal}${rest}`, { force: true });
  await copyFile(join(kept.path, "portal.sqlite"), portal);
}

describe.each(["not started over", "started over"] as const)(
  "an emulator that was killed in a reset, its portal having %s,",
  (portalHas) => {
    test("is reset as a whole when it starts again", async () => {
      await using folder = await aFolder();
      await killedInReset(folder.path, portalHas);

      await using emulator = await emulatorWith({ data: folder.path });

      expect(await stateOf(emulator)).toMatchObject(afterReset);
    });

    test("keeps what comes after that", async () => {
      await using folder = await aFolder();
      await killedInReset(folder.path, portalHas);
      const state = await (async () => {
        await using emulator = await emulatorWith({ data: folder.path, ...frozen });
        await emulator.control.put("/clock", { now: "2025-07-01", running: false });
        await emulator.graphql.activate(emulator.ready.activationCode ?? "");
        return await stateOf(emulator);
      })();

      await using emulator = await emulatorWith({ data: folder.path });

      expect(state.licenses).toHaveLength(1);
      expect(await stateOf(emulator)).toEqual(state);
    });

    test("keeps what is activated at another portal before its own is back", async () => {
      await using folder = await aFolder();
      await killedInReset(folder.path, portalHas);
      await using elsewhere = await emulatorWith({ memory: "true", ...frozen });
      const { portal, activationCode } = elsewhere.ready;
      await (async () => {
        const portalUrl = portal?.url ?? nobody;
        await using emulator = await emulatorWith({ data: folder.path, portalUrl, ...frozen });
        await emulator.graphql.activate(activationCode ?? "");
      })();

      await using emulator = await emulatorWith({ data: folder.path });

      const { licenses, subscriptions } = await stateOf(emulator);
      expect(licenses).toHaveLength(1);
      expect(subscriptions).toMatchObject(afterReset.subscriptions);
    });
  },
);

import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { aFolder } from "../support/a-folder.ts";
import { emulatorWith } from "../support/emulator-on.ts";

/** An emulator that was used, and killed in a reset: before or after its portal had started over. */
async function killedInReset(data: string, portalHas: "not started over" | "started over") {
  const state = await (async () => {
    await using emulator = await emulatorWith({ data, now: "2025-06-01", frozen: "true" });
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await emulator.control.post("/portal/subscriptions", { company: "ACME" });
    return (await emulator.control.get("/state")).body;
  })();
  write(data, "instance.sqlite", "INSERT INTO settings (name, value) VALUES ('portal_reset', '1')");
  if (portalHas === "started over") write(data, "portal.sqlite", "PRAGMA user_version = 1");
  return state;
}

function write(data: string, file: string, statement: string) {
  const database = new BetterSqlite(join(data, file));
  database.exec(statement);
  database.close();
}

describe("an emulator that was killed in a reset", () => {
  test("is reset as a whole when it starts again, if its portal was", async () => {
    await using folder = await aFolder();
    await killedInReset(folder.path, "started over");

    await using emulator = await emulatorWith({ data: folder.path });

    const { body } = await emulator.control.get("/state");
    expect(body).toMatchObject({ currentLicense: null, licenses: [] });
    expect(body.subscriptions).toMatchObject([{ name: "A-S00000001", cloudLicensing: false }]);
  });

  test("is as it was, if its portal was not", async () => {
    await using folder = await aFolder();
    const state = await killedInReset(folder.path, "not started over");

    await using emulator = await emulatorWith({ data: folder.path });

    expect((await emulator.control.get("/state")).body).toEqual(state);
  });

  test.each(["not started over", "started over"] as const)(
    "keeps what comes after that, if its portal has %s",
    async (portalHas) => {
      await using folder = await aFolder();
      await killedInReset(folder.path, portalHas);
      const state = await (async () => {
        await using emulator = await emulatorWith({ data: folder.path });
        await emulator.control.post("/reset", {});
        await emulator.control.put("/clock", { now: "2090-01-01", running: false });
        await emulator.graphql.activate(emulator.ready.activationCode ?? "");
        return await emulator.control.get("/state");
      })();

      await using emulator = await emulatorWith({ data: folder.path });

      expect(await emulator.control.get("/state")).toEqual(state);
    },
  );
});

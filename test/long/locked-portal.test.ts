import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { aFolder } from "../support/a-folder.ts";
import { emulatorWith } from "../support/emulator-on.ts";

// SQLite waits five seconds for whoever holds a lock.
describe("a reset whose portal cannot store it", () => {
  test("is made up for before the portal does anything else", { timeout: 60_000 }, async () => {
    await using folder = await aFolder();
    await using emulator = await emulatorWith({
      data: folder.path,
      now: "2025-06-01",
      frozen: "true",
    });
    const { graphql, control, ready } = emulator;
    await graphql.activate(ready.activationCode ?? "");
    await control.post("/portal/subscriptions", { company: "ACME" });
    const other = new BetterSqlite(join(folder.path, "portal.sqlite"));
    other.exec("BEGIN IMMEDIATE");

    const { status } = await control.post("/reset", {});
    const locked = await control.get("/portal/subscriptions");
    other.close();

    expect([status, locked.status]).toEqual([204, 503]);
    expect((await control.get("/state")).body).toMatchObject({
      currentLicense: null,
      licenses: [],
      subscriptions: [{ name: "A-S00000001", cloudLicensing: false, licenseNumber: null }],
    });
    // What is acknowledged from here on is nobody's to take back.
    await graphql.activate(ready.activationCode ?? "");
    expect((await control.get("/state")).body.licenses).toHaveLength(1);
  });
});

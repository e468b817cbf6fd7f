import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudyOn } from "../../support/command-line.ts";
import { emulatorWith } from "../../support/emulator-on.ts";
import { anotherPublicKey } from "./another-public-key.ts";

describe("licenses that another key was read with", () => {
  test("are named by row in the state, and can be removed by it", async () => {
    await using folder = await aFolder();
    const data = folder.path;
    await (async () => {
      await using emulator = await emulatorWith({ data, now: "2025-06-01" });
      await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    })();
    const licensePublicKey = join(data, "key.pem");
    await writeFile(licensePublicKey, anotherPublicKey);
    await using emulator = await emulatorWith({ data, licensePublicKey });
    const before = (await emulator.control.get("/state")).body;

    const { stdout } = await understudyOn(emulator, ["license", "destroy", "1"]);

    expect(before).toMatchObject({ licenses: [], unreadableLicenses: [1] });
    expect(stdout).toBe("Removed a license whose key cannot be read.\nIn force now: none.\n");
    expect((await emulator.control.get("/state")).body.unreadableLicenses).toEqual([]);
  });
});

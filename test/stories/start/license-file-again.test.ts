import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { emulatorWith, newEmulatorOn } from "../../support/emulator-on.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { aFolderWith, frozen, license, numbersOn, other } from "./license-file-folder.ts";
import { refusalOf } from "./refusal-of.ts";

describe("a start that failed is none:", () => {
  test("the next one loads the file, once that is mended", async () => {
    await using folder = await aFolderWith("garbage");
    const { data, file: licenseFile } = folder;
    await refusalOf({ ...frozen, data, licenseFile });
    await writeFile(licenseFile, license);

    expect(await numbersOn({ data, licenseFile })).toEqual([7]);
  });

  test("one that was killed after it had stored the license stores it once", async () => {
    await using folder = await aFolderWith(license);
    const { data, file: licenseFile } = folder;
    await numbersOn({ data, licenseFile });
    const database = new BetterSqlite(join(data, "instance.sqlite"));
    database.exec("INSERT INTO settings (name, value) VALUES ('first_boot', 'pending')");
    database.close();

    expect(await numbersOn({ data, licenseFile })).toEqual([7]);
  });
});

describe("a later start on the same data", () => {
  test("loads no file, and says so of one that a setting names", async () => {
    await using folder = await aFolderWith(license);
    const { data, file: licenseFile } = folder;
    await numbersOn({ data, licenseFile });
    await writeFile(licenseFile, other);

    await using emulator = await emulatorWithLog("2025-06-01", {
      data,
      memory: "false",
      licenseFile,
    });

    const { body } = await emulator.control.get("/state");
    expect(body.licenses).toMatchObject([{ number: 7 }]);
    expect(emulator.logged()).toContain("License file not loaded");
  });

  test("does not mind that the file is gone", async () => {
    await using folder = await aFolderWith(license);
    const { data, file: licenseFile } = folder;
    await numbersOn({ data, licenseFile });
    await rm(licenseFile);

    expect(await numbersOn({ data, licenseFile })).toEqual([7]);
  });

  test("does not bring back what was removed, nor does a reset", async () => {
    await using folder = await aFolderWith(license);
    const { data, file: licenseFile } = folder;
    {
      await using emulator = await emulatorWith({ ...frozen, data, licenseFile });
      await emulator.control.post("/reset", {});
      expect((await emulator.control.get("/state")).body.licenses).toEqual([]);
    }

    expect(await numbersOn({ data, licenseFile })).toEqual([]);
  });

  test("loads none either where the first one had none", async () => {
    await using folder = await aFolderWith(license);
    const { data, file: licenseFile } = folder;
    await numbersOn({ data });

    expect(await numbersOn({ data, licenseFile })).toEqual([]);
  });

  test("is a first one again where nothing is kept", async () => {
    await using folder = await aFolderWith(license);
    const { file: licenseFile } = folder;

    const started = async () => {
      await using emulator = await newEmulatorOn("2025-06-01", { licenseFile });
      return (await emulator.graphql("{ currentLicense { id } }")).body.data.currentLicense;
    };

    const loaded = { id: "gid://gitlab/License/7" };
    expect([await started(), await started()]).toEqual([loaded, loaded]);
  });
});

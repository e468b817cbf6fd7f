import { execFileSync } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { aFolder, modesIn } from "../../support/a-folder.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { aFolderWith, frozen, license, numbersOn, other, usual } from "./license-file-folder.ts";
import { refusalOf } from "./refusal-of.ts";

describe("the first start", () => {
  test("loads the license file that a setting names", async () => {
    await using folder = await aFolderWith(license);
    await using emulator = await emulatorWithLog("2025-06-01", { licenseFile: folder.file });

    const { body } = await emulator.graphql("{ currentLicense { id lastSync } }");

    expect(body.data.currentLicense).toEqual({ id: "gid://gitlab/License/7", lastSync: null });
    expect(JSON.parse(emulator.logged().split("\n")[0] ?? "")).toMatchObject({
      msg: `License Added:\n\nFilePath: ${folder.file}`,
    });
  });

  test("loads the usual file of its data directory, even if others can look into that", async () => {
    await using folder = await aFolderWith(license, usual);
    await chmod(folder.path, 0o755);

    expect(await numbersOn({ data: folder.path })).toEqual([7]);
    expect(await modesIn(folder.path)).toMatchObject({ ".": "700" });
  });

  test("loads the first file of its data directory by name, and says which it passed over", async () => {
    await using folder = await aFolderWith(license, "ExampleAG.gitlab-license");
    const others = [usual, "Zeta.gitlab-license"].map((name) => join(folder.path, name));
    for (const file of others) await writeFile(file, other);
    await writeFile(join(folder.path, ".gitkeep"), "");
    const settings = { ...frozen, memory: "false", data: folder.path };
    await using emulator = await emulatorWithLog("2025-06-01", settings);

    const { body } = await emulator.graphql("{ currentLicense { id } }");

    expect(body.data.currentLicense).toEqual({ id: "gid://gitlab/License/7" });
    const [passedOver = ""] = emulator.logged().split("\n");
    expect(JSON.parse(passedOver)).toMatchObject({
      licenseFiles: others,
      msg: "License files not loaded: the first start loads one alone.",
    });
  });

  test("does not wait for a pipe in the usual place, to which nobody may ever write", async () => {
    await using folder = await aFolder();
    const file = join(folder.path, usual);
    execFileSync("mkfifo", [file]);

    expect((await refusalOf({ data: folder.path })).message).toContain(
      `FilePath: ${file}\nIt is no plain file.`,
    );
  });

  test("loads a license file of 256 KiB", async () => {
    await using folder = await aFolderWith(license.padEnd(256 * 1024));

    expect(await numbersOn({ data: folder.data, licenseFile: folder.file })).toEqual([7]);
  });

  test("takes the named file rather than the usual one", async () => {
    await using folder = await aFolderWith(license);
    await using usualPlace = await aFolderWith(other, usual);

    const numbers = await numbersOn({ data: usualPlace.path, licenseFile: folder.file });

    expect(numbers).toEqual([7]);
  });

  test("goes without a license where there is no file, and says so to whoever wants to know all", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    await using folder = await aFolder();

    expect(emulator.logged()).toContain("GITLAB_LICENSE_FILE");
    expect(JSON.parse(emulator.logged().split("\n")[0] ?? "")).toMatchObject({ level: 20 });
    expect(await numbersOn({ data: folder.path })).toEqual([]);
  });
});

describe("a license file that cannot be loaded keeps an emulator from starting, and nothing is stored:", () => {
  const remedy =
    "Nothing was stored. Put another file there, name another one with --license-file, or start without.";
  const unreadable =
    "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.";

  test.each([
    { what: "garbage", text: "GA!89-)GaRBAGE", says: unreadable },
    {
      what: "one that has expired",
      text: licenseText(aPayload({ expires_at: "2025-06-01" })),
      says: "This license has already expired.",
    },
    {
      what: "one with too few seats for the users",
      text: licenseText(
        aPayload({ restrictions: { active_user_count: 5, previous_user_count: 5 } }),
      ),
      says: "This GitLab installation currently has 8 active users, exceeding this license's limit of 5 by 3 users. Please add a license for at least 8 users or contact sales at https://about.gitlab.com/sales/",
    },
    {
      what: "one that is too large",
      text: license.padEnd(256 * 1024 + 1),
      says: "The license is larger than 262144 bytes. Send the license file and nothing else.",
    },
  ])("$what", async ({ text, says }) => {
    await using folder = await aFolderWith(text);
    const { data, file: licenseFile } = folder;

    expect(await refusalOf({ ...frozen, data, licenseFile })).toEqual({
      wrongUse: false,
      message: `License Invalid:\n\nFilePath: ${licenseFile}\n${says}\n${remedy}`,
    });
    expect(await numbersOn({ data })).toEqual([]);
  });

  test("none at all, which is the setting's fault", async () => {
    await using folder = await aFolderWith(license);
    const licenseFile = `${folder.file}.old`;

    expect(await refusalOf({ data: folder.data, licenseFile })).toEqual({
      wrongUse: true,
      message: `License File Missing:\n\nFilePath: ${licenseFile}\n${remedy}`,
    });
  });

  test("a folder", async () => {
    await using folder = await aFolderWith(license);

    expect(await refusalOf({ memory: "true", licenseFile: folder.path })).toMatchObject({
      message: expect.stringMatching(/^License Invalid:\n\n.*\nIt cannot be read \(EISDIR\)\.\n/),
    });
  });

  test("the usual file, if it is no license", async () => {
    await using folder = await aFolderWith("garbage", usual);

    const { message } = await refusalOf({ data: folder.path });

    expect(message).toBe(`License Invalid:\n\nFilePath: ${folder.file}\n${unreadable}\n${remedy}`);
  });
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudyOn } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { licenseFile, storedRows } from "../rest/license-client.ts";

describe.concurrent("understudy license upload", () => {
  test("sends a license file, and prints the license", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await using folder = await aFolder();
    const file = join(folder.path, "Example.gitlab-license");
    const restrictions = { plan: "premium", active_user_count: 5 };
    await writeFile(file, await licenseFile(emulator, { restrictions }, "?boundary=true"));

    const shown = await understudyOn(emulator, ["license", "upload", file]);
    const json = await understudyOn(emulator, ["license", "upload", file, "--json"]);

    expect(shown).toEqual({
      end: 0,
      stdout: [
        "row                 1",
        "plan                premium",
        "seats               5",
        "starts              2025-01-01",
        "expires             2026-01-01",
        "active users        8",
        "maximum users       8",
        "users over license  3",
        "",
      ].join("\n"),
      stderr: "",
    });
    expect(JSON.parse(json.stdout)).toMatchObject({ id: 2, user_limit: 5, overage: 3 });
  });

  test("says that seats are unlimited where the license names none", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await using folder = await aFolder();
    const file = join(folder.path, "Unlimited.gitlab-license");
    await writeFile(file, await licenseFile(emulator, { restrictions: { plan: "premium" } }));

    const { stdout } = await understudyOn(emulator, ["license", "upload", file]);

    expect(stdout).toMatch(/^seats +unlimited$/m);
  });

  test("says why a license is refused, in the words of the instance", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await using folder = await aFolder();
    const file = join(folder.path, "Expired.gitlab-license");
    await writeFile(file, await licenseFile(emulator, { expires_at: "2025-06-01" }));

    const ended = await understudyOn(emulator, ["license", "upload", file]);

    expect(ended).toEqual({
      end: 1,
      stdout: "",
      stderr: expect.stringContaining("This license has already expired."),
    });
    expect(await storedRows(emulator)).toEqual([]);
  });

  test("sends nothing of a file that is not there", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const ended = await understudyOn(emulator, ["license", "upload", "missing.gitlab-license"]);

    expect(ended).toMatchObject({ end: 2, stderr: expect.stringContaining("no such file") });
  });
});

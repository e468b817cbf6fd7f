import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "vitest";
import { aPayload, licenseText } from "../../rules/license/license-text.ts";
import { aFolder } from "../../support/a-folder.ts";
import { readyOf, serving, understudyProcess } from "../../support/command-line.ts";
import { controlClient } from "../../support/control-client.ts";

const name = "Example.gitlab-license";
const onFreePorts = ["--port", "0", "--portal-port", "0", "--control-port", "0"];

/** A folder to work in, with a license file that expires on 2026-01-01. */
async function aFolderWithLicense() {
  const folder = await aFolder();
  await writeFile(join(folder.path, name), licenseText(aPayload()));
  return folder;
}

describe.concurrent("understudy serve", () => {
  test("loads the file that GITLAB_LICENSE_FILE names, and logs so", async ({ expect }) => {
    await using folder = await aFolderWithLicense();
    await using serve = await serving(["--json", "--now", "2025-06-01"], {
      variables: { GITLAB_LICENSE_FILE: name },
      folder: folder.path,
    });
    const { body } = await controlClient(readyOf(serve).control.url).get("/state");

    process.kill(serve.pid, "SIGTERM");

    const { stdout, stderr } = await serve.ended;
    expect(body).toMatchObject({ currentLicense: { number: 7, type: "legacy_license" } });
    expect(stdout).toBe(serve.output);
    expect(JSON.parse(stderr)).toMatchObject({ msg: `License Added:\n\nFilePath: ${name}` });
  });

  test("loads Gitlab.gitlab-license from its data directory", async ({ expect }) => {
    await using folder = await aFolder();
    await writeFile(join(folder.path, "Gitlab.gitlab-license"), licenseText(aPayload()));
    await using serve = await serving(["--json", "--now", "2025-06-01", "--data", folder.path]);

    const { body } = await controlClient(readyOf(serve).control.url).get("/state");

    expect(body).toMatchObject({ currentLicense: { number: 7 } });
  });

  test("ends with 1 and a sentence if it has expired, and with 2 if it is missing", async ({
    expect,
  }) => {
    await using folder = await aFolderWithLicense();
    const serve = (...flags: string[]) =>
      understudyProcess(["serve", "--memory", ...onFreePorts, ...flags], { folder: folder.path });

    const expired = await serve("--now", "2026-01-01", "--license-file", name);
    const missing = await serve("--license-file", "missing");

    expect(expired).toEqual({
      end: 1,
      stdout: "",
      stderr: expect.stringContaining(
        `License Invalid:\n\nFilePath: ${name}\nThis license has already expired.\n`,
      ),
    });
    expect(missing).toEqual({
      end: 2,
      stdout: "",
      stderr: expect.stringContaining("License File Missing:\n\nFilePath: missing\n"),
    });
  });
});

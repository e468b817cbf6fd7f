import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudy } from "../../support/command-line.ts";
import { emulatorWith } from "../../support/emulator-on.ts";

const attributes = {
  version: 1,
  licensee: { Name: "Zoë Example", Company: "ACME", Email: "zoe@example.com" },
  issued_at: "2025-06-01",
  expires_at: "2026-06-01",
  restrictions: { plan: "premium", active_user_count: 25 },
};

/** An emulator on a folder of its own, with a file that holds what a license shall say. */
async function anEmulator() {
  await using starting = new AsyncDisposableStack();
  const folder = starting.use(await aFolder());
  const data = join(folder.path, "data");
  const emulator = starting.use(await emulatorWith({ data }));
  const file = join(folder.path, "license.json");
  await writeFile(file, JSON.stringify(attributes));
  const resources = starting.move();
  return { ...emulator, data, file, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

const issue = (args: readonly string[], surroundings = {}) =>
  understudy(["portal", "issue-license", ...args], surroundings);

describe.concurrent("understudy portal issue-license", () => {
  test("prints a license that says what the file says, from the emulator on --data", async ({
    expect,
  }) => {
    await using emulator = await anEmulator();

    const issued = await issue([emulator.file, "--data", emulator.data]);

    const read = await understudy(["license", "read", "-"], { input: issued.stdout });
    expect(issued).toEqual({ end: 0, stdout: expect.any(String), stderr: "" });
    expect(read).toMatchObject({ end: 0, stderr: "" });
    expect(JSON.parse(read.stdout).attributes).toMatchObject(attributes);
  });

  test("finds the emulator by its control URL, and reads standard input in place of -", async ({
    expect,
  }) => {
    await using emulator = await anEmulator();
    const input = JSON.stringify({ licensee: { Name: "From the pipe" } });

    const issued = await issue(["-", "--control-url", `${emulator.ready.control.url}/`], { input });

    const read = await understudy(["license", "read", "-"], { input: issued.stdout });
    expect(JSON.parse(read.stdout).attributes).toMatchObject(JSON.parse(input));
  });

  test("signs with a foreign key, between header and footer, when asked to", async ({ expect }) => {
    await using emulator = await anEmulator();
    const variables = { UNDERSTUDY_DATA: emulator.data };

    const issued = await issue([emulator.file, "--key", "foreign", "--boundary"], { variables });

    const read = await understudy(["license", "read", "-"], { input: issued.stdout });
    expect(issued.stdout).toMatch(/^-+BEGIN GITLAB LICENSE-+\n[^-]+\n-+END GITLAB LICENSE-+$/);
    expect(JSON.parse(read.stdout)).toMatchObject({ valid: false, attributes: null });
  });

  test.for([
    { what: "holds no JSON", input: "{", says: /^- holds no JSON: .+\n$/ },
    { what: "holds a JSON list", input: "[]", says: /expected record, received array\.\n$/ },
  ])("refuses input that $what", async ({ input, says }, { expect }) => {
    await using emulator = await anEmulator();

    const issued = await issue(["-", "--data", emulator.data], { input });

    expect(issued).toEqual({ end: 1, stdout: "", stderr: expect.stringMatching(says) });
  });

  test("says that nothing runs on the data directory", async ({ expect }) => {
    await using folder = await aFolder();

    expect(await issue(["-"], { input: "{}", folder: folder.path })).toEqual({
      end: 3,
      stdout: "",
      stderr: `No emulator runs on .understudy: there is no ${join(folder.path, ".understudy/running.json")}. Start one, or name its --control-url or --data.\n`,
    });
  });
});

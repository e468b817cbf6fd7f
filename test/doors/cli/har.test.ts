import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudyAt } from "../../support/command-line.ts";
import { newEmulatorOn } from "../../support/emulator-on.ts";
import { entriesOf } from "../../support/har-files.ts";

describe.concurrent("understudy har export", () => {
  test("writes what went over the wire into a file", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2026-03-02");
    await using folder = await aFolder();
    const file = join(folder.path, "traffic.har");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { end, stdout, stderr } = await understudyAt(emulator, ["har", "export", file]);

    expect({ end, stdout, stderr }).toEqual({ end: 0, stdout: "", stderr: "" });
    const entries = await entriesOf(await readFile(file));
    expect(new Set(entries.map(({ hop }) => hop))).toEqual(new Set(["portal", "instance"]));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test.for([[], ["-"], ["--json"]])("prints it with %j", async (args, { expect }) => {
    await using emulator = await newEmulatorOn("2026-03-02");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { end, stdout } = await understudyAt(emulator, ["har", "export", ...args]);

    expect(end).toBe(0);
    expect(JSON.parse(stdout).log.entries[0]).toMatchObject({ _hop: "portal" });
  });

  test("takes one hop, and names nobody on wish", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2026-03-02");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { stdout } = await understudyAt(emulator, [
      "har",
      "export",
      "--hop",
      "instance",
      "--redact-people",
    ]);

    expect(JSON.parse(stdout).log.entries).toMatchObject([{ _hop: "instance" }]);
    expect(stdout).not.toContain("admin@example.com");
  });

  test("says which hops there are, and which file cannot be written", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2026-03-02");
    const hop = await understudyAt(emulator, ["har", "export", "--hop", "elsewhere"]);
    const file = await understudyAt(emulator, ["har", "export", "/nowhere/traffic.har"]);

    expect(hop).toMatchObject({ end: 2, stderr: expect.stringContaining("portal, instance") });
    expect(file).toMatchObject({
      end: 1,
      stderr: "/nowhere/traffic.har cannot be written (ENOENT).\n",
    });
  });
});

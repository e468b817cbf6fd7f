import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

const own = {
  name: "own",
  summary: "One of a test.",
  youWillSee: "{sold.seats} seats.",
  clock: { now: "2019-02-03" },
  steps: [{ do: "subscriptions.sell", with: { seats: 7 }, as: "sold" }],
};

describe.concurrent("understudy scenario", () => {
  test("lists the scenarios that there are", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stdout } = await understudyAt(emulator, ["scenario"]);

    expect(end).toBe(0);
    expect(stdout).toMatch(/^name +summary\n/);
    expect(stdout).toMatch(/\nC7 +Silent mode/);
  });

  test("show prints one step by step", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stdout } = await understudyAt(emulator, ["scenario", "show", "C7"]);

    expect(end).toBe(0);
    expect(stdout).toMatch(/^C7: Silent mode/);
    expect(stdout).toMatch(/\nSettings: .*"silentMode":true/);
    expect(stdout).toMatch(/\n1 +subscriptions\.sell /);
  });

  test("show prints for programs what run takes", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { stdout } = await understudyAt(emulator, ["scenario", "show", "C7", "--json"]);

    const ran = await understudyAt(emulator, ["scenario", "run", "-"], { input: stdout });

    expect(ran).toMatchObject({ end: 0, stdout: expect.stringMatching(/^C7: /) });
  });

  test("run comes into the state of one by its name, and says what is to be seen", async ({
    expect,
  }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stdout } = await understudyAt(emulator, ["scenario", "run", "C7"]);

    expect([end, stdout]).toEqual([
      0,
      expect.stringMatching(/^C7: Silent mode.*\n\n.*silent mode/is),
    ]);
    expect((await emulator.control.get("/settings")).body.silentMode).toBe(true);
  });

  test("run takes a file", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await using folder = await aFolder();
    await writeFile(join(folder.path, "own.json"), JSON.stringify(own));

    const { end, stdout } = await understudyAt(emulator, ["scenario", "run", "own.json"], {
      folder: folder.path,
    });

    expect([end, stdout]).toEqual([0, "own: One of a test.\n\n7 seats.\n"]);
    expect((await emulator.control.get("/clock")).body.now).toBe("2019-02-03T00:00:00Z");
  });

  test("run prints the answers of the steps for programs", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { stdout } = await understudyAt(emulator, ["scenario", "run", "-", "--json"], {
      input: JSON.stringify(own),
    });

    expect(JSON.parse(stdout)).toMatchObject({
      name: "own",
      values: { sold: { seats: 7 } },
      did: [{ do: "subscriptions.sell", refused: null }],
    });
  });

  test.for([
    { given: "C99", end: 1, says: 'No scenario is named "C99".' },
    { given: "../C7", end: 2, says: "../C7 cannot be read: there is no such file." },
    { given: "none.json", end: 2, says: "none.json cannot be read: there is no such file." },
    { given: "text.json", end: 1, says: "text.json holds no JSON" },
    { given: "list.json", end: 2, says: "list.json holds no scenario: it must hold an object." },
    { given: "huge.json", end: 2, says: "huge.json has 5000000000 bytes: a scenario has 1048576" },
    { given: "odd.json", end: 2, says: '"colour" is not known.' },
    { given: "failing.json", end: 1, says: "Step 1, users.set, was refused" },
  ])("run $given says what is wrong", async ({ given, end, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await using folder = await aFolder();
    const write = (name: string, text: string) => writeFile(join(folder.path, name), text);
    await write("text.json", "C7");
    await write("list.json", "[]");
    await write("huge.json", "");
    await truncate(join(folder.path, "huge.json"), 5_000_000_000);
    await write("odd.json", JSON.stringify({ ...own, colour: "red" }));
    const steps = [{ do: "users.set", with: { active: "many" } }];
    await write("failing.json", JSON.stringify({ ...own, youWillSee: "None.", steps }));

    const ended = await understudyAt(emulator, ["scenario", "run", given], {
      folder: folder.path,
    });

    expect([ended.end, ended.stderr]).toEqual([end, expect.stringContaining(says)]);
    expect((await emulator.control.get("/clock")).body.now).toBe("2025-06-01T00:00:00Z");
  });

  test("of every file that is there can be run as a file, too", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const file = JSON.parse(await readFile("scenarios/C7.json", "utf8"));

    expect((await emulator.control.post("/scenarios/run", file)).status).toBe(200);
  });
});

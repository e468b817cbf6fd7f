import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type EmulatorError, startEmulator } from "../../../src/package/start-emulator.ts";
import { aFolder } from "../../support/a-folder.ts";

const refusalOf = async (options: Parameters<typeof startEmulator>[0]) => {
  const error = await startEmulator(options).then(
    () => undefined,
    (thrown: EmulatorError) => thrown,
  );
  return [error?.code, error?.message];
};

describe("an emulator that is started in a scenario", () => {
  test("is in its state from the start, and back where it first was after a reset", async () => {
    await using emulator = await startEmulator({ scenario: "C7", now: "2025-06-01", frozen: true });
    const { subscriptions } = await emulator.state.show();

    const settings = await emulator.settings.show();

    expect(settings.silentMode).toBe(true);
    expect(emulator.clock.now()).toBe("2026-03-02T09:00:00Z");
    expect(subscriptions.map(({ activationCode }) => activationCode)).toContain(
      emulator.activationCode,
    );
    await emulator.reset();
    expect(emulator.clock.now()).toBe("2025-06-01T00:00:00Z");
    expect((await emulator.settings.show()).silentMode).toBe(false);
  });

  test("keeps it over a restart, and starts in none where a data directory was used", async () => {
    await using folder = await aFolder();
    {
      await using emulator = await startEmulator({ data: folder.path, scenario: "C7" });
      expect((await emulator.settings.show()).silentMode).toBe(true);
    }

    const refused = await refusalOf({ data: folder.path, scenario: "C7" });

    expect(refused).toEqual([
      "not-started",
      expect.stringContaining("starts over, and the data directory has been used."),
    ]);
    await using emulator = await startEmulator({ data: folder.path });
    expect((await emulator.settings.show()).silentMode).toBe(true);
  });

  test("takes a file, and is not started by one that fails, nor is anything kept of it", async () => {
    await using folder = await aFolder();
    const file = join(folder.path, "own.json");
    const data = join(folder.path, "data");
    const own = { name: "own", summary: "Own.", youWillSee: "3 users." };
    const withUsers = (active: number) =>
      writeFile(file, JSON.stringify({ ...own, steps: [{ do: "users.set", with: { active } }] }));
    await withUsers(-3);
    const refused = await refusalOf({ data, scenario: file });
    await withUsers(3);

    await using emulator = await startEmulator({ data, scenario: file });

    expect(refused).toEqual([
      "not-started",
      expect.stringContaining("Step 1, users.set, was refused: active: must be a whole number"),
    ]);
    expect((await emulator.users.show()).active).toBe(3);
  });

  test.each([
    { scenario: "C99", says: 'names no scenario. No scenario is named "C99".' },
    { scenario: "./none.json", says: "names a file that is not there." },
    { scenario: "README.md", says: "names a file that is no JSON" },
    { scenario: "package.json", says: "names a file that is no scenario: " },
    { scenario: "scenarios/", says: "names a file that cannot be read (EISDIR)." },
  ])("is refused with a sentence: $scenario", async ({ scenario, says }) => {
    const [code, message] = await refusalOf({ scenario });

    expect([code, message]).toEqual(["not-started", expect.stringContaining(says)]);
    expect(message).toMatch(/^scenario /);
  });

  test("is refused with a sentence if the file is huge, which is not read", async () => {
    await using folder = await aFolder();
    const scenario = join(folder.path, "huge.json");
    await writeFile(scenario, "");
    await truncate(scenario, 5_000_000_000);

    expect(await refusalOf({ scenario })).toEqual([
      "not-started",
      "scenario names a file of 5000000000 bytes; a scenario has 1048576 at most.",
    ]);
  });
});

describe("a running emulator", () => {
  test("comes into one scenario after the other", async () => {
    await using emulator = await startEmulator();

    const ran = await emulator.runScenario("C7");
    const own = await emulator.scenarios.runGiven({
      name: "own",
      summary: "Own.",
      youWillSee: "{users.active} users.",
      steps: [{ do: "users.set", with: { active: 3 }, as: "users" }],
    });

    expect(ran.name).toBe("C7");
    expect(own.youWillSee).toBe("3 users.");
    expect((await emulator.users.show()).active).toBe(3);
    await expect(emulator.runScenario("C99")).rejects.toMatchObject({
      code: "scenario-not-found",
    });
  });
});

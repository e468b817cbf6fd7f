import { describe, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorWith, newEmulatorOn } from "../../support/emulator-on.ts";

describe.concurrent("understudy snapshot", () => {
  test("says what was done, and lists what is kept with its date", async ({ expect }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const type = async (...args: readonly string[]) =>
      (await understudyAt(emulator, ["snapshot", ...args])).stdout;

    expect(await type("save", "before")).toMatch(/^before is saved \(\d+ bytes\)\.\n$/);
    expect(await type("list")).toMatch(
      /^name +saved +bytes\nbefore +\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +\d+\n$/,
    );
    expect(await type("restore", "before")).toBe("before is restored.\n");
    expect(await type("restore", "before", "--json")).toBe("{}\n");
    expect(await type("remove", "before")).toBe("before is removed.\n");
    expect(await type("list")).toBe("none\n");
  });

  test("keeps the date of a file in a data directory", async ({ expect }) => {
    await using folder = await aFolder();
    const path = folder.path;
    const before = await emulatorWith({ data: path });
    const { body: saved } = await before.control.post("/snapshots", { name: "before" });
    await before[Symbol.asyncDispose]();
    await using after = await emulatorWith({ data: path });

    expect((await after.control.get("/snapshots")).body).toEqual([saved]);
    expect(saved.savedAt).toMatch(/Z$/);
  });
});

import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import { understudy, understudyAt } from "../../support/command-line.ts";
import { emulatorOn, emulatorWith } from "../../support/emulator-on.ts";

describe("an emulator is named", () => {
  test("by the address of its control API alone, for commands about its instance too", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await understudyAt(emulator, ["license", "show"])).toEqual({
      end: 0,
      stdout: "No license is in force.\n",
      stderr: "",
    });
  });

  test("by a variable, which wins over the one that names a data directory, and says so", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const variables = { UNDERSTUDY_CONTROL_URL: emulator.ready.control.url, UNDERSTUDY_DATA: "x" };

    const { end, stderr } = await understudy(["clock"], { variables });

    expect(end).toBe(0);
    expect(stderr).toBe("UNDERSTUDY_DATA is not used: UNDERSTUDY_CONTROL_URL says where to go.\n");
  });

  test("by an option over a variable, which is not passed over in silence", async () => {
    const variables = { UNDERSTUDY_CONTROL_URL: "http://127.0.0.1:1", UNDERSTUDY_DTAA: "x" };

    const { end, stderr } = await understudy(["clock", "--data", "nowhere"], { variables });

    expect(end).toBe(3);
    expect(stderr).toContain(
      "Understudy knows no variable UNDERSTUDY_DTAA.\n(Did you mean UNDERSTUDY_DATA?)\n",
    );
    expect(stderr).toContain("UNDERSTUDY_CONTROL_URL is not used: --data says where to go.\n");
    expect(stderr).toContain("No emulator runs on nowhere");
  });

  test("by its data directory, which holds the token that it asks for", async () => {
    await using folder = await aFolder();
    await using _emulator = await emulatorWith({ data: folder.path, controlToken: "random" });
    const variables = { UNDERSTUDY_CONTROL_TOKEN: "of-another-emulator" };

    const ended = await understudy(["clock", "--data", folder.path], { variables });

    expect(ended).toMatchObject({ end: 0, stderr: "" });
  });

  test("once", async () => {
    const twice = ["clock", "--data", "nowhere", "--control-url", "http://127.0.0.1:1"];

    expect(await understudy(twice)).toMatchObject({ end: 2 });
  });
});

import { describe, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

describe.concurrent("understudy state set", () => {
  test("says what was done, in order, and what is known of the end since", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");

    expect(await understudyAt(emulator, ["state", "set", "trial-expired"])).toEqual({
      end: 0,
      stdout: [
        "Sold A-S00000002, a trial until 2025-07-01.",
        "Activated the code of A-S00000002.",
        // The measurement of 31 days, the daily count and the report of 30.
        "Moved the clock to 2025-07-02T00:00:00Z; 121 jobs ran on the way.",
        "The trial expired yesterday, on 2025-07-01.",
        "",
      ].join("\n"),
      stderr: "",
    });
  });

  test("says that nothing was to be done", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { stdout } = await understudyAt(emulator, ["state", "set", "active"]);

    expect(stdout).toBe("The instance is in this state already.\n");
  });

  test("prints the control API's answer for programs", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { stdout } = await understudyAt(emulator, ["state", "set", "expired", "--json"]);

    expect(JSON.parse(stdout)).toEqual({
      did: [
        expect.objectContaining({ step: "sold" }),
        expect.objectContaining({ step: "activated" }),
        expect.objectContaining({ step: "clock-moved", now: "2026-06-02T00:00:00Z" }),
      ],
      state: (await emulator.control.get("/state")).body,
    });
  });

  test("ends with 1 and the reason where it is refused", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01", { silentMode: "true" });

    expect(await understudyAt(emulator, ["state", "set", "expired"])).toEqual({
      end: 1,
      stdout: "",
      stderr:
        "The instance activates no code: only get, head, options, and trace methods are allowed in silent mode\n",
    });
  });

  test.for([
    { args: ["broken"], says: "Allowed choices are active, expires-in-15-days, " },
    { args: [], says: "missing required argument 'state'" },
  ])("is wrong use with $args", async ({ args, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await understudyAt(emulator, ["state", "set", ...args])).toEqual({
      end: 2,
      stdout: "",
      stderr: expect.stringContaining(says),
    });
  });
});

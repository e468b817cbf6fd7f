import { describe, test } from "vitest";
import { lyingInstance } from "../../seams/proof/lying-instance.ts";
import { understudy } from "../../support/command-line.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

function briefProof({ ready }: TestEmulator, ...flags: string[]) {
  const instance = ["--url", ready.instance.url, "--token", ready.tokens.admin];
  const control = ["--control-url", ready.control.url];
  const briefly = ["--readers", "2", "--replacements", "12"];
  return understudy(["prove-replacement", ...instance, ...control, ...briefly, ...flags]);
}

describe.concurrent("understudy prove-replacement", () => {
  test("sells codes, replaces the license with them, and finds nothing wrong", async ({
    expect,
  }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stdout, stderr } = await briefProof(emulator);

    expect({ end, stderr }).toEqual({ end: 0, stderr: "" });
    expect(stdout).toMatch(/^2 readers, 12 replacements in /);
    const { licenses, currentLicense } = (await emulator.control.get("/state")).body;
    // Each of the four once, to know what it brings, and then in turn.
    expect(licenses).toHaveLength(4 + 12);
    expect(currentLicense.company).toBe("Fourth AG");
  });

  test("prints its report for programs", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { stdout } = await briefProof(emulator, "--json");

    expect(JSON.parse(stdout)).toMatchObject({
      readers: 2,
      replacements: 12,
      during: { withoutLicense: 0, mixed: 0, stale: 0, failed: 0, firstWrong: null },
    });
  });

  test("finds out an instance elsewhere, with codes from a file", async ({ expect }) => {
    await using instance = await lyingInstance(() => ({ license: null }));
    const where = ["--url", instance.url, "--token", "any", "--codes", "-"];
    const often = ["--readers", "2", "--replacements", "200"];

    const { end, stderr } = await understudy(["prove-replacement", ...where, ...often], {
      input: "A\n\nB\n C \n",
    });

    expect(end).toBe(1);
    expect(stderr).toMatch(/^The first wrong answer: withoutLicense/);
  });

  test.for([
    {
      given: ["--url", "http://127.0.0.1:9", "--token", "any"],
      end: 2,
      stderr: /--url needs --codes/,
    },
    {
      given: ["--url", "http://127.0.0.1:9", "--token", "any", "--codes", "-"],
      end: 3,
      stderr: /^Nothing answers at http:\/\/127.0.0.1:9/,
    },
    { given: ["--readers", "0"], end: 2, stderr: /whole number from 1 to 1000/ },
    { given: ["--replacements", "1.5"], end: 2, stderr: /whole number from 1 to 1000000/ },
  ])("says what is wrong with $given", async ({ given, end, stderr }, { expect }) => {
    const ended = await understudy(["prove-replacement", ...given], { input: "A\nB\n" });

    expect(ended).toMatchObject({ end, stderr: expect.stringMatching(stderr) });
  });

  test("sells nothing for a caller who may not read licenses", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { instance, control, tokens } = emulator.ready;
    const where = ["--url", instance.url, "--control-url", control.url];

    const { end } = await understudy(["prove-replacement", ...where, "--token", tokens.user]);

    expect(end).toBe(1);
    expect((await emulator.control.get("/portal/subscriptions")).body).toHaveLength(1);
  });
});

import { describe, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const activate = ({ graphql, ready }: TestEmulator) => graphql.activate(ready.activationCode ?? "");

describe.concurrent("understudy traffic count", () => {
  test.for([
    { typed: ["--hop", "portal"], count: 3 },
    { typed: ["--operation", "cloudActivationActivate"], count: 1 },
    { typed: ["--hop", "portal", "--status", "503"], count: 0 },
    { typed: ["--subscription", "A-S00000001", "--hop", "instance"], count: 1 },
    { typed: ["--subscription", "A-S00000099"], count: 0 },
    { typed: ["--since", "2025-06-02"], count: 0 },
  ])("$typed prints $count after an activation", async ({ typed, count }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await activate(emulator);

    const { end, stdout } = await understudyAt(emulator, ["traffic", "count", ...typed]);

    expect({ end, stdout }).toEqual({ end: 0, stdout: `${count}\n` });
  });
});

describe.concurrent("understudy traffic wait", () => {
  test("shows what it has waited for, and ends with 0", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const waiting = understudyAt(emulator, [
      ...["traffic", "wait", "--operation", "cloudActivationActivate", "--seconds", "300"],
    ]);
    await activate(emulator);

    const { end, stdout } = await waiting;
    expect(end).toBe(0);
    expect(stdout).toMatch(/^id +hop .*\n\d+ +portal .* cloudActivationActivate +200 .*\n$/);
  });

  test("ends with 1 where that does not come in time", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const args = ["traffic", "wait", "--status", "503", "--seconds", "1"];

    const { end, stdout, stderr } = await understudyAt(emulator, args);

    expect({ end, stdout, stderr }).toEqual({
      end: 1,
      stdout: "",
      stderr: "0 of 1 such exchange was seen within 1 second.\n",
    });
  });
});

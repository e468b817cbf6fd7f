import { describe, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

describe.concurrent("understudy settings", () => {
  test("shows the settings that can change while the instance runs", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stdout } = await understudyAt(emulator, ["settings"]);

    expect(end).toBe(0);
    expect(stdout.trimEnd().split(/ *\n/)).toEqual([
      "gitlab version         18.5.0-ee",
      "silent mode            false",
      "instance kind          self-managed",
      "rules                  today",
      "activation code check  strict",
      "leak transport texts   false",
    ]);
  });

  test.for([
    { typed: ["--silent-mode"], becomes: { silentMode: true } },
    {
      typed: ["--no-silent-mode", "--rules", "2017"],
      becomes: { silentMode: false, rules: "2017" },
    },
    { typed: ["--gitlab-version", "17.11.0-ee"], becomes: { gitlabVersion: "17.11.0-ee" } },
    { typed: ["--instance-kind", "saas"], becomes: { instanceKind: "saas" } },
    { typed: ["--activation-code-check", "portal"], becomes: { activationCodeCheck: "portal" } },
  ])("set $typed makes it $becomes", async ({ typed, becomes }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end } = await understudyAt(emulator, ["settings", "set", ...typed]);

    expect(end).toBe(0);
    expect((await emulator.control.get("/settings")).body).toMatchObject(becomes);
  });

  test.for([
    { typed: [], says: "Name a setting; see understudy settings set --help." },
    { typed: ["--gitlab-version", "newest"], says: "It must be a version such as 18.5.0-ee." },
    { typed: ["--rules", "2016"], says: "Allowed choices are 2017, 2018, today." },
  ])("set $typed is wrong use", async ({ typed, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { end, stderr } = await understudyAt(emulator, ["settings", "set", ...typed]);

    expect([end, stderr]).toEqual([2, expect.stringContaining(says)]);
  });
});

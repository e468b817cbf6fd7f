import { describe, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { upload } from "../rest/license-client.ts";

describe.concurrent("understudy license info", () => {
  test("prints the six lines of the product, of the day that the clock shows", async ({
    expect,
  }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { active: 12, guests: 3 });
    await emulator.control.put("/user-counts", [
      { on: "2024-12-31", count: 99 },
      { on: "2025-05-31", count: 5 },
    ]);
    const restrictions = { active_user_count: 100, plan: "ultimate" };
    await upload(emulator, { restrictions });

    const shown = await understudyAt(emulator, ["license", "info"]);
    const json = await understudyAt(emulator, ["license", "info", "--json"]);

    expect(shown).toEqual({
      end: 0,
      stdout: [
        "Today's Date: 2025-06-01",
        "Current User Count: 12",
        "Max Historical Count: 5",
        "Max Users in License: 100",
        "License valid from: 2025-01-01 to 2026-01-01",
        "Email associated with license: user@example.com",
        "",
      ].join("\n"),
      stderr: "",
    });
    expect(JSON.parse(json.stdout)).toEqual({
      today: "2025-06-01",
      activeUsers: 12,
      historicalMax: 5,
      seats: 100,
      startsOn: "2025-01-01",
      expiresOn: "2026-01-01",
      email: "user@example.com",
    });
  });

  test("names what the license leaves out, and no control character of what it says", async ({
    expect,
  }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const licensee = { Company: "GitLab", Email: "a\u001b[31m@gitlab.com" };
    await upload(emulator, { licensee, expires_at: null });

    const { stdout } = await understudyAt(emulator, ["license", "info"]);

    expect(stdout).toContain("\nMax Users in License: unlimited\n");
    expect(stdout).toContain("\nLicense valid from: 2025-01-01 to never\n");
    expect(stdout).toContain("license: a\\u001b[31m@gitlab.com\n");
  });

  test.for([{ flags: [] }, { flags: ["--json"] }])(
    "ends with a sentence where there is no license ($flags)",
    async ({ flags }, { expect }) => {
      await using emulator = await emulatorOn("2025-06-01");

      const ended = await understudyAt(emulator, ["license", "info", ...flags]);

      expect(ended).toEqual({ end: 1, stdout: "", stderr: "No license has been applied.\n" });
    },
  );
});

import { describe, test } from "vitest";
import { policyFields } from "../../../src/cli/words/policies.ts";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";

describe.concurrent("understudy portal policy", () => {
  test("lists every policy that the control API has", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/portal/policies", {
      omitUnchangedKey: true,
      unusedCodesExpireAfterDays: 1,
    });

    const { stdout } = await understudyAt(emulator, ["portal", "policy"]);

    const { body } = await emulator.control.get("/portal/policies");
    expect(new Set(Object.values(policyFields))).toEqual(new Set(Object.keys(body)));
    expect(stdout.trimEnd().split(/ *\n/)).toEqual([
      "policy                         is",
      "one-report-a-day               off",
      "new-key-at-every-sync          off",
      "omit-unchanged-key             on",
      "codes-bound-to-first-instance  off",
      "unused-codes-expire-after      1 day",
    ]);
  });

  test.for([
    { typed: ["one-report-a-day", "on"], says: "on", becomes: { oneReportADay: true } },
    { typed: ["new-key-at-every-sync", "off"], says: "off", becomes: { newKeyAtEverySync: false } },
    {
      typed: ["unused-codes-expire-after", "30"],
      says: "30 days",
      becomes: { unusedCodesExpireAfterDays: 30 },
    },
    {
      typed: ["unused-codes-expire-after", "off"],
      says: "off",
      becomes: { unusedCodesExpireAfterDays: null },
    },
    { typed: ["codes-bound-to-first-instance"], says: "off", becomes: {} },
  ])("$typed says that it is $says now", async ({ typed, says, becomes }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/portal/policies", { newKeyAtEverySync: true });

    const { end, stdout } = await understudyAt(emulator, ["portal", "policy", ...typed]);

    const { body } = await emulator.control.get("/portal/policies");
    const [, shown] = stdout.trimEnd().split("\n");
    expect({ end, shown, body }).toMatchObject({
      end: 0,
      shown: expect.stringMatching(new RegExp(`^${typed[0]} +${says}$`)),
      body: becomes,
    });
  });

  test.for([
    { typed: ["unused-codes-expire-after", "on"], end: 2, says: "is a number of days or off" },
    { typed: ["one-report-a-day", "3"], end: 2, says: "one-report-a-day is on or off" },
    { typed: ["one-report-a-day", "yes"], end: 2, says: "It must be on or off, or a number" },
    { typed: ["two-reports-a-day", "on"], end: 2, says: "Allowed choices are one-report-a-day" },
    { typed: ["unused-codes-expire-after", "0"], end: 2, says: "whole number from 1 to 36500" },
  ])("takes $typed for wrong use", async ({ typed, end, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const ended = await understudyAt(emulator, ["portal", "policy", ...typed]);

    expect(ended).toEqual({ end, stdout: "", stderr: expect.stringContaining(says) });
  });
});

import { describe, test } from "vitest";
import { understudyAt } from "../../support/command-line.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { withAddOns } from "../../support/with-add-ons.ts";

describe.concurrent("understudy add-ons", () => {
  test("shows what the license in force gives, and what was assigned", async ({ expect }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await withAddOns(emulator, {
      duo_enterprise: [{ quantity: 100, started_on: "2025-06-01", expires_on: "2026-06-01" }],
      duo_core: [{ quantity: 10, started_on: "2024-06-01", expires_on: "2025-06-01" }],
    });

    const assigned = await understudyAt(emulator, ["add-ons", "assign", "duo_enterprise", "50"]);
    const shown = await understudyAt(emulator, ["add-ons"]);
    const json = await understudyAt(emulator, ["add-ons", "show", "--json"]);

    expect(shown).toEqual({
      end: 0,
      stdout: [
        "type            purchased  assigned  active",
        "duo_enterprise  100        50        true",
        "duo_core        0          0         false",
        "",
      ].join("\n"),
      stderr: "",
    });
    expect(assigned).toEqual(shown);
    expect(JSON.parse(json.stdout)).toEqual([
      { type: "duo_enterprise", purchasedSeats: 100, assignedSeats: 50, active: true },
      { type: "duo_core", purchasedSeats: 0, assignedSeats: 0, active: false },
    ]);
  });

  test("says of one that the license in force does not give which ones it gives", async ({
    expect,
  }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const without = await understudyAt(emulator, ["add-ons", "assign", "foo", "5"]);
    await withAddOns(emulator, {
      duo_enterprise: [{ quantity: 100, started_on: "2025-06-01", expires_on: "2026-06-01" }],
    });
    const beside = await understudyAt(emulator, ["add-ons", "assign", "foo", "6"]);

    expect(without.stdout).toMatch(/\n\nThe license in force gives no foo\.\n$/);
    expect(beside.stdout).toMatch(/\n\nThe license in force gives no foo, but duo_enterprise\.\n$/);
    expect((await emulator.control.get("/add-ons")).body).toContainEqual({
      type: "foo",
      purchasedSeats: 0,
      assignedSeats: 6,
      active: false,
    });
  });

  test.for([
    {
      args: ["assign", "duo_enterprise", "many"],
      end: 2,
      says: "It must be a whole number from 0 to 2147483647.",
    },
    { args: ["assign", "duo_enterprise", "-1"], end: 2, says: "-1" },
    { args: ["assign", "duo_enterprise"], end: 2, says: "seats" },
    { args: ["assign", "Duo Pro", "5"], end: 2, says: "such as duo_enterprise" },
    { args: ["assign", "duo_pro", "3000000000"], end: 2, says: "2147483647" },
  ])("$args ends with $end and changes nothing", async ({ args, end, says }, { expect }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const ended = await understudyAt(emulator, ["add-ons", ...args]);

    expect(ended).toEqual({ end, stdout: "", stderr: expect.stringContaining(says) });
    expect((await emulator.control.get("/add-ons")).body).toEqual([]);
  });
});

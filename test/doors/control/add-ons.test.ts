import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

/** One for all, as nothing that is sent here changes it. */
let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await emulatorOn("2025-06-01");
  await emulator.control.put("/add-ons", [{ type: "duo_pro", assignedSeats: 1 }]);
});
afterAll(() => emulator[Symbol.asyncDispose]());

const seats = (assignedSeats: unknown) => [{ type: "duo_pro", assignedSeats }];
const named = (type: unknown) => [{ type, assignedSeats: 2 }];

describe("PUT /add-ons", () => {
  test.each([
    { body: {}, names: "list" },
    { body: { duo_pro: 2 }, names: "list" },
    { body: [{ type: "duo_pro" }], names: "entry 1, assignedSeats: " },
    { body: [{ assignedSeats: 2 }], names: "entry 1, type: " },
    { body: [...seats(2), ...seats(-1)], names: "entry 2, assignedSeats: " },
    { body: [{ type: "duo_pro", assignedSeats: 2, trial: true }], names: '"trial"' },
    ...[-1, 1.5, 2 ** 31, "8", null, true, [2]].map((count) => ({
      body: seats(count),
      names: "entry 1, assignedSeats: ",
    })),
    ...["", " ", "Duo", "duo-pro", "9duo", "duo pro", "__proto__", "x".repeat(101)].map((name) => ({
      body: named(name),
      names: "entry 1, type: must be a name such as duo_enterprise",
    })),
    { body: named(5), names: "entry 1, type: " },
  ])("refuses $body, naming what is wrong, and nothing changes", async ({ body, names }) => {
    const before = await emulator.control.get("/state");

    const answer = await emulator.control.put("/add-ons", body);

    expect(answer).toEqual({
      status: 400,
      body: { error: { code: "invalid-body", message: expect.stringContaining(names) } },
    });
    expect(await emulator.control.get("/state")).toEqual(before);
  });

  test("takes nothing at all, and any name that a license may give", async () => {
    await using other = await emulatorOn("2025-06-01");
    await other.control.put("/add-ons", [{ type: "constructor", assignedSeats: 1 }]);

    const answer = await other.control.put("/add-ons", []);

    expect(answer).toEqual({
      status: 200,
      body: [{ type: "constructor", purchasedSeats: 0, assignedSeats: 1, active: false }],
    });
  });
});

import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../src/package/start-emulator.ts";

const faults = [
  { kind: "html", endpoint: "graphql" },
  { kind: "drop-connection", endpoint: "graphql" },
] as const;

describe("an emulator's handle", () => {
  test.each(faults)("says that the instance did not answer as it does ($kind)", async (fault) => {
    await using emulator = await startEmulator({ now: "2025-06-01" });
    await emulator.fault(fault);

    await expect(emulator.currentLicense()).rejects.toMatchObject({
      name: "EmulatorError",
      code: "no-answer",
    });
  });

  test("says of everything that the emulator was stopped, once it was", async () => {
    const emulator = await startEmulator({ now: "2025-06-01" });
    await emulator[Symbol.asyncDispose]();

    const asked = await Promise.allSettled([
      emulator.sell(),
      emulator.fault({ kind: "empty" }),
      emulator.faults(),
      emulator.clearFaults(),
      emulator.clock.set("2025-07-01"),
      emulator.clock.advance({ days: 1 }),
      emulator.reset(),
      emulator.sync(),
      emulator.jobs(),
      emulator.putInto("expired"),
    ]);

    const codes = asked.map((one) => (one.status === "rejected" ? one.reason.code : "done"));
    expect(codes).toEqual(Array(10).fill("stopped"));
    await expect(emulator.activate()).rejects.toMatchObject({ name: "EmulatorError" });
  });
});

import { describe, expect } from "vitest";
import type { Emulator } from "../../../src/package/emulator.ts";
import { test } from "../../../src/package/vitest.ts";

const seen: Emulator[] = [];

describe("a test that asks for an emulator", () => {
  test("gets one", async ({ emulator }) => {
    seen.push(emulator);

    expect((await emulator.activate()).errors).toEqual([]);
  });

  test("gets a fresh one, and the one before is stopped", async ({ emulator }) => {
    expect(await emulator.currentLicense()).toBeNull();
    expect(seen).toHaveLength(1);
    expect(emulator.instance.url).not.toBe(seen[0]?.instance.url);
    await expect(seen[0]?.currentLicense()).rejects.toThrow();
  });

  describe("with options of its own", () => {
    test.override("emulatorOptions", { now: "2031-05-01", frozen: true, timeZone: "Asia/Tokyo" });

    test("gets one that was started with them", ({ emulator }) => {
      expect(emulator.clock.now()).toBe("2031-05-01T00:00:00+09:00");
    });
  });
});

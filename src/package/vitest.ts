import { test as vitestTest } from "vitest";
import type { EmulatorOptions } from "./emulator-options.ts";
import { startEmulator } from "./start-emulator.ts";

const options: EmulatorOptions = {};

/**
 * Vitest's `test`, which hands each test that asks for it an `emulator` of its own, and stops it after the test.
 *
 * `test.override("emulatorOptions", { now: "2025-06-01" })` is for all tests of a file or of a `describe`.
 */
export const test = vitestTest
  .extend("emulatorOptions", options)
  .extend("emulator", async ({ emulatorOptions }, { onCleanup }) => {
    const emulator = await startEmulator(emulatorOptions);
    onCleanup(() => emulator[Symbol.asyncDispose]());
    return emulator;
  });

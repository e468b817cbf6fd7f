import { type TestAPI, test as vitestTest } from "vitest";
import type { Emulator } from "./emulator.ts";
import type { EmulatorOptions } from "./emulator-options.ts";
import { startEmulator } from "./start-emulator.ts";

/** What a test is handed. */
export interface WithEmulator {
  /** One of its own, in memory, stopped after the test. */
  readonly emulator: Emulator;
  /** What it is started with; nothing unless overridden. */
  readonly emulatorOptions: EmulatorOptions;
}

/**
 * Vitest's `test`, which hands each test that asks for it an `emulator` of its own, and stops it after the test.
 *
 * `test.override("emulatorOptions", { now: "2025-06-01" })` in a `describe` starts others there. For a whole file there
 * is `testWith`: where files share a process (`isolate: false`), Vitest would take an override at the top of one for all.
 */
export const test: TestAPI<WithEmulator> = testWith({});

/** The same, for emulators that are started with options: `const test = testWith({ now: "2025-06-01" })`. */
export function testWith(options: EmulatorOptions): TestAPI<WithEmulator> {
  return vitestTest.extend<WithEmulator>({
    emulatorOptions: options,
    emulator: async ({ emulatorOptions }, use) => {
      await using emulator = await startEmulator(emulatorOptions);
      await use(emulator);
    },
  });
}

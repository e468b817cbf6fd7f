import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A browser takes as long as a hundred other tests.
    exclude: ["test/long/*.test.ts", "test/strangers/browser/**/*.test.ts"],
    globalSetup: "test/support/bundled-program.ts",
    isolate: false,
    // Node strips the types itself, and runs the sources as they are.
    experimental: { viteModuleRunner: false },
    // Half of the tests wait for processes, browsers and silent peers: one more than there are cores keeps these busy.
    maxWorkers: availableParallelism() + 1,
    // A machine that is busy is no failure: only what never ends is.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // What is waited for comes; a busy machine may take its time.
    expect: { requireAssertions: true, poll: { timeout: 20_000 } },
  },
});

import { defineConfig } from "vitest/config";
import config from "../vitest.config.ts";

// The tests that state what licenses are, over which the coverage and the mutants of `src/license/` are measured.
export default defineConfig({
  ...config,
  test: {
    ...config.test,
    globalSetup: [],
    // Coverage and mutation put code of their own into the sources, which Node alone does not.
    experimental: { viteModuleRunner: true },
    include: ["test/rules/license/**/*.test.ts"],
    // States nothing but that there is an answer, and takes longer than all others together.
    exclude: ["test/rules/license/never-throws.test.ts"],
    // One after the other, in their order.
    sequence: { setupFiles: "list" },
    // What random cases find must be found each time.
    setupFiles: ["test/rules/license/same-cases.ts"],
    coverage: {
      provider: "v8",
      include: ["src/license/**/*.ts"],
      reporter: [["text", { skipFull: true }]],
      thresholds: { 100: true },
    },
  },
});

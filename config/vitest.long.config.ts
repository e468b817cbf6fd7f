import { defineConfig } from "vitest/config";
import config from "../vitest.config.ts";

// Tests that take long, or a process of their own because they weigh its memory.
export default defineConfig({
  ...config,
  test: {
    ...config.test,
    include: ["test/long/*.test.ts"],
    exclude: [],
    execArgv: ["--expose-gc"],
    isolate: true,
    testTimeout: 1_200_000,
  },
});

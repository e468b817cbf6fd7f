import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import config from "../vitest.config.ts";

/** Those that take minutes of one core each, the longest first: at the end, alone, they would leave the other cores idle. */
const longest = [
  "replacement",
  "histories",
  "more-histories",
  "killed",
  "admin",
  "explanations",
  "customer",
  "many-emulators",
  "subscription-page",
  "recipes",
  "mixed-load",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return place === -1 ? longest.length : place;
    };
    return files.toSorted((one, other) => rank(one) - rank(other));
  }
}

// Tests that take long, drive a browser, or need a process of their own because they weigh its memory.
export default defineConfig({
  ...config,
  test: {
    ...config.test,
    include: ["test/long/*.test.ts", "test/strangers/browser/**/*.test.ts"],
    exclude: [],
    execArgv: ["--expose-gc"],
    isolate: true,
    testTimeout: 1_200_000,
    sequence: { sequencer: LongestFirst },
  },
});

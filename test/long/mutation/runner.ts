import { fileURLToPath } from "node:url";
import { strykerPlugins as plugins, strykerValidationSchema } from "@stryker-mutator/vitest-runner";
import type { TestProject } from "vitest/node";
import { forgetThread, KeptThread } from "./kept-thread.ts";

export { strykerValidationSchema };

/** What of Stryker's runner is used here, and what it works with. */
interface Runner {
  readonly ctx: { readonly projects: readonly TestProject[] };
  init(): Promise<void>;
  dryRun(options: object): Promise<unknown>;
  mutantRun(options: { readonly mutantActivation: "static" | "runtime" }): Promise<unknown>;
}

const [vitestPlugin] = plugins;

/**
 * Stryker's runner of Vitest, with one thread for many mutants. What runs while a module is loaded is changed by a static
 * mutant: that one has a thread of its own.
 */
function keptRunner(injector: { injectFunction(factory: unknown): Runner }): Runner {
  const runner = injector.injectFunction(vitestPlugin?.factory);
  const { init, dryRun, mutantRun } = runner;
  const alone = async <Value>(run: () => Promise<Value>) => {
    await forgetThread();
    try {
      return await run();
    } finally {
      await forgetThread();
    }
  };
  return Object.assign(runner, {
    async init() {
      await init.call(runner);
      for (const { config } of runner.ctx.projects) {
        config.pool = "kept-thread";
        config.poolRunner = {
          name: "kept-thread",
          createPoolWorker: (options) => new KeptThread(options),
        };
        config.setupFiles.unshift(fileURLToPath(new URL("./no-mutant.ts", import.meta.url)));
      }
    },
    dryRun: (options: object) => alone(() => dryRun.call(runner, options)),
    mutantRun: (options: Parameters<Runner["mutantRun"]>[0]) =>
      options.mutantActivation === "static"
        ? alone(() => mutantRun.call(runner, options))
        : mutantRun.call(runner, options),
  });
}
keptRunner.inject = ["$injector"] as const;

/** As Stryker finds plugins. */
export const strykerPlugins = [{ kind: "TestRunner", name: "kept-vitest", factory: keptRunner }];

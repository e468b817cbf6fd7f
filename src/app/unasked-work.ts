import type { JobWorker } from "../worker/job-worker.ts";
import { type BootActivationOptions, startBootActivation } from "./boot-activation.ts";

interface UnaskedWorkOptions extends BootActivationOptions {
  readonly instance: BootActivationOptions["instance"] & { readonly worker: JobWorker };
}

interface UnaskedWork extends AsyncDisposable {
  /** Gives up what is under way: nothing of it is stored any more. Call it after a reset. */
  startOver(): void;
}

/**
 * What an instance does of itself: jobs that are due, and the activation at boot. Start it when everything listens:
 * nothing is activated by a start that fails, and no start waits for an activation.
 *
 * Both end at once: what either of them interrupts is a failure to the other, unless that ends, too.
 */
export function startUnaskedWork(options: UnaskedWorkOptions): UnaskedWork {
  const { portal } = options;
  const { worker } = options.instance;
  void worker.wake();
  const atBoot = startBootActivation(options);
  return {
    startOver() {
      void atBoot.stop();
      portal.interrupt();
      worker.startOver();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([atBoot.stop(), worker.stop(portal.interrupt)]);
    },
  };
}

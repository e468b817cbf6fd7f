import { setTimeout } from "node:timers/promises";

export interface InterruptibleWaits {
  /** False if interrupted. */
  wait(ms: number): Promise<boolean>;
  interrupt(): void;
}

/** Waits that end early when a server stops or starts over. */
export function interruptibleWaits(): InterruptibleWaits {
  let interruption = new AbortController();
  return {
    async wait(ms) {
      const { signal } = interruption;
      try {
        await setTimeout(ms, undefined, { signal });
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        throw error;
      }
    },
    interrupt() {
      interruption.abort();
      interruption = new AbortController();
    },
  };
}

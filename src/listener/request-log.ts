import type { Log } from "../base/log.ts";
import { type Random, randomAlphanumeric } from "../base/random.ts";
import { withoutCredentials } from "../base/repeatable.ts";
import type { Answered } from "./server.ts";

/** Names requests: no two alike, also across starts and listeners, unless a seed makes the starts alike. */
export function requestIds(random: Random, listener: string): () => string {
  let prefix: string | undefined;
  let count = 0;
  return () => {
    prefix ??= randomAlphanumeric(random, `request-ids/${listener}`, 12);
    count += 1;
    return `${prefix}-${count}`;
  };
}

/** What the operator reads of one listener's requests: each at level debug, what broke at level error. */
export function requestLog(log: Log, listener: string) {
  return {
    onError: (error: unknown, requestId?: string) =>
      log.error({ err: error, listener, requestId }, "Unexpected exception"),
    // Costs nothing while nobody reads it.
    onAnswered: log.isLevelEnabled("debug")
      ? (answered: Answered) => {
          const path = withoutCredentials(answered.path);
          log.debug({ listener, ...answered, path }, "Answered");
        }
      : undefined,
  };
}

import type { Log } from "../base/log.ts";
import type { Answered } from "./http.ts";

/** What the operator reads of one listener's requests: each at level debug, what broke at level error. */
export function requestLog(log: Log, listener: string) {
  return {
    onError: (error: unknown, requestId?: string) =>
      log.error({ err: error, listener, requestId }, "Unexpected exception"),
    // Costs nothing while nobody reads it.
    onAnswered: log.isLevelEnabled("debug")
      ? (answered: Answered) => log.debug({ listener, ...answered }, "Answered")
      : undefined,
  };
}

import type { Log } from "../base/log.ts";
import type { Random } from "../base/random.ts";
import type { Config } from "../config/config.ts";
import { startRecorder } from "../recording/recorder.ts";
import type { Clock } from "../time/clock.ts";
import type { Exchange } from "../traffic/exchange.ts";
import type { KnownSecrets } from "../traffic/known-secrets.ts";

interface Surroundings {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Pick<KnownSecrets, "clean">;
  readonly log: Log;
  /** Is told of every exchange, recorded or not. */
  readonly onExchange: (exchange: Exchange) => void;
}

/** Where exchanges with the portal are told: to whom they were told anyway, and to a recording if there is to be one. */
export function exchangesWithPortal(
  { config, clock, random, secrets, log, onExchange }: Surroundings,
  starting: AsyncDisposableStack,
): (exchange: Exchange) => void {
  if (config.record === null) return onExchange;
  const { record: directory, readingKeys: keys, redactPeople } = config;
  const recorder = starting.use(
    startRecorder({ directory, clock, random, keys, secrets, redactPeople, log }),
  );
  return (exchange) => {
    onExchange(exchange);
    recorder.record(exchange);
  };
}

import type { Log } from "../base/log.ts";
import type { Random } from "../base/random.ts";
import type { Config } from "../config/config.ts";
import { portalName } from "../lab/addresses.ts";
import type { ListenerLimits } from "../listener/limits.ts";
import { requestIds, requestLog } from "../listener/request-log.ts";
import type { ListenTo } from "../listener/server.ts";
import type { Identity } from "../listener/tls.ts";

interface Shared {
  readonly limits: ListenerLimits;
  readonly random: Random;
  readonly log: Log;
  /** What each shows of itself over TLS. */
  readonly identity: Identity | undefined;
}

/** Where each party listens, by its name, and what all of them have alike. */
export function listenersOf(
  { host, externalUrl }: Pick<Config, "host" | "externalUrl">,
  { limits, random, log, identity }: Shared,
): (listener: string, port: number) => ListenTo {
  const hostname = externalUrl === null ? null : URL.parse(externalUrl)?.hostname;
  return (listener, port) => {
    const { onError, onAnswered } = requestLog(log, listener);
    return {
      host,
      port,
      hostnames: [...(hostname ? [hostname] : []), ...(listener === "portal" ? [portalName] : [])],
      limits,
      identity,
      nextRequestId: requestIds(random, listener),
      onAnswered,
      onError,
    };
  };
}

import type { Log } from "../base/log.ts";
import type { Random } from "../base/random.ts";
import type { Config } from "../config/config.ts";
import { type ListenerLimits, usualLimits } from "../listener/listener-limits.ts";
import { requestIds } from "../listener/request-ids.ts";
import { requestLog } from "../listener/request-log.ts";

interface Surroundings {
  readonly log: Log;
  readonly limits?: ListenerLimits;
  readonly random: Random;
}

/** What each listener is told, besides what it serves. */
export function listenersOf(
  { host, externalUrl }: Config,
  { log, random, limits = usualLimits }: Surroundings,
) {
  const hostname = externalUrl === null ? undefined : URL.parse(externalUrl)?.hostname;
  const hostnames = hostname === undefined ? [] : [hostname];
  return (listener: string, port: number) => ({
    host,
    port,
    hostnames,
    limits,
    nextRequestId: requestIds(random, listener),
    ...requestLog(log, listener),
  });
}

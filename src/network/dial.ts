import type { Socket } from "node:net";
import { type Address, lookUp } from "./lookup.ts";
import type { Network, NetworkTimeouts } from "./network.ts";
import type { NetworkRules } from "./rules.ts";
import { openSocket } from "./socket.ts";
import { TransportError } from "./transport-error.ts";

export interface Dialing {
  readonly network: Network;
  readonly rules: Pick<NetworkRules, "tries">;
  readonly timeouts: NetworkTimeouts;
  readonly signal: AbortSignal;
}

/** Names of the machine itself, of which people expect that any address will do. */
const isOwnName = (host: string) => /(?:^|\.)localhost\.?$/i.test(host);

/** Why another address may be tried: a refusal, a reset and silence are not among it. Source: network, eras (C5). */
const unreachable: readonly string[] = ["ENETUNREACH", "EHOSTUNREACH"];

/**
 * Looks a name up, and connects to what is found as the version does. `onDial` is told of each address before.
 *
 * Throws a `TransportError` of the phase `dns` or `tcp`.
 */
export async function dial(
  { host, port }: { readonly host: string; readonly port: number },
  { network, rules, timeouts, signal }: Dialing,
  onDial: (address: string) => void,
): Promise<Socket> {
  const found = await lookUp(host, network, { ms: timeouts.lookupMs, signal });
  const candidates = isOwnName(host) ? found : candidatesOf(found, rules.tries);
  const goesOnAfter = (error: unknown) =>
    isOwnName(host) ||
    (error instanceof TransportError && unreachable.includes(error.failure.code));
  for (const [index, { address }] of candidates.entries()) {
    onDial(address);
    try {
      const within = { ms: timeouts.connectMs, signal };
      return await openSocket(host, { address, port }, network, within);
    } catch (error) {
      if (index === candidates.length - 1 || !goesOnAfter(error)) throw error;
    }
  }
  throw new Error(`${host} has no address`);
}

/** The addresses that an instance tries, of those that a name has. */
function candidatesOf(found: readonly Address[], tries: NetworkRules["tries"]): readonly Address[] {
  const [first] = found;
  if (!first) return [];
  const other = found.find(({ family }) => family !== first.family);
  return tries === "one-per-family" && other ? [first, other] : [first];
}

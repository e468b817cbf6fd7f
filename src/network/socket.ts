import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Endpoint, Network } from "./network.ts";
import { inPhase, type Within } from "./phase.ts";
import { connectTimeout } from "./transport-error.ts";

/**
 * Connects over TCP to an address, which is one of `host`.
 *
 * Throws a `TransportError` of the phase `tcp`: `ECONNREFUSED`, `ENETUNREACH` where there is no route,
 * `UND_ERR_CONNECT_TIMEOUT` after `ms`.
 */
export function openSocket(
  host: string,
  to: Endpoint,
  { route }: Pick<Network, "route">,
  within: Within,
): Promise<Socket> {
  const phase = {
    phase: "tcp",
    host,
    address: to.address,
    timeoutCode: connectTimeout,
  } as const;
  return inPhase(phase, within, async (signal) => {
    const leadsTo = route(to);
    if (leadsTo === null) throw new NoRoute(to);
    const socket = connect({ host: leadsTo.address, port: leadsTo.port, autoSelectFamily: false });
    // Whoever speaks over it listens to errors too; one that comes when nobody does ends nothing but the socket.
    socket.on("error", () => socket.destroy());
    try {
      await once(socket, "connect", { signal });
    } catch (error) {
      socket.destroy();
      throw asTo(to, leadsTo, error);
    }
    return socket.setNoDelay(true);
  });
}

/** What the system says of the way that is taken, said of the one that was asked for. */
function asTo(to: Endpoint, taken: Endpoint, error: unknown): unknown {
  if (error instanceof Error) {
    error.message = error.message.replaceAll(endpointIn(taken), endpointIn(to));
  }
  return error;
}

const endpointIn = ({ address, port }: Endpoint) => `${address}:${port}`;

/** As the system says it. */
class NoRoute extends Error {
  readonly code = "ENETUNREACH";
  constructor({ address, port }: Endpoint) {
    super(`connect ENETUNREACH ${endpointIn({ address, port })}`);
  }
}

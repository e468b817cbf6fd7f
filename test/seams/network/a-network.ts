import { type AddressInfo, createServer, type Socket } from "node:net";
import type { Dispatcher } from "undici";
import type { Network } from "../../../src/network/network.ts";
import { outboundTo } from "../../../src/network/outbound.ts";
import { networkRulesOf } from "../../../src/network/rules.ts";

export const loopback = "127.0.0.1";

/** A network in which nothing is known, and everything leads where it says. */
export const aNetwork = (parts: Partial<Network> = {}): Network => ({
  nameServers: null,
  route: (to) => to,
  proxyVariables: {},
  trustedCertificates: () => [],
  ...parts,
});

/** Leads each address to a port of this machine, or nowhere. */
export const leading =
  (ports: Readonly<Record<string, number | null>>): Network["route"] =>
  ({ address }) => {
    const port = ports[address];
    return port ? { address: loopback, port } : null;
  };

interface Going {
  readonly network: Network;
  readonly version?: string;
  readonly lookupMs?: number;
  readonly connectMs?: number;
  readonly readMs?: number;
}

/** Asks for the head of a URL, and gives the status, or throws what the way out has thrown. */
export async function headOf(
  url: string,
  { network, version = "18.5.0-ee", lookupMs = 10_000, connectMs = 10_000, readMs = 10_000 }: Going,
): Promise<number> {
  await using way = await outboundTo(url, {
    network,
    rules: networkRulesOf(version),
    timeouts: { lookupMs, connectMs, readMs },
    maxAnswerBytes: 1024,
  });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const { origin, pathname } = new URL(url);
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart() {},
    onResponseStart: (_controller, status) => resolve(status),
    onResponseData() {},
    onResponseEnd() {},
    onResponseError: (_controller, error) => reject(error),
  };
  way.dispatch({ method: "HEAD", origin, path: pathname, headers: {} }, handler);
  return await promise;
}

/** What a port of this machine does with each connection. */
export async function listening(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port at which nobody listens. */
export async function closedPort(): Promise<number> {
  await using listener = await listening(() => undefined);
  return listener.port;
}

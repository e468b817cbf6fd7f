import { once } from "node:events";
import type { Server, Socket } from "node:net";

/** Something on a port of this machine that nobody else has. */
export interface Listening extends AsyncDisposable {
  readonly port: number;
}

export const loopback = "127.0.0.1";

/** How many connections are kept at once, of strangers on this machine too. */
const mostConnections = 256;

/** How long a connection may be idle: longer than anybody waits for an answer. In milliseconds. */
const idleMs = 120_000;

/** Lets a server listen. When it ends, all connections that were made with it end. */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.maxConnections = mostConnections;
  server.on("connection", (socket: Socket) => keep(sockets, socket));
  server.listen({ host: loopback, port: 0 });
  await once(server, "listening");
  return {
    port: portOf(server),
    async [Symbol.asyncDispose]() {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
      await promise;
    },
  };
}

/** Holds a connection until it ends, which an error or silence makes it do. */
function keep(sockets: Set<Socket>, socket: Socket) {
  sockets.add(socket);
  socket.once("close", () => sockets.delete(socket));
  socket.on("error", () => socket.destroy());
  socket.setTimeout(idleMs, () => socket.destroy());
}

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

/** Lets two connections say everything to each other, and end together. */
export function join(one: Socket, other: Socket) {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on("error", () => from.destroy());
    from.once("close", () => to.destroy());
    from.pipe(to);
  }
}

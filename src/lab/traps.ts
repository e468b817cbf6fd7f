import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { blackHole } from "./black-hole.ts";
import { type Listening, listen, loopback, portOf } from "./listening.ts";
import type { Trap } from "./scene.ts";

/** A port that does nothing but what a trap does, as soon as somebody connects. */
export function trap(kind: Trap): Promise<Listening> {
  switch (kind) {
    case "refused":
      return closedPort();
    case "blackhole":
      return blackHole();
    case "reset":
      return listen(createServer((socket) => socket.resetAndDestroy()));
    case "silent":
      return listen(createServer((socket) => socket.resume()));
    case "garbage":
      return listen(createServer((socket) => socket.resume().end("hello\r\n")));
    case "closed":
      // What was sent is read: else the system would reset the connection.
      return listen(createServer((socket) => socket.resume().end()));
  }
}

/**
 * A port at which nothing listens, kept from others by a connection that begins there.
 *
 * The connection is bound to an address before, since the system takes no port of such a one for another connection, which
 * could then reach itself.
 */
async function closedPort(): Promise<Listening> {
  const server = createServer();
  const accepted: Socket[] = [];
  server.on("connection", (socket) => {
    socket.on("error", () => socket.destroy());
    accepted.push(socket);
  });
  server.listen({ host: loopback, port: 0 });
  await once(server, "listening");
  const holder = connect({ host: loopback, port: portOf(server), localAddress: loopback });
  holder.on("error", () => holder.destroy());
  const lost = new AbortController();
  // It ends by itself only if the system has no file left to accept it with.
  holder.resume().once("close", () => lost.abort());
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  try {
    await once(holder, "connect");
    while (!accepted.some(({ remotePort }) => remotePort === holder.localPort)) {
      await once(server, "connection", { signal: lost.signal });
    }
  } catch (error) {
    holder.destroy();
    for (const socket of accepted) socket.destroy();
    throw lost.signal.aborted ? new NotAccepted() : error;
  } finally {
    server.close(() => resolve());
  }
  return {
    port: holder.localPort ?? 0,
    async [Symbol.asyncDispose]() {
      holder.destroy();
      for (const socket of accepted) socket.destroy();
      await closed;
    },
  };
}

class NotAccepted extends Error {
  readonly code = "EMFILE";
}

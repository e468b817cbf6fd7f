import type { IncomingMessage, ServerOptions, ServerResponse } from "node:http";
import type { Server } from "node:https";
import type { Socket } from "node:net";

/** A certificate and its private key, PEM. */
export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** What a listener shows of itself. */
export interface Identity extends Pair {
  /** Another pair for clients that ask for a name; null where the usual one is for it too. */
  readonly pairFor: (name: string) => Promise<Pair | null>;
}

interface Secured {
  readonly identity: Identity;
  readonly options: ServerOptions;
  /** How long a client may take until TLS is spoken, in milliseconds. */
  readonly handshakeMs: number;
  readonly take: (request: IncomingMessage, response: ServerResponse) => void;
  /** What is said to a client that does not speak TLS: an answer as it travels. */
  readonly answerToPlain: () => string;
}

/**
 * A server of HTTP over TLS. Who speaks HTTP without TLS is answered in plain words, and never gets any further.
 *
 * `closeAll` also closes connections on which TLS is not spoken yet, which the server itself does not know of.
 */
export function secureServer({ identity, options, handshakeMs, take, answerToPlain }: Secured): {
  readonly server: Server;
  readonly closeAll: () => void;
} {
  const { createServer } = process.getBuiltinModule("node:https");
  const { createSecureContext } = process.getBuiltinModule("node:tls");
  const contextOf = ({ certificate, key }: Pair) => createSecureContext({ cert: certificate, key });
  const server = createServer(
    {
      ...options,
      cert: identity.certificate,
      key: identity.key,
      handshakeTimeout: handshakeMs,
      SNICallback: (name, done) => {
        identity.pairFor(name).then(
          (pair) => done(null, pair === null ? undefined : contextOf(pair)),
          (error: Error) => done(error),
        );
      },
    },
    take,
  );
  // A handshake that fails is no request: there is nothing to answer, and nothing to tell of.
  server.removeAllListeners("tlsClientError");
  server.on("tlsClientError", (_error, socket) => socket.destroy());

  const early = new Set<Socket>();
  const [speakTls] = server.listeners("connection");
  server.removeAllListeners("connection");
  server.on("connection", (socket: Socket) => {
    early.add(socket);
    socket.on("close", () => early.delete(socket));
    socket.on("error", ignore);
    socket.setTimeout(handshakeMs, () => socket.destroy());
    const look = () => {
      const first: Buffer | null = socket.read(1);
      if (first === null) return;
      socket.off("readable", look);
      socket.unshift(first);
      if (first[0] !== handshakeRecord) return refusePlain(socket);
      socket.setTimeout(0);
      speakTls?.call(server, socket);
    };
    socket.on("readable", look);
  });

  function refusePlain(socket: Socket) {
    // What has come is read, or the system would reset the connection, and the answer with it.
    socket.resume();
    socket.end(answerToPlain());
    setTimeout(() => socket.destroy(), handshakeMs).unref();
  }

  return {
    server,
    closeAll() {
      for (const socket of early) socket.destroy();
    },
  };
}

/** The first byte of a connection on which TLS is spoken. */
const handshakeRecord = 0x16;

/** Nobody waits for a client that is gone. */
const ignore = () => undefined;

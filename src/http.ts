import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { isAllowedHost } from "./allowed-host.ts";
import { bodyOf, maxBodyBytes } from "./request-body.ts";

/** A request whose body has arrived whole. `url` is path and query, as sent. */
export interface Incoming {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a listener sends back; `drop` closes the socket instead. */
export type Reply =
  | {
      readonly status: number;
      readonly headers: Record<string, string>;
      readonly body: string | Buffer;
    }
  | { readonly drop: true };

/** Where a listener is found. */
export interface ListenTo {
  readonly host: string;
  readonly port: number;
  /** Host names to answer to besides loopback ones. */
  readonly hostnames: readonly string[];
}

export interface ListenerOptions extends ListenTo {
  readonly handle: (incoming: Incoming) => Promise<Reply> | Reply;
  /** How this listener words a refusal that comes before any route. */
  readonly refuse: (refusal: Refusal) => Reply;
  /** Told of exceptions, which are answered with a 500 that says nothing of them. */
  readonly onError: (error: unknown) => void;
  /** Told of each request that was handled, once it is answered. */
  readonly onExchange?: (exchange: {
    readonly ms: number;
    readonly request: Omit<Incoming, "body"> & { readonly body: string };
    readonly response: { status: number; headers: Record<string, string>; body: string } | null;
  }) => void;
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface Listener extends AsyncDisposable {
  readonly url: string;
}

/** The port is taken, or not ours to open. */
export class ListenError extends Error {
  readonly address: string;
  /** The system's own, such as `EADDRINUSE`. */
  readonly code: string;
  constructor(address: string, code: string) {
    super(`${address}: ${code}`);
    this.address = address;
    this.code = code;
  }
}

/** Opens a port and answers from it until disposed. */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      requestTimeout: 40_000,
      keepAliveTimeout: 60_000,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      void answer(options, request, response);
    },
  );
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    [Symbol.asyncDispose]: () => close(server),
  };
}

function listen(server: Server, { host, port }: ListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new ListenError(`${host}:${port}`, error.code ?? error.message)),
    );
    server.listen({ host, port }, resolve);
  });
}

/** Lets requests under way finish for half a second, then closes what is left: all three listeners stop within two. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), 500);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function answer(
  options: ListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const startedAt = performance.now();
  const incoming = await receive(options, request);
  if ("refusal" in incoming) {
    if (incoming.refusal) send(options.refuse(incoming.refusal), request, response);
    return;
  }
  let reply: Reply;
  try {
    reply = await options.handle(incoming);
  } catch (error) {
    options.onError(error);
    reply = options.refuse({
      status: 500,
      code: "internal-error",
      message: "Internal server error",
    });
  }
  send(reply, request, response);
  options.onExchange?.({
    ms: performance.now() - startedAt,
    request: { ...incoming, body: incoming.body.toString() },
    response: "drop" in reply ? null : { ...reply, body: reply.body.toString() },
  });
}

/** Reads the body within its limit. A refusal of null means that the client went away. */
async function receive(
  options: ListenerOptions,
  request: IncomingMessage,
): Promise<Incoming | { refusal: Refusal | null }> {
  const host = request.headers.host ?? "";
  if (!isAllowedHost(host, [options.host, ...options.hostnames])) {
    return {
      refusal: {
        status: 403,
        code: "host-not-allowed",
        message: `The Host header names "${host}", which is not this server. Use localhost, or allow the name with --external-url.`,
      },
    };
  }
  if ((request.headers["content-encoding"] ?? "identity") !== "identity") {
    const message =
      "Compressed request bodies are not accepted. Send the body without Content-Encoding.";
    return { refusal: { status: 415, code: "compressed-body", message } };
  }
  const body = await bodyOf(request);
  if (body === "too-large") {
    const message = `The request body is larger than ${maxBodyBytes} bytes.`;
    return { refusal: { status: 413, code: "body-too-large", message } };
  }
  if (body === "gone") return { refusal: null };
  return {
    method: request.method ?? "GET",
    url: request.url ?? "/",
    headers: request.headers,
    body,
  };
}

function send(reply: Reply, request: IncomingMessage, response: ServerResponse) {
  if ("drop" in reply) {
    request.socket.destroy();
    return;
  }
  // A refusal may come before the body: reading on keeps the connection usable.
  request.resume();
  response.writeHead(reply.status, {
    ...reply.headers,
    "content-length": Buffer.byteLength(reply.body),
  });
  response.end(request.method === "HEAD" ? undefined : reply.body);
}

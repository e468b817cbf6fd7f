import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { storageProblem } from "../base/storage-problem.ts";
import { type Received, receive } from "./bodies.ts";
import { formReadOf } from "./forms.ts";
import { type Incoming, pathOf, type Refusal, type Reply } from "./http.ts";
import { inTurn } from "./in-turn.ts";
import { type ListenerLimits, maxHeaderBytes, usualLimits } from "./limits.ts";
import { createServer, STATUS_CODES } from "./node-http.ts";
import { brokenRequest, tooSlow, unexpectedException } from "./refusals.ts";

/** Where a listener is found, and what it tells of its requests. */
export interface ListenTo {
  readonly host: string;
  readonly port: number;
  /** Host names to answer to besides loopback ones. */
  readonly hostnames: readonly string[];
  /** A name for the next request. */
  readonly nextRequestId: () => string;
  /** Told of every request that was answered, also of those that were refused before any route. */
  readonly onAnswered?: ((answered: Answered) => void) | undefined;
  /** Told of exceptions, which are answered with a 500 that says nothing of them. */
  readonly onError: (error: unknown, requestId?: string) => void;
  /** The usual ones if there are none. */
  readonly limits?: ListenerLimits;
}

export interface Answered {
  readonly requestId: string;
  readonly method: string;
  /** Without the query, which may hold a token. */
  readonly path: string;
  /** Null if there was no answer. */
  readonly status: number | null;
  readonly ms: number;
}

export interface Service {
  readonly handle: (incoming: Incoming) => Promise<Reply> | Reply;
  /** How this listener words a refusal that comes before any route, and at times before there is a request. */
  readonly refuse: (refusal: Refusal, asked?: Pick<IncomingMessage, "url" | "headers">) => Reply;
  /** Told of each request that was handled, once it is answered. */
  readonly onExchange?: (exchange: {
    readonly ms: number;
    readonly request: Omit<Incoming, "body" | "requestId"> & {
      readonly body: string;
      /** What was read of the body as a form, if it was read as one. */
      readonly form: URLSearchParams | undefined;
    };
    readonly response: { status: number; headers: Record<string, string>; body: string } | null;
  }) => void;
}

export type ListenerOptions = ListenTo & Service;

export interface Listener extends AsyncDisposable {
  readonly url: string;
}

/** Opens a port and answers from it until disposed. */
export async function startListener(listenTo: ListenTo, service: Service): Promise<Listener> {
  const options: ListenerOptions = { ...listenTo, ...service };
  const { headerMs, idleMs, maxConnections } = options.limits ?? usualLimits;
  const take = inTurn((request, response) => answer(options, request, response));
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headerMs,
      // Counted by the body's own reader: a request that waits for its turn is not late.
      requestTimeout: 0,
      // Looked at with the others, and answered like them.
      requireHostHeader: false,
      keepAliveTimeout: idleMs,
      connectionsCheckingInterval: headerMs / 10,
    },
    take,
  );
  server.on("checkExpectation", take);
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) =>
    answerBroken(options, error, socket),
  );
  server.maxConnections = maxConnections;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    [Symbol.asyncDispose]: () => close(server),
  };
}

/** Answers bytes that never became a request, and ends their connection. */
function answerBroken(options: ListenerOptions, error: NodeJS.ErrnoException, socket: Socket) {
  const requestId = options.nextRequestId();
  const reply = named(options.refuse(brokenRequest(error)), requestId);
  if (!("drop" in reply) && takesAnAnswer(socket)) {
    socket.write(lastWords(reply.status, reply.headers, reply.body));
    options.onAnswered?.({ requestId, method: "", path: "", status: reply.status, ms: 0 });
  }
  socket.destroySoon();
}

/** Whatever goes wrong here ends the connection, and nothing else. */
async function answer(
  options: ListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const requestId = options.nextRequestId();
  try {
    await tryToAnswer(options, { request, requestId }, response);
  } catch (error) {
    request.socket.destroy();
    options.onError(error, requestId);
  }
}

async function tryToAnswer(options: ListenerOptions, received: Received, response: ServerResponse) {
  const startedAt = performance.now();
  const { request, requestId } = received;
  const { idleMs } = options.limits ?? usualLimits;
  // Working may take longer than a client may be idle.
  request.socket.setTimeout(0);
  const incoming = await receive(options, received);
  if (incoming === null) return;
  const reply = named(
    "code" in incoming ? options.refuse(incoming, request) : await handled(options, incoming),
    requestId,
  );
  // An answer that is not read is given up as an idle connection is.
  request.socket.setTimeout("drop" in reply ? 0 : idleMs);
  // The rest of a late body is not waited for.
  if (incoming === tooSlow) response.shouldKeepAlive = false;
  send(reply, request, response);
  const ms = performance.now() - startedAt;
  options.onAnswered?.({
    requestId,
    method: request.method ?? "",
    path: pathOf({ url: request.url ?? "" }),
    status: "drop" in reply ? null : reply.status,
    ms: Math.round(ms * 10) / 10,
  });
  if ("code" in incoming) return;
  const { method, url, headers } = incoming;
  options.onExchange?.({
    ms,
    request: {
      method,
      url,
      headers,
      body: incoming.body.toString(),
      form: formReadOf(incoming),
    },
    response: "drop" in reply ? null : { ...reply, body: reply.body.toString() },
  });
}

function named(reply: Reply, requestId: string): Reply {
  if ("drop" in reply) return reply;
  return { ...reply, headers: { ...reply.headers, "x-request-id": requestId } };
}

async function handled({ handle, onError, refuse }: ListenerOptions, incoming: Incoming) {
  try {
    return await handle(incoming);
  } catch (error) {
    onError(error, incoming.requestId);
    const problem = storageProblem(error);
    if (problem === undefined) return refuse(unexpectedException, incoming);
    return refuse({ status: 503, code: "storage-failed", message: problem }, incoming);
  }
}

function send(reply: Reply, request: IncomingMessage, response: ServerResponse) {
  if ("drop" in reply) {
    if (reply.drop === true) hangUp(request.socket);
    return;
  }
  answeredOn.add(request.socket);
  // What has no body by definition has no length either.
  const hasBody = reply.status !== 204 && reply.status !== 304;
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(hasBody && { "content-length": Buffer.byteLength(reply.body) }),
  });
  response.end(request.method === "HEAD" ? undefined : reply.body);
}

/** Connections that were used before. */
const answeredOn = new WeakSet<Socket>();

/**
 * Closes a connection instead of an answer. Of one that was used before, a client may think that it was closed before the
 * request came, and send that again of itself: nobody would notice the fault. So the answer begins, and ends there.
 */
function hangUp(socket: Socket) {
  if (answeredOn.has(socket) && takesAnAnswer(socket)) socket.write("HTTP/1.1 ");
  socket.destroySoon();
}

/**
 * Whether an answer may still be written by hand: not on a socket that is gone, nor into the midst of another
 * answer, which node keeps as `_httpMessage` and asks in the same way.
 */
function takesAnAnswer(socket: Socket): boolean {
  const underway: unknown = Reflect.get(socket, "_httpMessage");
  const begun =
    typeof underway === "object" && underway !== null && Reflect.get(underway, "_headerSent");
  return socket.writable && begun !== true;
}

/** An answer as it travels, after which the connection ends. */
function lastWords(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): string {
  const lines = Object.entries({
    ...headers,
    connection: "close",
    "content-length": String(Buffer.byteLength(body)),
  }).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("\r\n")}\r\n\r\n${body}`;
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

interface Opening {
  readonly host: string;
  readonly port: number;
  readonly onError: (error: unknown) => void;
}

/** Starts listening; from then on, errors are the operator's to know of. */
function listen(server: Server, { host, port, onError }: Opening): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) =>
      reject(new ListenError(`${host}:${port}`, error.code ?? error.message));
    server.once("error", fail);
    server.listen({ host, port }, () => {
      // Such as too many open files: one connection is lost, the listener goes on.
      server.off("error", fail).on("error", onError);
      resolve();
    });
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

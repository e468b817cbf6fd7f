import type { Server as HttpServer, IncomingMessage, ServerResponse } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { type Awaitable, andThen, orElse } from "../base/awaitable.ts";
import { storageProblem } from "../base/storage-problem.ts";
import { discardBody, type MostStreamed, receiver } from "./bodies.ts";
import { BodyRefused } from "./body-stream.ts";
import { formReadOf } from "./forms.ts";
import { type Incoming, pathOf, type Refusal, type Reply } from "./http.ts";
import { inTurn } from "./in-turn.ts";
import { type ListenerLimits, maxHeaderBytes, usualLimits } from "./limits.ts";
import { createServer, STATUS_CODES } from "./node-http.ts";
import { type OpenOutflows, openOutflows } from "./outflow.ts";
import { brokenRequest, spokePlainly, tooSlow, unexpectedException } from "./refusals.ts";
import { type Identity, secureServer } from "./tls.ts";

/** Where a listener is found, and what it tells of its requests. */
export interface ListenTo {
  readonly host: string;
  readonly port: number;
  /** Host names to answer to besides loopback ones. */
  readonly hostnames: readonly string[];
  /** What it shows of itself over TLS; it speaks HTTP without TLS unless there is one. */
  readonly identity?: Identity | undefined;
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
  readonly handle: (incoming: Incoming) => Awaitable<Reply>;
  /** How this listener words a refusal that comes before any route, and at times before there is a request. */
  readonly refuse: (refusal: Refusal, asked?: Pick<IncomingMessage, "url" | "headers">) => Reply;
  /** Which requests are handled before their bodies have come: none unless said. */
  readonly mostStreamed?: MostStreamed;
  /** Told of each request that was handled, once it is answered. */
  readonly onExchange?: (exchange: {
    readonly ms: number;
    readonly request: Omit<Incoming, "body" | "requestId" | "scheme" | "closed"> & {
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
  const { host, identity } = listenTo;
  const { headerMs, idleMs, maxConnections } = listenTo.limits ?? usualLimits;
  const outflows = openOutflows(idleMs);
  const take = inTurn(answering(listenTo, service, outflows));
  const options = {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: headerMs,
    // Counted by the body's own reader: a request that waits for its turn is not late.
    requestTimeout: 0,
    // Looked at with the others, and answered like them.
    requireHostHeader: false,
    keepAliveTimeout: idleMs,
    connectionsCheckingInterval: headerMs / 10,
  };
  let url = "";
  const answerToPlain = () => inPlainWords({ listenTo, service }, url);
  const { server, closeAll } = identity
    ? secureServer({ identity, options, handshakeMs: headerMs, take, answerToPlain })
    : plainServer(options, take);
  server.on("checkExpectation", take);
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) =>
    answerBroken({ listenTo, service }, error, socket),
  );
  server.maxConnections = maxConnections;
  await listen(server, listenTo);
  const { port } = server.address() as AddressInfo;
  url = `${schemeOf(listenTo)}://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return {
    url,
    [Symbol.asyncDispose]() {
      outflows.end();
      return close(server, closeAll);
    },
  };
}

const schemeOf = ({ identity }: Pick<ListenTo, "identity">) => (identity ? "https" : "http");

function plainServer(...[options, take]: Parameters<typeof createServer>) {
  const server = createServer(options, take);
  return { server, closeAll: () => server.closeAllConnections() };
}

interface Party {
  readonly listenTo: ListenTo;
  readonly service: Service;
}

/** What is said to a client that speaks HTTP where TLS is spoken. */
function inPlainWords({ listenTo, service }: Party, url: string): string {
  const requestId = listenTo.nextRequestId();
  const reply = named(service.refuse(spokePlainly(url)), requestId);
  if ("drop" in reply) return "";
  listenTo.onAnswered?.({ requestId, method: "", path: "", status: reply.status, ms: 0 });
  return lastWords(reply.status, reply.headers, reply.body);
}

/** Answers bytes that never became a request, and ends their connection. */
function answerBroken({ listenTo, service }: Party, error: NodeJS.ErrnoException, socket: Socket) {
  const requestId = listenTo.nextRequestId();
  const reply = named(service.refuse(brokenRequest(error)), requestId);
  if (!("drop" in reply) && takesAnAnswer(socket)) {
    socket.write(lastWords(reply.status, reply.headers, reply.body));
    listenTo.onAnswered?.({ requestId, method: "", path: "", status: reply.status, ms: 0 });
  }
  socket.destroySoon();
}

/** How a listener answers a request, at once if it can. Whatever goes wrong here ends the connection, and nothing else. */
function answering(
  listenTo: ListenTo,
  { handle, refuse, mostStreamed = () => null, onExchange }: Service,
  outflows: OpenOutflows,
) {
  const { host, hostnames, limits = usualLimits, nextRequestId, onAnswered, onError } = listenTo;
  const scheme = schemeOf(listenTo);
  const receive = receiver({ scheme, hosts: [host, ...hostnames], limits, mostStreamed });

  const handled = (incoming: Incoming, onLate: () => void): Awaitable<Reply> =>
    orElse<Reply>(
      () => handle(incoming),
      (error) => {
        if (error instanceof BodyRefused) {
          if (error.refusal === tooSlow) onLate();
          return error.refusal ? refuse(error.refusal, incoming) : { drop: "by-client" };
        }
        onError(error, incoming.requestId);
        const problem = storageProblem(error);
        if (problem === undefined) return refuse(unexpectedException, incoming);
        return refuse({ status: 503, code: "storage-failed", message: problem }, incoming);
      },
    );

  return (request: IncomingMessage, response: ServerResponse): Awaitable<void> => {
    const requestId = nextRequestId();
    const startedAt = performance.now();
    const { socket } = request;
    const closed = () => outflows.closedOf(response);
    // Working may take longer than a client may be idle.
    if (socket.timeout) socket.setTimeout(0);
    return orElse<void>(
      () => andThen(receive({ request, requestId, closed }), answerTo),
      (error) => {
        socket.destroy();
        onError(error, requestId);
      },
    );

    function answerTo(incoming: Incoming | Refusal | null): Awaitable<void> {
      if (incoming === null) return;
      // The rest of a late body is not waited for.
      const onLate = () => {
        response.shouldKeepAlive = false;
      };
      if (incoming === tooSlow) onLate();
      if ("code" in incoming) return reply(refuse(incoming, request));
      return andThen(handled(incoming, onLate), (handedBack) => {
        // What nobody has taken is thrown away.
        if (incoming.stream && !request.complete) discardBody(request, limits.bodyMs);
        return reply(handedBack, incoming);
      });
    }

    function reply(unnamed: Reply, incoming?: Incoming) {
      const answer = overOwnScheme(named(unnamed, requestId), scheme);
      send(answer, { request, response, outflows });
      // An answer that is not read is given up as an idle connection is.
      if (socket.writableLength > 0) socket.setTimeout(limits.idleMs);
      const isDropped = "drop" in answer;
      const ms = performance.now() - startedAt;
      onAnswered?.({
        requestId,
        method: request.method ?? "",
        path: pathOf({ url: request.url ?? "" }),
        status: isDropped ? null : answer.status,
        ms: Math.round(ms * 10) / 10,
      });
      if (!incoming || !onExchange) return;
      const { method, url, headers } = incoming;
      onExchange({
        ms,
        // Text, and not the bytes: they are a part of all that was read with them.
        request: {
          method,
          url,
          headers,
          body: incoming.body.toString(),
          form: formReadOf(incoming),
        },
        response: isDropped
          ? null
          : { status: answer.status, headers: answer.headers, body: answer.body.toString() },
      });
    }
  };
}

/** A reply that has a name already keeps it: a portal that replays goes by those of another one. */
function named(reply: Reply, requestId: string): Reply {
  if ("drop" in reply) return reply;
  return { ...reply, headers: { "x-request-id": requestId, ...reply.headers } };
}

/** A cookie that was given over TLS goes over nothing else: cookies ignore ports, and so schemes. */
function overOwnScheme(reply: Reply, scheme: Incoming["scheme"]): Reply {
  if (scheme === "http" || "drop" in reply || !("set-cookie" in reply.headers)) return reply;
  const { "set-cookie": cookie, ...headers } = reply.headers;
  return { ...reply, headers: { ...headers, "set-cookie": `${cookie}; Secure` } };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly outflows: OpenOutflows;
}

function send(answer: Reply, { request, response, outflows }: Exchange) {
  if ("drop" in answer) {
    if (answer.drop === true) hangUp(request.socket);
    return;
  }
  answeredOn.add(request.socket);
  const { status, body, follow } = answer;
  // What has no body by definition has no length either, nor has what goes on.
  const hasLength = status !== 204 && status !== 304 && !follow;
  const headers: string[] = [];
  for (const name in answer.headers) headers.push(name, answer.headers[name] ?? "");
  if (hasLength) headers.push("content-length", String(Buffer.byteLength(body)));
  response.writeHead(status, headers);
  if (request.method === "HEAD") response.end();
  else if (!follow) response.end(body);
  else {
    response.flushHeaders();
    if (body.length > 0) response.write(body);
    follow(outflows.open(response));
  }
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

type Server = HttpServer | HttpsServer;

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
function close(server: Server, closeAll: () => void): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(closeAll, 500);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}

import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Socket } from "node:net";
import { pipeline } from "node:stream";
import { join, type Listening, listen } from "./listening.ts";
import type { ProxyMode } from "./scene.ts";

/** Connects to a host, as the proxy sees the network; null if it leads nowhere else. */
type ConnectTo = (host: string, port: number) => Socket | null;

/** How long a connection may take to be made, and how long a client may take to ask, in milliseconds. */
const connectMs = 10_000;
const headersMs = 10_000;
const requestMs = 30_000;

const largestHeader = 16_384;

/** An HTTP proxy: it makes tunnels, and sends on what it is handed whole. */
export function proxyServer(mode: ProxyMode, connectTo: ConnectTo): Promise<Listening> {
  const server = createServer({
    maxHeaderSize: largestHeader,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
  });
  server.on("connect", (asked: IncomingMessage, socket: Socket, head: Buffer) => {
    const refused = refusalOf(mode, asked);
    if (refused === "closed") return socket.end();
    if (refused !== null) return void refuseTunnel(socket, refused);
    return tunnel({ socket, head, to: asked.url ?? "" }, connectTo);
  });
  server.on("request", (asked, answer) => {
    const refused = refusalOf(mode, asked);
    if (refused === "closed") return asked.socket.end();
    if (refused !== null) return void refuse(answer, refused);
    return sendOn(asked, answer, connectTo);
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  return listen(server);
}

/** The status with which somebody is refused; null if nobody is. */
function refusalOf(mode: ProxyMode, { headers }: IncomingMessage): number | "closed" | null {
  switch (mode.does) {
    case "works":
      return null;
    case "closed":
      return "closed";
    case "403":
    case "502":
      return Number(mode.does);
    case "407": {
      const { user, password } = mode;
      const credentials = Buffer.from(`${user}:${password}`).toString("base64");
      return headers["proxy-authorization"] === `Basic ${credentials}` ? null : 407;
    }
  }
}

function tunnel(
  asked: { readonly socket: Socket; readonly head: Buffer; readonly to: string },
  connectTo: ConnectTo,
) {
  const { socket, head, to } = asked;
  const url = URL.parse(`connect://${to}`);
  const upstream = url && connectTo(url.hostname, Number(url.port));
  if (!upstream) return refuseTunnel(socket, url ? 403 : 400);
  const giveUp = (status: number) => {
    upstream.destroy();
    refuseTunnel(socket, status);
  };
  const fail = () => giveUp(502);
  const limit = setTimeout(() => giveUp(504), connectMs);
  upstream.once("error", fail);
  upstream.once("close", () => clearTimeout(limit));
  socket.once("close", () => upstream.destroy());
  upstream.once("connect", () => {
    clearTimeout(limit);
    upstream.off("error", fail);
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    upstream.write(head);
    join(socket, upstream);
  });
}

const challenge = 'Basic realm="Understudy"';

function refuseTunnel(socket: Socket, status: number) {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...(status === 407 ? [`Proxy-Authenticate: ${challenge}`] : []),
    "Content-Length: 0",
    "Connection: close",
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n`);
}

const refuse = (answer: ServerResponse, status: number) =>
  answer
    .writeHead(status, {
      ...(status === 407 && { "proxy-authenticate": challenge }),
      "content-length": 0,
      connection: "close",
    })
    .end();

/** Sends a request on that names a host in its first line. */
function sendOn(asked: IncomingMessage, answer: ServerResponse, connectTo: ConnectTo) {
  const url = URL.parse(asked.url ?? "");
  if (url?.protocol !== "http:") return void refuse(answer, 400);
  const upstream = connectTo(url.hostname, Number(url.port) || 80);
  if (!upstream) return void refuse(answer, 403);
  const sent = request({
    createConnection: () => upstream,
    method: asked.method,
    path: `${url.pathname}${url.search}`,
    headers: { ...passedOn(asked.headers), host: url.host },
    timeout: requestMs,
  });
  sent.on("timeout", () => sent.destroy());
  sent.on("error", () => {
    if (answer.headersSent) answer.destroy();
    else refuse(answer, 502);
  });
  sent.on("response", (came) => {
    answer.writeHead(came.statusCode ?? 502, passedOn(came.headers));
    pipeline(came, answer, () => undefined);
  });
  answer.once("close", () => sent.destroy());
  asked.pipe(sent);
}

/** What is between one client and one server alone. */
const ofOneHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

const passedOn = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofOneHop.has(name)));

import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { request } from "undici";

/** What an instance has sent to its portal. */
export interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Stands before a portal, hands everything on, and keeps what was sent. */
export async function recordPortal(portalUrl: string) {
  const sent: Sent[] = [];
  const server = createServer(async (received, response) => {
    const one = {
      path: received.url ?? "",
      headers: ownHeaders(received.headers),
      body: await text(received),
    };
    sent.push(one);
    const answer = await send(portalUrl, one);
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    [Symbol.dispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Sends once more what an instance has sent. */
export async function send(portalUrl: string, { path, headers, body }: Sent) {
  const answer = await request(`${portalUrl}${path}`, { method: "POST", headers, body });
  return { status: answer.statusCode, body: await answer.body.text() };
}

/** Those that do not belong to one connection. */
const ownHeaders = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !["connection", "content-length", "host"].includes(name))
      .map(([name, value]) => [name, String(value)]),
  );

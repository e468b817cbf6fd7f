import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import type { Incoming, Reply } from "../../../src/listener/http.ts";
import { usualLimits } from "../../../src/listener/limits.ts";
import type { ListenerOptions } from "../../../src/listener/server.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { listening } from "./listening.ts";

type Recorded = Parameters<NonNullable<ListenerOptions["onExchange"]>>[0];

/** A request on a connection of its own, which the client keeps open. */
function connectionTo(url: string, path: string) {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  return { socket, closed: once(socket.resume(), "close") };
}

describe("a listener", () => {
  test("hands over method, path with query, and body", async () => {
    await using listener = await listening();

    const answer = await rawRequest(`${listener.url}/a%20b?c=d&e`, { method: "PUT", body: "äö" });

    expect(answer).toMatchObject({ status: 200, body: "PUT /a%20b?c=d&e 4" });
  });

  test("answers HEAD with headers alone", async () => {
    await using listener = await listening();

    const { status, headers, body } = await rawRequest(listener.url, { method: "HEAD" });

    expect({ status, length: headers["content-length"], body }).toEqual({
      status: 200,
      length: "8",
      body: "",
    });
  });

  test("closes the socket where the reply is to drop it", async () => {
    await using listener = await listening({ handle: () => ({ drop: true }) });

    await expect(rawRequest(listener.url)).rejects.toThrow("socket hang up");
  });

  test("leaves the socket to the client where the reply is silence, also for longer than it may be idle", async () => {
    const handle = ({ url }: Incoming): Reply =>
      url === "/silence" ? { drop: "by-client" } : { status: 204, headers: {}, body: "" };
    await using listener = await listening({ handle, limits: { ...usualLimits, idleMs: 500 } });
    const silent = connectionTo(listener.url, "/silence");
    const idle = connectionTo(listener.url, "/");

    await idle.closed;

    expect([silent.socket.bytesRead, silent.socket.closed]).toEqual([0, false]);
    silent.socket.destroy();
  });

  test("says nothing of an exception, and tells the operator", async () => {
    const errors: unknown[] = [];
    const bug = new Error("SELECT secret FROM /etc/passwd");
    await using listener = await listening({
      handle: () => Promise.reject(bug),
      onError: (error) => errors.push(error),
    });

    const { status, body } = await rawRequest(listener.url);

    expect({ status, body }).toEqual({
      status: 500,
      body: "internal-error: Internal server error",
    });
    expect(errors).toEqual([bug]);
  });

  test("shows IPv6 addresses in brackets", async () => {
    await using listener = await listening({ host: "::1" });

    const { status } = await rawRequest(listener.url);

    expect(listener.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect(status).toBe(200);
  });

  test("names the address of a port that is taken", async () => {
    await using first = await listening();
    const port = Number(new URL(first.url).port);

    await expect(listening({ port })).rejects.toMatchObject({
      address: `127.0.0.1:${port}`,
      code: "EADDRINUSE",
    });
  });

  test("records a request with its answer", async () => {
    const recorded: Recorded[] = [];
    await using listener = await listening({ onExchange: (exchange) => recorded.push(exchange) });

    await rawRequest(`${listener.url}/x`, { method: "POST", body: "body" });

    expect(recorded).toEqual([
      {
        ms: expect.any(Number),
        request: { method: "POST", url: "/x", headers: expect.anything(), body: "body" },
        response: {
          status: 200,
          headers: { "content-type": "text/plain", "x-request-id": "a-request" },
          body: "POST /x 4",
        },
      },
    ]);
  });

  test("records a dropped request without an answer", async () => {
    const recorded: Recorded[] = [];
    await using listener = await listening({
      handle: () => ({ drop: true }),
      onExchange: (exchange) => recorded.push(exchange),
    });

    await expect(rawRequest(listener.url)).rejects.toThrow();

    expect(recorded.map(({ response }) => response)).toEqual([null]);
  });

  test("goes on when a client leaves in the middle of its body", async () => {
    await using listener = await listening();
    const { hostname, port } = new URL(listener.url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf");
    socket.destroy();
    await once(socket, "close");

    expect(await rawRequest(listener.url)).toMatchObject({ status: 200, body: "GET / 0" });
  });
});

describe("a request that no listener takes", () => {
  test.each([
    { host: "evil.example", status: 403, code: "host-not-allowed" },
    { host: "127.0.0.1", status: 200, code: "GET" },
  ])("is told from others by its Host: $host", async ({ host, status, code }) => {
    await using listener = await listening();

    const answer = await rawRequest(listener.url, { headers: { host } });

    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(new RegExp(`^${code}\\b`));
  });

  test("is one with headers over 16 KiB", async () => {
    await using listener = await listening();

    const { status } = await rawRequest(listener.url, { headers: { long: "x".repeat(16 * 1024) } });

    expect(status).toBe(431);
  });

  test.each(["gzip", "br", "deflate", "gzip, identity"])(
    "is one whose body is compressed: %s",
    async (encoding) => {
      await using listener = await listening();

      const answer = await rawRequest(listener.url, {
        method: "POST",
        headers: { "content-encoding": encoding },
        body: "body",
      });

      expect(answer).toMatchObject({
        status: 415,
        body: "compressed-body: Compressed request bodies are not accepted. Send the body without Content-Encoding.",
      });
    },
  );
});

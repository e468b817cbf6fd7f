import { once } from "node:events";
import { request as overTls } from "node:https";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type CertificateAuthority,
  certificateAuthority,
} from "../../../src/certificates/authority.ts";
import type { Incoming } from "../../../src/listener/http.ts";
import { usualLimits } from "../../../src/listener/limits.ts";
import type { ListenerOptions } from "../../../src/listener/server.ts";
import type { Identity } from "../../../src/listener/tls.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { listening } from "./listening.ts";

let authority: CertificateAuthority;
let identity: Identity;

beforeAll(async () => {
  authority = await certificateAuthority("Authority");
  const other = await authority.issue({ names: ["other.localhost"] });
  identity = {
    ...(await authority.issue({ names: ["127.0.0.1", "localhost"] })),
    pairFor: async (name) => (name === "other.localhost" ? other : null),
  };
});

const secured = (given: Partial<ListenerOptions> = {}) => listening({ identity, ...given });

/** Asks over TLS, trusting the authority. */
async function ask(
  url: string,
  { name, ...asked }: { name?: string; method?: string; body?: string } = {},
) {
  const { body = "", method = "GET" } = asked;
  const sent = overTls(url, {
    method,
    ca: authority.certificate,
    ...(name !== undefined && { servername: name }),
    headers: { "content-length": Buffer.byteLength(body) },
  });
  sent.end(body);
  const [response] = await once(sent, "response");
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** Sends bytes, and gives all that comes back until the connection ends. */
async function said(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  return text(socket);
}

describe("a listener with a certificate", () => {
  test("speaks HTTP over TLS, and says so in its URL", async () => {
    await using listener = await secured();

    const answer = await ask(`${listener.url}/a?b`, { method: "PUT", body: "äö" });

    expect(listener.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(answer).toMatchObject({ status: 200, body: "PUT /a?b 4" });
  });

  test("hands over that a request came with TLS", async () => {
    const handle = ({ scheme }: Incoming) => ({ status: 200, headers: {}, body: scheme });
    await using listener = await secured({ handle });
    await using plain = await listening({ handle });

    expect((await ask(listener.url)).body).toBe("https");
    expect((await rawRequest(plain.url)).body).toBe("http");
  });

  test("shows a name's own certificate to whoever asks for it", async () => {
    await using listener = await secured();

    expect((await ask(listener.url, { name: "other.localhost" })).status).toBe(200);
    await expect(ask(listener.url, { name: "third.localhost" })).rejects.toThrow(
      "Hostname/IP does not match certificate's altnames",
    );
  });

  test("lets cookies go over TLS alone", async () => {
    const handle = () => ({ status: 200, headers: { "set-cookie": "a=b; Path=/" }, body: "" });
    await using listener = await secured({ handle });
    await using plain = await listening({ handle });

    expect((await ask(listener.url)).headers["set-cookie"]).toEqual(["a=b; Path=/; Secure"]);
    expect((await rawRequest(plain.url)).headers["set-cookie"]).toEqual(["a=b; Path=/"]);
  });

  test("tells a client that speaks HTTP without TLS where to go, and goes on", async () => {
    await using listener = await secured();

    const answer = await rawRequest(listener.url.replace("https", "http"), {
      method: "POST",
      body: "x".repeat(100_000),
    });

    expect(answer).toMatchObject({
      status: 400,
      headers: { connection: "close" },
      body: `tls-expected: This port speaks TLS. Use ${listener.url}.`,
    });
    expect((await ask(listener.url)).status).toBe(200);
  });

  test("closes connections that begin like TLS and are none", async () => {
    await using listener = await secured();

    // An alert of TLS at most: no answer.
    expect(await said(listener.url, `\x16\x03\x01${"x".repeat(100)}`)).not.toContain("HTTP");
    expect((await ask(listener.url)).status).toBe(200);
  });

  test("closes connections on which TLS is not spoken in time", async () => {
    await using listener = await secured({ limits: { ...usualLimits, headerMs: 50 } });

    expect(await said(listener.url, "")).toBe("");
    expect(await said(listener.url, "\x16")).toBe("");
  });

  test("answers bytes within TLS that are no request", async () => {
    await using listener = await secured();
    const { hostname, port } = new URL(listener.url);
    const socket = connectTls({ host: hostname, port: Number(port), ca: authority.certificate });
    socket.write("garbage\r\n\r\n");

    expect(await text(socket)).toContain("HTTP/1.1 400 Bad Request");
  });

  test("closes the connection where the reply is to drop it", async () => {
    await using listener = await secured({ handle: () => ({ drop: true }) });

    await expect(ask(listener.url)).rejects.toThrow("socket hang up");
  });

  test("ends although clients are connected that say nothing", async () => {
    const listener = await secured();
    const { hostname, port } = new URL(listener.url);
    const silent = connect(Number(port), hostname);
    const begun = connect(Number(port), hostname);
    begun.write("\x16");
    const spoken = connectTls({ host: hostname, port: Number(port), ca: authority.certificate });
    await Promise.all([once(silent, "connect"), once(spoken, "secureConnect")]);
    const closed = [silent, begun, spoken].map((socket) => once(socket.resume(), "close"));

    await listener[Symbol.asyncDispose]();

    expect(await Promise.all(closed)).toHaveLength(3);
  });
});

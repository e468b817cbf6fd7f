import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { bodyOf, lines, rawSocket, saidTo, statusOf } from "./raw-socket.ts";
import { chunked, close, get, host, oneChunk, post, query, saidToAll } from "./shapes.ts";

const typename = '{"data":{"__typename":"Query"}}';

describe("a request that no route is asked about is refused in each listener's own words:", () => {
  test.each([
    {
      shape: "OPTIONS *",
      status: 400,
      code: "bad-target",
      bytes: lines("OPTIONS * HTTP/1.1", host, close),
    },
    { shape: "GET *", status: 400, code: "bad-target", bytes: get("*") },
    {
      shape: "a URL of another scheme",
      status: 400,
      code: "bad-target",
      bytes: get("ftp://localhost/"),
    },
    {
      shape: "a URL of another host",
      status: 403,
      code: "host-not-allowed",
      bytes: get("http://evil.example/"),
    },
    {
      shape: "another Host",
      status: 403,
      code: "host-not-allowed",
      bytes: lines("GET http://localhost/ HTTP/1.1", "Host: evil.example", close),
    },
    {
      shape: "an empty Host",
      status: 403,
      code: "host-not-allowed",
      bytes: lines("GET / HTTP/1.1", "Host:", close),
    },
    {
      shape: "HTTP/1.0 without a Host",
      status: 403,
      code: "host-not-allowed",
      bytes: lines("GET / HTTP/1.0"),
    },
    {
      shape: "two Hosts",
      status: 400,
      code: "ambiguous-host",
      bytes: get("/", "Host: evil.example"),
    },
    { shape: "the same Host twice", status: 400, code: "ambiguous-host", bytes: get("/", host) },
    {
      shape: "an unknown expectation",
      status: 417,
      code: "unknown-expectation",
      bytes: get("/", "Expect: the-moon"),
    },
    {
      shape: "a compressed transfer",
      status: 501,
      code: "unknown-transfer-coding",
      bytes: post(["Transfer-Encoding: gzip, chunked"], "0\r\n\r\n"),
    },
    {
      shape: "chunks over HTTP/1.0",
      status: 501,
      code: "unknown-transfer-coding",
      bytes: `${lines("POST / HTTP/1.0", host, "Transfer-Encoding: chunked")}0\r\n\r\n`,
    },
  ])("$shape", async ({ bytes, status, code }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answers = await saidToAll(emulator, bytes);

    expect(answers.map(statusOf)).toEqual([status, status, status]);
    const message = expect.any(String);
    expect(answers.map((answer) => JSON.parse(bodyOf(answer)))).toEqual([
      { errors: [{ message }] },
      { errors: [{ message }] },
      { error: { code, message } },
    ]);
  });
});

describe("an unusual request that means something is answered as the usual one:", () => {
  const path = "/api/graphql?query={__typename}";

  test.each([
    { shape: "a URL as the target", bytes: get(`http://localhost${path}`) },
    { shape: "a URL in capitals", bytes: get(`HTTP://LOCALHOST${path}`) },
    { shape: "HTTP/1.0", bytes: lines(`GET ${path} HTTP/1.0`, host) },
    {
      shape: "an offer to upgrade",
      bytes: lines(
        `GET ${path} HTTP/1.1`,
        host,
        "Connection: upgrade, close",
        "Upgrade: websocket",
      ),
    },
    { shape: "chunks", bytes: chunked(oneChunk()) },
    { shape: "a chunk extension", bytes: chunked(oneChunk(";a=b")) },
    { shape: "trailers", bytes: chunked(oneChunk().replace(/\r\n$/, "__proto__: a\r\n\r\n")) },
    { shape: "invalid percent-encoding", bytes: get(`${path}&operationName=&x=%zz%ff%00`) },
    { shape: "a __proto__ parameter", bytes: get(`${path}&__proto__=x&constructor=y`) },
    { shape: "a __proto__ header", bytes: get(path, "__proto__: x", "constructor: y") },
  ])("$shape", async ({ bytes }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await saidTo(emulator.ready.instance.url, bytes);

    expect({ status: statusOf(answer), body: bodyOf(answer) }).toEqual({
      status: 200,
      body: typename,
    });
  });

  test("HEAD, without a body", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await saidTo(emulator.ready.instance.url, get(path).replace("GET", "HEAD"));

    expect(answer).toMatch(/^content-length: 31\r$/im);
    expect(bodyOf(answer)).toBe("");
  });

  test("a client that waits for 100 Continue", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    using connection = await rawSocket(emulator.ready.instance.url);
    connection.send(post(["Expect: 100-continue", `Content-Length: ${query.length}`], ""));
    await connection.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);

    connection.send(query);

    expect(await connection.ended).toMatch(/HTTP\/1\.1 200 OK[\s\S]*"__typename":"Query"/);
  });
});

describe("a method that nobody serves", () => {
  test.each(["TRACE", "QUERY", "DELETE", "M-SEARCH"])("is refused: %s", async (method) => {
    await using emulator = await emulatorOn("2025-06-01");
    const request = lines(`${method} /api/graphql HTTP/1.1`, host, close, "X-Secret: abc");

    const [instance = "", portal = "", control = ""] = await saidToAll(emulator, request);

    expect(statusOf(instance)).toBe(405);
    expect(JSON.parse(bodyOf(instance))).toEqual({ errors: [{ message: expect.any(String) }] });
    expect(statusOf(portal)).toBe(404);
    expect(statusOf(control)).toBe(404);
    expect(`${instance}${portal}${control}`).not.toContain("abc");
  });
});

describe("a header that the answer repeats", () => {
  test("cannot bring a header of its own", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const asked = "Access-Control-Request-Headers: a%0d%0aSet-Cookie: x=y\tb\xff";

    const [answer = ""] = await saidToAll(
      emulator,
      lines("OPTIONS /api/graphql HTTP/1.1", host, close, asked),
    );

    expect(statusOf(answer)).toBe(200);
    expect(answer).not.toMatch(/^set-cookie/im);
  });
});

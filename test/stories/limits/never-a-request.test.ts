import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { lines, statusOf } from "./raw-socket.ts";
import { chunked, close, get, host, oneChunk, post, saidToAll } from "./shapes.ts";

describe("what never becomes a request is refused on every listener:", () => {
  test.each([
    {
      shape: "Content-Length and Transfer-Encoding",
      status: 400,
      bytes: post(["Content-Length: 5", "Transfer-Encoding: chunked"], "0\r\n\r\n"),
    },
    {
      shape: "Transfer-Encoding and Content-Length",
      status: 400,
      bytes: post(["Transfer-Encoding: chunked", "Content-Length: 5"], "0\r\n\r\n"),
    },
    { shape: "two lengths", status: 400, bytes: post(["Content-Length: 5", "Content-Length: 6"]) },
    {
      shape: "the same length twice",
      status: 400,
      bytes: post(["Content-Length: 5", "Content-Length: 5"]),
    },
    { shape: "a list of lengths", status: 400, bytes: post(["Content-Length: 5, 5"]) },
    { shape: "a negative length", status: 400, bytes: post(["Content-Length: -5"]) },
    { shape: "a length with a sign", status: 400, bytes: post(["Content-Length: +5"]) },
    {
      shape: "a length that no integer holds",
      status: 400,
      bytes: post(["Content-Length: 99999999999999999999"]),
    },
    {
      shape: "an unknown transfer coding",
      status: 400,
      bytes: post(["Transfer-Encoding: xchunked"]),
    },
    {
      shape: "chunks within another coding",
      status: 400,
      bytes: post(["Transfer-Encoding: chunked, identity"]),
    },
    {
      shape: "a blank before the colon",
      status: 400,
      bytes: post(["Transfer-Encoding : chunked"]),
    },
    { shape: "a chunk without a size", status: 400, bytes: chunked("zz\r\nhello") },
    {
      shape: "chunks with bare line feeds",
      status: 400,
      bytes: chunked(oneChunk().replaceAll("\r", "")),
    },
    {
      shape: "endless chunk extensions",
      status: 413,
      bytes: chunked(oneChunk(`;a=${"b".repeat(20_000)}`)),
    },
    { shape: "a folded header", status: 400, bytes: get("/", "X-A: b\r\n c") },
    { shape: "bare line feeds", status: 400, bytes: get("/").replaceAll("\r", "") },
    { shape: "a bare carriage return in a header", status: 400, bytes: get("/", "X-A: b\rX-B: c") },
    { shape: "a NUL in a header", status: 400, bytes: get("/", "X-A: b\0c") },
    { shape: "a NUL in the path", status: 400, bytes: get("/a\0b") },
    { shape: "bytes beyond ASCII in the path", status: 400, bytes: get("/\xff\xfe") },
    { shape: "no Host", status: 400, bytes: lines("GET / HTTP/1.1", close) },
    { shape: "a path without a slash", status: 400, bytes: get("api/graphql") },
    { shape: "an unknown method", status: 400, bytes: lines("FOO / HTTP/1.1", host) },
    { shape: "an unknown version", status: 400, bytes: lines("GET / HTTP/1.2", host) },
    { shape: "HTTP/2", status: 400, bytes: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
    { shape: "TLS", status: 400, bytes: "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" },
    {
      shape: "a query string of 100 KB",
      status: 431,
      bytes: get(`/?query=${"a".repeat(100_000)}`),
    },
    { shape: "a header of 100 KB", status: 431, bytes: get("/", `X-A: ${"a".repeat(100_000)}`) },
    {
      shape: "ten thousand headers",
      status: 431,
      bytes: get("/", ...Array.from({ length: 10_000 }, (_, index) => `x${index}:`)),
    },
    { shape: "CONNECT", status: Number.NaN, bytes: lines("CONNECT localhost:80 HTTP/1.1", host) },
  ])("$shape", async ({ bytes, status }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answers = await saidToAll(emulator, bytes);

    expect(answers.map(statusOf)).toEqual([status, status, status]);
  });
});

import { describe, expect, test } from "vitest";
import type { Reply } from "../../../src/listener/http.ts";
import { usualLimits } from "../../../src/listener/limits.ts";
import { listening } from "../../seams/listener/listening.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { lines, rawSocket, saidTo, statusOf } from "./raw-socket.ts";

const host = "Host: localhost";
const health = lines("GET /-/health HTTP/1.1", host);
const post = (...headers: string[]) => lines("POST /api/graphql HTTP/1.1", host, ...headers);

/** Writes a byte whenever a moment has passed, until the other side ends it. */
const trickle = (send: (bytes: string) => void, bytes = "1") => {
  const timer = setInterval(() => send(bytes), 5);
  return { [Symbol.dispose]: () => clearInterval(timer) };
};

describe("the design's limits", () => {
  test("are the usual ones", () => {
    expect(usualLimits).toEqual({
      headerMs: 10_000,
      bodyMs: 30_000,
      streamMs: 600_000,
      idleMs: 60_000,
      maxConnections: 2_000,
    });
  });
});

describe("a client that takes too long", () => {
  test.each(["instance", "portal", "control"] as const)(
    "over its header is cut off by the %s",
    async (party) => {
      const limits = { ...usualLimits, headerMs: 100 };
      await using emulator = await emulatorOn("2025-06-01", {}, { limits });
      using connection = await rawSocket(emulator.ready[party]?.url ?? "");
      connection.send("GET / HTTP/1.1\r\nX-Slow: ");
      using _trickle = trickle(connection.send);

      expect(statusOf(await connection.ended)).toBe(408);
    },
  );

  test.each([
    {
      party: "instance",
      refusal: '{"errors":[{"message":"The request body did not arrive in time."}]}',
    },
    {
      party: "portal",
      refusal: '{"errors":[{"message":"The request body did not arrive in time."}]}',
    },
    {
      party: "control",
      refusal:
        '{"error":{"code":"body-too-slow","message":"The request body did not arrive in time."}}',
    },
  ] as const)("over its body is told so by the $party, and cut off", async ({ party, refusal }) => {
    const limits = { ...usualLimits, bodyMs: 50 };
    await using emulator = await emulatorOn("2025-06-01", {}, { limits });
    using connection = await rawSocket(emulator.ready[party]?.url ?? "");
    connection.send(post("Content-Length: 1000000"));
    using _trickle = trickle(connection.send);

    const answer = await connection.ended;

    expect(statusOf(answer)).toBe(408);
    expect(answer).toMatch(/^connection: close\r$/im);
    expect(answer.endsWith(refusal)).toBe(true);
  });

  test("over a chunked body is told so as well", async () => {
    await using emulator = await emulatorOn(
      "2025-06-01",
      {},
      { limits: { ...usualLimits, bodyMs: 50 } },
    );
    using connection = await rawSocket(emulator.ready.instance.url);
    connection.send(post("Transfer-Encoding: chunked"));
    using _trickle = trickle(connection.send, "1\r\n{\r\n");

    expect(statusOf(await connection.ended)).toBe(408);
  });

  test.each([
    { refused: "because of its form", status: 415, headers: ["Content-Encoding: gzip"], sent: "" },
    { refused: "because of its size", status: 413, headers: [], sent: "x".repeat(1024 * 1024 + 1) },
  ])("over a body that was refused $refused is cut off", async ({ status, headers, sent }) => {
    await using emulator = await emulatorOn(
      "2025-06-01",
      {},
      { limits: { ...usualLimits, bodyMs: 1_000 } },
    );
    using connection = await rawSocket(emulator.ready.instance.url);
    connection.send(`${post(...headers, "Content-Length: 100000000")}${sent}`);
    using _trickle = trickle(connection.send);

    expect(statusOf(await connection.ended)).toBe(status);
  });

  test("to ask again is cut off", async () => {
    await using emulator = await emulatorOn(
      "2025-06-01",
      {},
      { limits: { ...usualLimits, idleMs: 500 } },
    );

    expect(await saidTo(emulator.ready.instance.url, health)).toMatch(/GitLab OK$/);
  });

  test("to read the answer is cut off", async () => {
    const body = Buffer.alloc(32 * 1024 * 1024);
    await using listener = await listening({
      limits: { ...usualLimits, idleMs: 500 },
      handle: () => ({ status: 200, headers: {}, body }),
    });
    using connection = await rawSocket(listener.url);
    connection.socket.pause();
    connection.send(lines("GET / HTTP/1.1", host));

    const other = await saidTo(listener.url, lines("HEAD / HTTP/1.1", host));
    connection.socket.resume();

    expect(statusOf(other)).toBe(200);
    expect((await connection.ended).length).toBeLessThan(body.length);
  });

  test("is none who reads while it waits longer than others may be idle", async () => {
    const answer = Promise.withResolvers<Reply>();
    await using listener = await listening({
      limits: { ...usualLimits, idleMs: 300, bodyMs: 300, headerMs: 1_000 },
      handle: () => answer.promise,
    });
    const said = saidTo(listener.url, lines("GET / HTTP/1.1", host, "Connection: close"));
    using slow = await rawSocket(listener.url);
    await slow.ended;

    answer.resolve({ status: 200, headers: {}, body: "worth the wait" });

    expect(await said).toMatch(/worth the wait$/);
  });
});

describe("connections that say nothing", () => {
  test("may be a thousand: others are answered, and they are closed in time", async () => {
    const limits = { ...usualLimits, headerMs: 2_000 };
    await using emulator = await emulatorOn("2025-06-01", {}, { limits });
    const { url } = emulator.ready.instance;
    const silent = await Promise.all(Array.from({ length: 1_000 }, () => rawSocket(url)));

    const answer = await saidTo(url, lines("GET /-/health HTTP/1.1", host, "Connection: close"));

    expect(answer).toMatch(/GitLab OK$/);
    const farewells = await Promise.all(silent.map(({ ended }) => ended));
    expect(new Set(farewells.map(statusOf))).toEqual(new Set([408]));
  });

  test("beyond the limit are closed as they come, until another leaves", async () => {
    const limits = { ...usualLimits, maxConnections: 2 };
    await using emulator = await emulatorOn("2025-06-01", {}, { limits });
    const { url } = emulator.ready.instance;
    using first = await rawSocket(url);
    using second = await rawSocket(url);
    second.send(health);
    await second.until(/GitLab OK$/);

    using third = await rawSocket(url);

    expect(await third.ended).toBe("");
    first.socket.end();
    await first.ended;
    expect(await saidTo(url, lines("GET /-/health HTTP/1.1", host, "Connection: close"))).toMatch(
      /GitLab OK$/,
    );
  });
});

import { once } from "node:events";
import { connect } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Outflow } from "../../../src/listener/http.ts";
import { usualLimits } from "../../../src/listener/limits.ts";
import { listening } from "./listening.ts";

/** A listener whose answers go on, and the ways to its clients. */
async function goingOn(given: Parameters<typeof listening>[0] = {}) {
  const begun: Outflow[] = [];
  const listener = await listening({
    handle: () => ({
      status: 200,
      headers: { "content-type": "text/plain" },
      body: "first ",
      follow: (outflow) => void begun.push(outflow),
    }),
    ...given,
  });
  return { url: listener.url, begun, [Symbol.asyncDispose]: listener[Symbol.asyncDispose] };
}

/** A client that asks and then reads nothing. */
async function reader(url: string) {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(`GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
  await once(socket, "readable");
  return socket;
}

const over = ({ closed }: Outflow) =>
  closed.aborted ? Promise.resolve() : once(closed, "abort").then(() => undefined);

const firstOf = (begun: readonly Outflow[]): Outflow => {
  const [outflow] = begun;
  if (!outflow) throw new Error("Nothing has begun.");
  return outflow;
};

describe("an answer that goes on", () => {
  test("reaches its client piece by piece, and ends when it is ended", async () => {
    await using listener = await goingOn();
    const response = await fetch(listener.url);
    const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => (await pieces?.read())?.value;

    expect(await next()).toBe("first ");
    const outflow = firstOf(listener.begun);
    outflow.write("second ");
    expect(await next()).toBe("second ");
    outflow.end();

    expect(await next()).toBeUndefined();
    expect(outflow.closed.aborted).toBe(true);
  });

  test("has headers alone for a HEAD", async () => {
    await using listener = await goingOn();

    const response = await fetch(listener.url, { method: "HEAD" });

    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(listener.begun).toEqual([]);
  });

  test("is over once its client has left, and what is written then goes nowhere", async () => {
    await using listener = await goingOn();
    const leaving = new AbortController();
    await fetch(listener.url, { signal: leaving.signal });
    const outflow = firstOf(listener.begun);

    leaving.abort();

    await over(outflow);
    expect(outflow.write("too late")).toBe(false);
    outflow.end();
  });

  test("ends with the listener, which does not wait for it", async () => {
    const listener = await goingOn();
    const response = await fetch(listener.url);

    await listener[Symbol.asyncDispose]();

    expect(await response.text()).toBe("first ");
    expect(firstOf(listener.begun).closed.aborted).toBe(true);
  });
});

describe("a client that does not read", () => {
  test("loses the connection before much piles up", async () => {
    await using listener = await goingOn();
    const socket = await reader(listener.url);
    const outflow = firstOf(listener.begun);
    const piece = "x".repeat(64 * 1024);
    let written = 0;

    while (!outflow.closed.aborted && written < 64 * 1024 * 1024) {
      outflow.write(piece);
      written += piece.length;
      await nextTurn();
    }

    expect(outflow.closed.aborted).toBe(true);
    socket.destroy();
  });

  test("loses it in time where little piles up", async () => {
    await using listener = await goingOn({ limits: { ...usualLimits, idleMs: 50 } });
    const socket = await reader(listener.url);
    const outflow = firstOf(listener.begun);
    const piece = "x".repeat(64 * 1024);

    // The system takes some of it off the listener's hands.
    while (outflow.write(piece)) await nextTurn();

    await over(outflow);
    expect(outflow.write("too late")).toBe(false);
    socket.destroy();
  });

  test("does not keep the listener from closing", async () => {
    const listener = await goingOn();
    const socket = await reader(listener.url);
    firstOf(listener.begun).write("x".repeat(512 * 1024));

    await listener[Symbol.asyncDispose]();

    expect(firstOf(listener.begun).closed.aborted).toBe(true);
    socket.destroy();
  });
});

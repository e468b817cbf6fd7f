import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { code, payload, portalClient } from "./portal-client.ts";

const body = JSON.stringify(payload({ licenseKey: "k" }));
const answered = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

type Deed = (socket: Socket) => void;
const answers: Deed = (socket) => void socket.write(answered);

/** A portal that does one thing with each request of a connection after the other; the connections it got, by their requests. */
async function portalOf(connections: readonly (readonly Deed[])[]) {
  const got: number[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const number = got.push(0) - 1;
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
      // Each request is the only one that is on its way.
      if (!received.endsWith("}")) return;
      received = "";
      const request = got[number] ?? 0;
      got[number] = request + 1;
      connections[number]?.[request]?.(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const hangUps: readonly { readonly how: string; readonly deed: Deed }[] = [
  { how: "closes", deed: (socket) => void socket.destroy() },
  { how: "resets", deed: (socket) => void socket.resetAndDestroy() },
  { how: "ends", deed: (socket) => void socket.end() },
];

/** How two activations end, one after the other. */
async function twice(url: string) {
  await using client = portalClient(url);
  const ends: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    const redeemed = await client.redeem(code, "person");
    ends.push(redeemed.ok ? redeemed.value.licenseKey : redeemed.error.kind);
    // Then the connection is there to be used again.
    await nextTurn();
  }
  return ends;
}

describe("a portal that", () => {
  test.each(hangUps)(
    "$how a connection just as it is used again is sent the request once more, on a new one",
    async ({ deed }) => {
      await using portal = await portalOf([[answers, deed], [answers]]);

      expect(await twice(portal.url)).toEqual(["k", "k"]);
      expect(portal.got).toEqual([2, 1]);
    },
  );

  test.each(hangUps)(
    "$how the new connection, too, has failed, and is not sent it a third time",
    async ({ deed }) => {
      await using portal = await portalOf([[answers, deed], [deed], [answers]]);

      expect(await twice(portal.url)).toEqual(["k", "portal-unreachable"]);
      expect(portal.got).toEqual([2, 1]);
    },
  );

  test.each(hangUps)("$how a new connection has failed at once", async ({ deed }) => {
    await using portal = await portalOf([[deed], [answers]]);

    expect(await twice(portal.url)).toEqual(["portal-unreachable", "k"]);
    expect(portal.got).toEqual([1, 1]);
  });

  test.each(hangUps)(
    "$how a connection that replaces a former one has failed",
    async ({ deed }) => {
      const closes: Deed = (socket) =>
        void socket.end(answered.replace("\r\n", "\r\nconnection: close\r\n"));
      await using portal = await portalOf([[closes], [deed], [answers]]);

      expect(await twice(portal.url)).toEqual(["k", "portal-unreachable"]);
      expect(portal.got).toEqual([1, 1]);
    },
  );

  test("closes a connection that is used again after a byte of an answer has failed", async () => {
    const begins: Deed = (socket) => void socket.end("H");
    await using portal = await portalOf([[answers, begins], [answers]]);

    expect(await twice(portal.url)).toEqual(["k", "portal-unreachable"]);
    expect(portal.got).toEqual([2]);
  });

  test("keeps silent on a connection that is used again has failed", async () => {
    await using portal = await portalOf([[answers, () => undefined], [answers]]);

    await using client = portalClient(portal.url);
    await client.redeem(code, "person");
    await nextTurn();

    expect(await client.redeem(code, "person")).toMatchObject({ ok: false });
    expect(portal.got).toEqual([2]);
  });
});

test("An instance keeps a connection for each set of rules that its version has had", async () => {
  await using portal = await portalOf([[answers, answers], [answers]]);
  let version = "18.2.0-ee";
  await using client = portalClient(portal.url, undefined, () => version);

  for (const next of ["18.2.0-ee", "19.2.0-ee", "18.2.1-ee"]) {
    version = next;
    expect(await client.redeem(code, "person")).toMatchObject({ ok: true });
    await nextTurn();
  }

  expect(portal.got).toEqual([2, 1]);
});

import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lines, rawSocket, saidTo, statusOf } from "../stories/limits/raw-socket.ts";
import { measuredEmulator } from "../support/measured-emulator.ts";
import { rawRequest } from "../support/raw-request.ts";

const mebibyte = 1024 * 1024;
/** What is remembered on purpose, the traffic above all, takes less than this; what is forgotten takes several times it. */
const mayGrow = 64 * mebibyte;

const health = lines("GET /-/health HTTP/1.1", "Host: localhost", "Connection: close");

/** Sends bodies one after the other; no two are the same. */
async function flood(url: string, bodies: Iterable<string | Buffer>, encoding?: string) {
  const headers = {
    "content-type": "application/json",
    ...(encoding && { "content-encoding": encoding }),
  };
  for (const body of bodies) await rawRequest(url, { method: "POST", headers, body });
}

function* made(count: number, body: (index: number) => string | Buffer) {
  for (let index = 0; index < count; index += 1) yield body(index);
}
const queries = (count: number, query: (index: number) => string) =>
  made(count, (index) => JSON.stringify({ query: query(index) }));
const fragments = (count: number, start: number) =>
  `{ ...f${start} } ${Array.from({ length: count }, (_, index) => `fragment f${start + index} on Query{...f${start + index + 1}}`).join(" ")}`;

let emulator: Awaited<ReturnType<typeof measuredEmulator>>;
beforeAll(async () => {
  emulator = await measuredEmulator();
});
afterAll(() => emulator[Symbol.asyncDispose]());

describe("an emulator that was asked for too much does not keep it:", () => {
  test.each([
    { much: "fields", bodies: queries(40, (index) => `{ b${index} ${"a ".repeat(4_900)} }`) },
    {
      much: "fields within fields",
      bodies: queries(40, (index) => `{b${index}${"{a".repeat(190)}${"}".repeat(191)}`),
    },
    {
      much: "lists within lists",
      bodies: queries(40, (index) => `{a(b${index}:${"[".repeat(4_900)}`),
    },
    { much: "fragments within fragments", bodies: queries(40, (index) => fragments(250, index)) },
    {
      much: "fragments by the ten thousand",
      bodies: queries(10, (index) => fragments(10_000, index)),
    },
    {
      much: "aliases",
      bodies: queries(40, (index) =>
        `{ ${Array.from({ length: 1_000 }, (_, alias) => `a${alias}_${index}:a`).join(" ")} }`.slice(
          0,
          10_000,
        ),
      ),
    },
    { much: "directives", bodies: queries(40, (index) => `{ a${index} ${"@a".repeat(4_900)} }`) },
    {
      much: "fields of a fragment, spread again and again",
      bodies: queries(
        400,
        (index) =>
          `{ ${Array.from({ length: 15 }, (_, alias) => `a${alias}: currentUser { ...f }`).join(" ")} b${index}: __typename }
        fragment f on CurrentUser { ${Array.from({ length: 12 }, (_, alias) => `a${alias}: id`).join(" ")} }`,
      ),
    },
    {
      much: "text of one query",
      bodies: queries(5, (index) => `{ b${index} ${"a ".repeat(500_000)} }`),
    },
    {
      much: "operations in a batch",
      bodies: made(40, (index) => JSON.stringify(Array(1_000).fill({ query: `{a${index}}` }))),
    },
    {
      much: "lists within lists as JSON",
      bodies: made(8, (index) => `${"[".repeat(500_000)}${index}${"]".repeat(500_000)}`),
    },
    {
      much: "text in a body",
      bodies: made(80, (index) => `"${index}${"a".repeat(mebibyte - 100)}"`),
    },
    { much: "body", bodies: made(3, () => Buffer.alloc(20_000_000)) },
  ])("$much", async ({ bodies }) => {
    const { instance, portal } = emulator.ready;
    const before = await emulator.memory();

    for (const body of bodies) {
      await flood(`${instance.url}/api/graphql`, [body]);
      await flood(`${portal?.url}/graphql`, [body]);
    }

    expect((await emulator.memory()) - before).toBeLessThan(mayGrow);
    expect(statusOf(await saidTo(instance.url, health))).toBe(200);
  });

  test("what a compressed body would be", async () => {
    const { url } = emulator.ready.instance;
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const before = await emulator.memory();

    await flood(`${url}/api/graphql`, Array<Buffer>(50).fill(bomb), "gzip");

    expect((await emulator.memory()) - before).toBeLessThan(mayGrow);
    expect(statusOf(await saidTo(url, health))).toBe(200);
  });

  test("a thousand connections, silent, half a header long or half a body long", async () => {
    const { url } = emulator.ready.instance;
    const before = await emulator.memory();
    const begun = [
      "",
      health.slice(0, -2),
      `${lines("POST / HTTP/1.1", "Host: localhost", "Content-Length: 9")}1`,
    ];

    const connections = await Promise.all(Array.from({ length: 1_000 }, () => rawSocket(url)));
    for (const [index, { send }] of connections.entries()) send(begun[index % 3] ?? "");

    expect(statusOf(await saidTo(url, health))).toBe(200);
    expect((await emulator.memory()) - before).toBeLessThan(mayGrow);
    for (const { socket } of connections) socket.destroy();
  });

  test("answers that are not fetched, and the requests behind them", async () => {
    const { url } = emulator.ready.instance;
    const before = await emulator.memory();
    using connection = await rawSocket(url);
    connection.socket.pause();

    const waiting = lines("GET /-/graphql-explorer HTTP/1.1", "Host: localhost");
    for (let sent = 0; sent < 40; sent += 1) connection.send(waiting.repeat(20_000));

    expect(statusOf(await saidTo(url, health))).toBe(200);
    expect((await emulator.memory()) - before).toBeLessThan(mayGrow);
  });
});

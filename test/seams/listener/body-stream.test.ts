import { once } from "node:events";
import { Agent, type ClientRequest, request } from "node:http";
import { describe, expect, test } from "vitest";
import { BodyRefused } from "../../../src/listener/body-stream.ts";
import type { Incoming, Reply } from "../../../src/listener/http.ts";
import { usualLimits } from "../../../src/listener/limits.ts";
import type { ListenerOptions } from "../../../src/listener/server.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { listening } from "./listening.ts";

const mebibyte = 1024 * 1024;
const most = 8 * mebibyte;

const text = (body: string): Reply => ({ status: 200, headers: {}, body });

async function counted({ stream = [] as never }: Incoming): Promise<Reply> {
  let bytes = 0;
  for await (const piece of stream) bytes += piece.length;
  return text(String(bytes));
}

/** A listener at which every POST is a stream. */
const streaming = (given: Partial<ListenerOptions> = {}) =>
  listening({
    mostStreamed: ({ method }) => (method === "POST" ? most : null),
    handle: counted,
    ...given,
  });

/** A request under way, whose body is sent piece by piece, and its answer. */
function sending(url: string, headers: Readonly<Record<string, string>> = {}) {
  const sent = request(url, { method: "POST", headers });
  const answer = new Promise<{ status: number | undefined; body: string; closes: boolean }>(
    (resolve, reject) => {
      sent.on("error", reject);
      sent.on("response", async (response) => {
        const body = (await response.toArray()).join("");
        const closes = response.headers.connection === "close";
        resolve({ status: response.statusCode, body, closes });
      });
    },
  );
  return { sent, answer };
}

describe("a body that is a stream", () => {
  test.each([0, 10, most])("of %i bytes is taken whole", async (size) => {
    await using listener = await streaming();

    const answer = await rawRequest(listener.url, { method: "POST", body: Buffer.alloc(size) });

    expect(answer).toMatchObject({ status: 200, body: String(size) });
  });

  const tooLarge = "body-too-large: The request body is larger than 8388608 bytes.";

  test("of more bytes than its route takes is refused", async () => {
    await using listener = await streaming();

    const answer = await rawRequest(listener.url, { method: "POST", body: Buffer.alloc(most + 1) });

    expect(answer).toMatchObject({ status: 413, body: tooLarge });
  });

  test("is counted as it comes, where no length was announced", async () => {
    await using listener = await streaming();
    const { sent, answer } = sending(listener.url);

    for (let piece = 0; piece <= 8; piece += 1) sent.write(Buffer.alloc(mebibyte));

    expect(await answer).toMatchObject({ status: 413, body: tooLarge });
    sent.end();
  });

  test("that nobody takes leaves its connection usable", async () => {
    await using listener = await streaming({ handle: () => text("no, thank you") });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const portOf = async (size: number) => {
      const sent = request(listener.url, { method: "POST", agent });
      sent.end(Buffer.alloc(size));
      const [response] = await once(sent, "response");
      response.resume();
      await once(response, "end");
      return sent.socket?.localPort;
    };

    const first = await portOf(2 * mebibyte);

    expect(await portOf(10)).toBe(first);
    agent.destroy();
  });

  test("comes no faster than it is taken", async () => {
    const taken = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    await using listener = await streaming({
      mostStreamed: ({ method }) => (method === "POST" ? 1024 * mebibyte : null),
      async handle({ method, stream = [] as never }) {
        if (method === "GET") return text("");
        for await (const _piece of stream) {
          taken.resolve();
          await goOn.promise;
        }
        return text("all of it");
      },
    });
    const { sent, answer } = sending(listener.url);
    const piece = Buffer.alloc(mebibyte);
    for (let count = 0; count < 64; count += 1) sent.write(piece);
    sent.end();
    await taken.promise;
    for (let turn = 0; turn < 20; turn += 1) await rawRequest(listener.url);

    expect(waitingIn(sent)).toBeGreaterThan(32 * mebibyte);

    goOn.resolve();
    expect(await answer).toMatchObject({ body: "all of it" });
  });

  test.each([
    ["no piece comes in time", { bodyMs: 50 }],
    ["all pieces together take too long", { streamMs: 50 }],
  ])("is not waited for if %s", async (_why, limits) => {
    await using listener = await streaming({ limits: { ...usualLimits, ...limits } });
    const { sent, answer } = sending(listener.url);

    sent.write("x");

    expect(await answer).toEqual({
      status: 408,
      body: "body-too-slow: The request body did not arrive in time.",
      closes: true,
    });
    sent.destroy();
  });

  test("is not late because its route takes its time", async () => {
    const goOn = Promise.withResolvers<void>();
    await using listener = await streaming({
      limits: { ...usualLimits, bodyMs: 200, streamMs: 200 },
      async handle(incoming) {
        if (incoming.url === "/in-time") await goOn.promise;
        return counted(incoming);
      },
    });
    const inTime = sending(`${listener.url}/in-time`);
    inTime.sent.end(Buffer.alloc(2 * mebibyte));
    const late = sending(listener.url);
    late.sent.write("x");

    expect(await late.answer).toMatchObject({ status: 408 });
    goOn.resolve();
    expect(await inTime.answer).toMatchObject({ status: 200, body: String(2 * mebibyte) });
    late.sent.destroy();
  });

  test("ends with its client", async () => {
    const ended = Promise.withResolvers<unknown>();
    await using listener = await streaming({
      async handle(incoming) {
        try {
          return await counted(incoming);
        } catch (error) {
          ended.resolve(error);
          throw error;
        }
      },
    });
    const { sent, answer } = sending(listener.url, { "content-length": "1000" });
    sent.write("x", () => sent.destroy());

    await expect(answer).rejects.toThrow();
    const error = await ended.promise;
    expect(error).toBeInstanceOf(BodyRefused);
    expect(error).toMatchObject({ refusal: null });
  });
});

/** Bytes that a client has not got rid of. */
const waitingIn = ({ socket, writableLength }: ClientRequest) =>
  (socket?.writableLength ?? 0) + writableLength;

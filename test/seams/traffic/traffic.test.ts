import { describe, expect, test } from "vitest";
import { calendarOf, type Instant } from "../../../src/time/calendar.ts";
import { clockAt } from "../../../src/time/clock.ts";
import { trafficLog } from "../../../src/traffic/traffic.ts";
import { anExchange, answered } from "./an-exchange.ts";

const noon = 1_748_779_200_000 as Instant;

function aTrafficLog() {
  const calendar = calendarOf("UTC");
  if (!calendar) throw new Error("There is no UTC.");
  return trafficLog(clockAt(calendar, { now: noon, running: false }));
}

const urlsOf = async (traffic: ReturnType<typeof trafficLog>, filter = {}) =>
  (await traffic.list(filter)).map(({ request }) => request.url);

describe("recorded traffic", () => {
  test("is numbered and dated on the emulator's clock", async () => {
    const traffic = aTrafficLog();
    const exchange = anExchange();

    traffic.record(exchange);
    traffic.record(exchange);

    const startedAt = "2025-06-01T12:00:00.000Z";
    expect(await traffic.list({})).toEqual([
      {
        id: 1,
        at: "2025-06-01T12:00:00Z",
        startedAt,
        operations: [],
        subscription: null,
        ...exchange,
      },
      {
        id: 2,
        at: "2025-06-01T12:00:00Z",
        startedAt,
        operations: [],
        subscription: null,
        ...exchange,
      },
    ]);
  });

  test.each([
    { filter: {}, urls: ["/1", "/2", "/3", "/4"] },
    { filter: { limit: 3 }, urls: ["/2", "/3", "/4"] },
    { filter: { limit: 100 }, urls: ["/1", "/2", "/3", "/4"] },
    { filter: { hop: "portal" }, urls: ["/2", "/3"] },
    { filter: { hop: "portal", limit: 1 }, urls: ["/3"] },
    { filter: { hop: "instance", limit: 1 }, urls: ["/4"] },
  ] as const)("is listed newest last for $filter", async ({ filter, urls }) => {
    const traffic = aTrafficLog();
    for (const [url, hop] of [
      ["/1", "instance"],
      ["/2", "portal"],
      ["/3", "portal"],
      ["/4", "instance"],
    ] as const) {
      traffic.record(anExchange({ url }, { hop }));
    }

    expect(await urlsOf(traffic, filter)).toEqual(urls);
  });

  test("is forgotten when cleared", async () => {
    const traffic = aTrafficLog();
    traffic.record(anExchange());

    traffic.clear();

    expect(await traffic.list({})).toEqual([]);
  });

  test.each([
    { recorded: 999, kept: 999, first: "/1" },
    { recorded: 1_000, kept: 1_000, first: "/1" },
    { recorded: 1_001, kept: 1_000, first: "/2" },
  ])("of $recorded exchanges keeps the last $kept", async ({ recorded, kept, first }) => {
    const traffic = aTrafficLog();
    for (let number = 1; number <= recorded; number += 1) {
      traffic.record(anExchange({ url: `/${number}` }));
    }

    const urls = await urlsOf(traffic);

    expect({ kept: urls.length, first: urls[0], last: urls.at(-1) }).toEqual({
      kept,
      first,
      last: `/${recorded}`,
    });
  });

  test("makes room for the newest when 16 MiB are full", async () => {
    const traffic = aTrafficLog();
    const body = "x ".repeat(128 * 1024 - 512);
    for (let number = 1; number <= 100; number += 1) {
      traffic.record(anExchange({ url: `/${number}`, body }));
    }

    const urls = await urlsOf(traffic);
    expect([urls[0], urls.length, urls.at(-1)]).toEqual(["/38", 63, "/100"]);
  });

  test("counts what headers and characters of two bytes take", async () => {
    const traffic = aTrafficLog();
    const headers = { "x-note": "€".repeat(512 * 1024) };
    for (const url of ["/1", "/2", "/3"]) {
      traffic.record(anExchange({ url }, { response: { status: 200, headers, body: "" } }));
    }
    expect(await urlsOf(traffic)).toHaveLength(3);

    for (let number = 4; number <= 20; number += 1) {
      traffic.record(anExchange({ url: `/${number}`, headers }));
    }

    expect(await urlsOf(traffic)).toHaveLength(15);
  });

  test("is masked and read for its operations once, when it is first asked for", async () => {
    const reads: string[] = [];
    const traffic = aTrafficLog();
    for (const url of ["/1", "/2", "/3"]) {
      const { request } = anExchange({ url, body: '{"query":"{ echo }"}' });
      const watched = {
        ...request,
        get headers() {
          reads.push(url);
          return { "content-type": "application/json" };
        },
      };
      traffic.record({ ...anExchange(), request: watched });
    }
    const ofRecording = reads.length;

    await traffic.list({ limit: 1 });
    expect(new Set(reads.slice(ofRecording))).toEqual(new Set(["/3"]));

    await Promise.all([traffic.count({ operation: "echo" }), traffic.list({})]);
    const ofFirst = reads.length;
    await traffic.list({ operation: "echo" });
    await traffic.count({ operation: "echo" });
    expect(reads).toHaveLength(ofFirst);
  });

  test("lets others have their turn between two exchanges that are masked", async () => {
    const traffic = aTrafficLog();
    for (let number = 1; number <= 100; number += 1) traffic.record(anExchange());
    let turns = 0;
    const turn = () => {
      turns += 1;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);

    await traffic.list({});
    clearImmediate(next);

    expect(turns).toBeGreaterThanOrEqual(99);
  });

  test("shows what has made room, or was cleared, to whoever had asked for it by then", async () => {
    const traffic = aTrafficLog();
    for (let number = 1; number <= 1_000; number += 1) {
      traffic.record(anExchange({ url: `/${number}` }));
    }

    const listed = urlsOf(traffic);
    for (let number = 1_001; number <= 1_500; number += 1) {
      traffic.record(anExchange({ url: `/${number}` }));
    }
    expect((await urlsOf(traffic))[0]).toBe("/501");
    traffic.clear();

    expect((await listed)[0]).toBe("/1");
    expect(await traffic.count({})).toBe(0);
  });

  test("shows 256 KiB of a body, and that there is more", async () => {
    const traffic = aTrafficLog();
    const long = "x ".repeat(150_000);
    traffic.record(anExchange({ body: long }, answered(JSON.stringify({ long, more: 1 }))));

    const [{ request, response } = anExchange()] = await traffic.list({});

    expect(request.body).toBe(`${long.slice(0, 256 * 1024)}…`);
    expect(response?.body).toMatch(/^\{"long":"(?:x ){100000}[x ]*…/);
    expect(response?.body.length).toBeLessThan(256 * 1024 + 100);
  });
});

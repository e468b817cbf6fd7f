import { describe, expect, test } from "vitest";
import { operationsIn } from "../../../src/traffic/operations-in.ts";
import { anExchange } from "./an-exchange.ts";

const json = { "content-type": "application/json" };

const namesIn = (request: Parameters<typeof anExchange>[0]) => [
  ...operationsIn(anExchange({ headers: json, ...request })),
];

const inJson = (value: unknown) => namesIn({ body: JSON.stringify(value) });

describe("the operations of a request", () => {
  const ofLength = (length: number) => "{ echo }".padEnd(length);

  test("are looked for in query text as long as the instance takes", () => {
    expect(inJson({ query: ofLength(10_000) })).toEqual(["echo"]);
    expect(inJson([{ query: ofLength(5_000) }, { query: ofLength(5_000) }])).toEqual(["echo"]);
  });

  test("are not looked for in longer text", () => {
    expect(inJson({ query: ofLength(10_001) })).toEqual([]);
    expect(inJson([{ query: ofLength(5_000) }, { query: ofLength(5_001) }])).toEqual([]);
  });

  test("are not looked for in text of more than 2,000 tokens", () => {
    expect(inJson({ query: `{ ${"a ".repeat(1_998)}}` })).toEqual(["a"]);
    expect(inJson({ query: `{ ${"a ".repeat(1_999)}}` })).toEqual([]);
  });

  test("are looked for once, however often they are asked for", () => {
    let reads = 0;
    const exchange = anExchange({ headers: json });
    const request = {
      ...exchange.request,
      get body() {
        reads += 1;
        return '{"query":"{ echo }"}';
      },
    };
    const counted = { ...exchange, request };

    operationsIn(counted);
    const readsOfOne = reads;
    operationsIn(counted);

    expect(reads).toBe(readsOfOne);
    expect([...operationsIn(counted)]).toEqual(["echo"]);
  });
});

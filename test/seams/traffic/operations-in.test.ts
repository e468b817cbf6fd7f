import { describe, expect, test } from "vitest";
import { operationsIn } from "../../../src/traffic/request.ts";
import { anExchange, encoded, form, partOf, withParts } from "./an-exchange.ts";

const json = { "content-type": "application/json" };

const namesIn = (request: Parameters<typeof anExchange>[0]) => [
  ...operationsIn(anExchange({ headers: json, ...request })),
];

const inJson = (value: unknown) => namesIn({ body: JSON.stringify(value) });

const two = "query One { echo } query Two { currentLicense { id } }";

describe("the operations of a request", () => {
  test.each([
    { what: "JSON", request: { body: JSON.stringify({ query: "query Of { echo }" }) } },
    { what: "a form", request: { headers: form, body: "query=query+Of{echo}" } },
    { what: "a multipart form", request: withParts(partOf("query", "query Of { echo }")) },
    { what: "an address", request: { method: "GET", url: "/api/graphql?query=query+Of{echo}" } },
    {
      what: "an address with a second question mark",
      request: { method: "GET", url: '/api/graphql?query=query+Of{echo(text:"?")}' },
    },
    {
      what: "an address, and none in a body",
      request: { headers: {}, url: "/api/graphql?query=query+Of{echo}" },
    },
    {
      what: "a body that wins over the address",
      request: { url: "/api/graphql?query={other}", body: '{"query":"query Of { echo }"}' },
    },
    {
      what: "an address that ends in a slash",
      request: { url: "/api/graphql/", body: '{"query":"query Of { echo }"}' },
    },
  ])("are found in $what", async ({ request }) => {
    expect(namesIn(await request)).toEqual(["Of", "echo"]);
  });

  test.each([
    { asked: { query: "{ echo }" }, names: ["echo"] },
    { asked: { query: "{ alias: echo }" }, names: ["echo"] },
    { asked: { query: "mutation { a { b } c }" }, names: ["a", "c"] },
    { asked: { query: two, operationName: "Two" }, names: ["Two", "currentLicense"] },
    { asked: { query: two, operationName: "Three" }, names: [] },
    { asked: { query: two }, names: [] },
    { asked: { query: "query One { echo }", operationName: "" }, names: ["One", "echo"] },
    { asked: { query: "{ ...F } fragment F on Query { echo }" }, names: ["echo"] },
    { asked: { query: "{ ...F } fragment F on Query { echo ...F }" }, names: ["echo"] },
    { asked: { query: "{ ...Missing echo }" }, names: ["echo"] },
    { asked: { query: "{ ... on Query { ... { echo } } }" }, names: ["echo"] },
    { asked: { query: "{ a { ...F } } fragment F on A { inner }" }, names: ["a"] },
    { asked: [{ query: "{ a }" }, null, { query: "{ b }" }], names: ["a", "b"] },
    { asked: [{ query: "{" }, { query: "{ b }" }], names: ["b"] },
    { asked: { _json: [{ query: "{ a }" }] }, names: ["a"] },
    { asked: { operationName: "One" }, names: [] },
    { asked: { query: 1 }, names: [] },
    { asked: { query: "{" }, names: [] },
    { asked: null, names: [] },
  ])("in $asked are $names", ({ asked, names }) => {
    expect(inJson(asked)).toEqual(names);
  });

  const body = '{"query":"query Of { echo }","operationName":"Of"}';
  test.each([
    { hop: "instance", url: "/api/graphql", count: 2 },
    { hop: "instance", url: "/graphql", count: 0 },
    { hop: "instance", url: "/api/v4/license", count: 0 },
    { hop: "portal", url: "http://127.0.0.1:1/graphql", count: 2 },
    { hop: "portal", url: "http://127.0.0.1:1/api/v1/seat_links", count: 0 },
  ] as const)("of $url on the way to the $hop are $count names", ({ hop, url, count }) => {
    const exchange = anExchange({ url, body, headers: json }, { hop });

    expect(operationsIn(exchange).size).toBe(count);
  });

  test("are none in a body that is not what it says", () => {
    expect(namesIn({ body: "{" })).toEqual([]);
    expect(namesIn({ headers: { "content-type": "text/plain" }, body })).toEqual([]);
    expect(namesIn({ headers: form, body: encoded({ other: "{ echo }" }) })).toEqual([]);
  });

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
});

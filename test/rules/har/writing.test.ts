import { describe, expect, test } from "vitest";
import { Har } from "../../../src/contract/har.ts";
import { withoutPeople } from "../../../src/har/without-people.ts";
import { harOf } from "../../../src/har/writing.ts";
import type { RecordedExchange } from "../../../src/traffic/traffic.ts";
import { entriesOf } from "../../support/har-files.ts";

const exchange = (given: Partial<RecordedExchange> = {}): RecordedExchange => ({
  id: 1,
  hop: "portal",
  at: "2026-03-02T09:00:00Z",
  startedAt: "2026-03-02T09:00:00.000Z",
  ms: 100,
  operations: ["cloudActivationActivate"],
  subscription: null,
  request: {
    method: "POST",
    url: "https://portal.example.com/graphql?a=1&b=%C3%A9",
    headers: { "content-type": "application/json", accept: ["a/b", "c/d"] },
    body: '{"query":"{ é }"}',
  },
  response: {
    status: 302,
    headers: { "content-type": "text/plain", Location: "/elsewhere" },
    body: "é",
  },
  error: null,
  cause: null,
  ...given,
});

const written = (...exchanges: readonly RecordedExchange[]) =>
  harOf(exchanges, {
    version: "1.2.3",
    addressOf: (hop) => (hop === "instance" ? "http://127.0.0.1:3000" : null),
  }).log;
const entry = (given: Partial<RecordedExchange> = {}) => written(exchange(given)).entries[0];

describe("an exchange in a HAR", () => {
  test("has all that HAR 1.2 requires", () => {
    expect(entry()).toEqual({
      startedDateTime: "2026-03-02T09:00:00.000Z",
      time: 100,
      request: {
        method: "POST",
        url: "https://portal.example.com/graphql?a=1&b=%C3%A9",
        httpVersion: "HTTP/1.1",
        cookies: [],
        headers: [
          { name: "content-type", value: "application/json" },
          { name: "accept", value: "a/b" },
          { name: "accept", value: "c/d" },
        ],
        queryString: [
          { name: "a", value: "1" },
          { name: "b", value: "é" },
        ],
        headersSize: -1,
        bodySize: 18,
        postData: { mimeType: "application/json", text: '{"query":"{ é }"}' },
      },
      response: {
        status: 302,
        statusText: "Found",
        httpVersion: "HTTP/1.1",
        cookies: [],
        headers: [
          { name: "content-type", value: "text/plain" },
          { name: "Location", value: "/elsewhere" },
        ],
        content: { size: 2, mimeType: "text/plain", text: "é" },
        redirectURL: "/elsewhere",
        headersSize: -1,
        bodySize: -1,
      },
      cache: {},
      timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 100, receive: 0 },
      _hop: "portal",
      _operations: ["cloudActivationActivate"],
      _cause: null,
    });
  });

  test("is as the contract says, and in a log that names who has written it", () => {
    const log = written(exchange(), exchange({ response: null, error: "broken" }));
    expect(Har.strict().parse({ log })).toEqual({ log });
    expect(log).toMatchObject({
      version: "1.2",
      creator: { name: "Understudy", version: "1.2.3" },
    });
  });

  test("tells where its time went", () => {
    const phases = { dns: 1, tcp: 2, proxy: 3, tls: 4.00049 };
    expect(entry({ spent: { address: "::1", phases, receiveMs: 5 } })).toMatchObject({
      time: 100,
      timings: { dns: 1, connect: 9, ssl: 4, wait: 85, receive: 5 },
      serverIPAddress: "[::1]",
    });
  });

  test("has no request text where nothing was sent", () => {
    const { postData } = entry({
      request: { method: "GET", url: "https://a.example/", headers: {}, body: "" },
    })?.request ?? { postData: "something" };
    expect(postData).toBeUndefined();
  });

  test("that was asked for by its path alone has the address of who was asked", () => {
    const request = { method: "GET", url: "/users/sign_in?x", headers: {}, body: "" };
    expect(entry({ hop: "instance", request })?.request.url).toBe(
      "http://127.0.0.1:3000/users/sign_in?x",
    );
    expect(entry({ hop: "portal-page", request })?.request.url).toBe(
      "http://localhost/users/sign_in?x",
    );
  });

  test("without an answer has status 0 and the reason, and where the network has failed", () => {
    const cause = {
      host: "portal.example.com",
      address: "192.0.2.1",
      phase: "tcp",
      code: "ECONNREFUSED",
      ms: 2,
    } as const;
    expect(entry({ response: null, error: "ECONNREFUSED: refused", cause })).toMatchObject({
      response: { status: 0, content: { size: 0 }, _error: "ECONNREFUSED: refused" },
      serverIPAddress: "192.0.2.1",
      _cause: cause,
    });
  });

  test("stands in the order in which it began", () => {
    const { entries } = written(
      exchange({ startedAt: "2026-03-02T09:00:02.000Z" }),
      exchange({ startedAt: "2026-03-02T09:00:01.000Z" }),
    );
    expect(entries.map(({ startedDateTime }) => startedDateTime)).toEqual([
      "2026-03-02T09:00:01.000Z",
      "2026-03-02T09:00:02.000Z",
    ]);
  });

  test("is read as what it was", async () => {
    const cause = { host: "a", address: null, phase: "dns", code: "ENOTFOUND", ms: 1 } as const;
    const log = written(exchange(), exchange({ response: null, error: "no name", cause }));
    expect(await entriesOf({ log })).toMatchObject([
      { browser: "Understudy", hop: "portal", response: { status: 302, body: "é" }, cause: null },
      { browser: "Understudy", hop: "portal", response: null, error: "no name", cause },
    ]);
  });
});

describe("people in exchanges", () => {
  test("have the same pseudonym in each, and what is masked stays so", async () => {
    const body = JSON.stringify({
      name: "Ada Lovelace",
      company: "Analytical Engines",
      to: "ada@engines.test",
      activationCode: "[masked]",
    });
    const request = { method: "POST", url: "/", headers: {}, body };
    const [first, second] = await withoutPeople([exchange({ request }), exchange({ request })]);
    const sent = JSON.parse(first?.request.body ?? "");
    expect(first?.request.body).toBe(second?.request.body);
    expect(sent.activationCode).toBe("[masked]");
    for (const said of ["Ada", "Lovelace", "Engines", "engines.test"]) {
      expect(JSON.stringify(first)).not.toContain(said);
    }
  });
});

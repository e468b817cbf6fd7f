import { describe, expect, test } from "vitest";
import { operationsOf } from "../../../src/har/graphql-exchanges.ts";
import { HarProblem } from "../../../src/har/har-problem.ts";
import { entriesOf, harOf } from "../../support/har-files.ts";

const chrome = {
  log: {
    version: "1.2",
    creator: { name: "WebInspector", version: "537.36" },
    pages: [
      { id: "page_1", startedDateTime: "2026-03-02T09:00:00.000Z", title: "x", pageTimings: {} },
    ],
    entries: [
      {
        _initiator: { type: "script", stack: { callFrames: [{ url: "x" }] } },
        pageref: "page_1",
        startedDateTime: "2026-03-02T09:00:01.000Z",
        time: 12.5,
        request: {
          method: "POST",
          url: "https://gitlab.example.com/api/graphql",
          headers: [{ name: ":authority", value: "gitlab.example.com" }],
          postData: { mimeType: "application/json", text: '{"query":"{ echo }"}' },
        },
        response: {
          status: 200,
          headers: [
            { name: "x-request-id", value: "01K" },
            { name: "vary", value: "a" },
            { name: "vary", value: "b" },
          ],
          content: { mimeType: "application/json", size: 2, text: '{"data":{"echo":"hi"}}' },
        },
      },
    ],
  },
};

describe("an entry of a HAR", () => {
  test("is read whatever has written it", async () => {
    expect(await entriesOf(chrome)).toEqual([
      {
        index: 0,
        startedAt: "2026-03-02T09:00:01.000Z",
        ms: 12.5,
        request: {
          method: "POST",
          url: "https://gitlab.example.com/api/graphql",
          headers: [[":authority", "gitlab.example.com"]],
          body: '{"query":"{ echo }"}',
          mimeType: "application/json",
        },
        response: {
          status: 200,
          headers: [
            ["x-request-id", "01K"],
            ["vary", "a"],
            ["vary", "b"],
          ],
          body: '{"data":{"echo":"hi"}}',
          mimeType: "application/json",
        },
        error: null,
        hop: null,
        cause: null,
        browser: "Chrome",
        pageref: "page_1",
      },
    ]);
  });

  test("is the same in a file that is one text of JSON", async () => {
    expect(await entriesOf(JSON.stringify(JSON.stringify(chrome)))).toEqual(
      await entriesOf(chrome),
    );
  });

  test("is the same in UTF-16 and behind a byte order mark", async () => {
    const text = JSON.stringify(chrome);
    expect(await entriesOf(`\uFEFF${text}`)).toEqual(await entriesOf(chrome));
    expect(await entriesOf(Buffer.from(`\uFEFF${text}`, "utf16le"))).toEqual(
      await entriesOf(chrome),
    );
  });

  test("needs to tell nothing but that it is there", async () => {
    const [entry] = await entriesOf(harOf({}));
    expect(entry).toMatchObject({
      index: 0,
      startedAt: null,
      ms: null,
      response: null,
      request: { method: "", body: null },
    });
  });

  test("of a failed request has no response, and what the browser calls it", async () => {
    const [entry] = await entriesOf(
      harOf({ request: {}, response: { status: 0, _error: "net::ERR_CONNECTION_REFUSED" } }),
    );
    expect(entry).toMatchObject({ response: null, error: "net::ERR_CONNECTION_REFUSED" });
  });

  test("has its body as text, though an emoji in it has made a browser write base64", async () => {
    const text = Buffer.from('{"errors":["🙈"]}').toString("base64");
    const [entry] = await entriesOf(
      harOf({
        response: {
          status: 200,
          content: { mimeType: "application/json", encoding: "base64", text },
        },
      }),
    );
    expect(entry?.response?.body).toBe('{"errors":["🙈"]}');
  });

  test("is read as far as 4 MiB of texts, and the next one whole again", async () => {
    const headers = Array.from({ length: 100 }, (_, index) => ({
      name: `x-${index}`,
      value: "-".repeat(60_000),
    }));
    const request = { method: "GET", url: "https://gitlab.example.com/", headers };
    const file = harOf({ request }, { request: { ...request, headers: headers.slice(0, 50) } });

    const lengths = (await entriesOf(file, 64 * 1024)).map(
      (entry) => entry.request.headers.map(([, value]) => value).join("").length,
    );

    expect(lengths[0]).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(lengths[0]).toBeGreaterThan(4_000_000);
    expect(lengths[1]).toBe(50 * 60_000);
  });

  test("tells no body of a picture or a script", async () => {
    const content = { mimeType: "application/javascript", text: "alert()" };
    const [entry] = await entriesOf(harOf({ response: { status: 200, content } }));
    expect(entry?.response).toMatchObject({ status: 200, body: null });
  });

  test.each([
    ["Firefox", { creator: { name: "Firefox" }, browser: { name: "Firefox" } }],
    ["Safari", { creator: { name: "WebKit Web Inspector" } }],
    ["Charles Proxy", { creator: { name: "Charles Proxy" } }],
    [null, {}],
  ])("is by %s, by what the file names", async (browser, log) => {
    expect(await entriesOf({ log: { ...log, entries: [{}] } })).toMatchObject([{ browser }]);
  });
});

describe("GraphQL in a HAR", () => {
  const query = "query getIt { currentLicense { id } metadata { version } }";
  const entryOf = async (sent: unknown, answer: unknown) => {
    const text = JSON.stringify(answer);
    const postData = { mimeType: "application/json", text: JSON.stringify(sent) };
    const response = { status: 200, content: { mimeType: "application/json", text } };
    const [entry] = await entriesOf(
      harOf({ request: { method: "POST", url: "http://a/api/graphql", postData }, response }),
    );
    if (!entry) throw new Error("no entry");
    return entry;
  };

  test("is one operation", async () => {
    const entry = await entryOf({ query, variables: { a: 1 } }, { data: null });
    expect(operationsOf(entry)).toEqual([
      {
        operationName: "getIt",
        fields: ["currentLicense", "metadata"],
        variables: { a: 1 },
        answer: { data: null },
      },
    ]);
  });

  test("is several in a batch, each with its own answer", async () => {
    const entry = await entryOf(
      [{ query }, { query: "{ echo }" }],
      [{ data: { id: 1 } }, { data: { echo: null } }],
    );
    expect(operationsOf(entry)).toEqual([
      {
        operationName: "getIt",
        fields: ["currentLicense", "metadata"],
        variables: {},
        answer: { data: { id: 1 } },
      },
      { operationName: null, fields: ["echo"], variables: {}, answer: { data: { echo: null } } },
    ]);
  });

  test("is none in any other request", async () => {
    expect(operationsOf(await entryOf({ id: 1 }, {}))).toEqual([]);
  });
});

describe("a file that is no HAR is refused with a sentence", () => {
  const whole = JSON.stringify(
    harOf({ request: { method: "GET" } }, { request: { method: "GET" } }),
  );
  test.each<[string, unknown]>([
    ["The file is empty.", ""],
    ["The file is no HAR: it is no JSON.", "<!doctype html>"],
    [
      "The file is no HAR: it is JSON, and has no `log` with a list of `entries`.",
      { log: { entries: {} } },
    ],
    ["The file is no HAR: it is JSON, and has no `log` with a list of `entries`.", "[1]"],
    ["The file is no HAR: it nests deeper than any.", "[".repeat(100_000)],
    ["The file is compressed. Unpack it first.", Buffer.from([0x1f, 0x8b, 8, 0])],
    ["The HAR ends too early, after entry 2. Save it again, whole.", whole.slice(0, -2)],
    ["The HAR ends too early, after entry 1. Save it again, whole.", whole.slice(0, -10)],
    [
      "The HAR is broken after entry 2: what follows is no JSON.",
      `${whole.slice(0, -2)}          !`,
    ],
  ])("%s", async (sentence, file) => {
    await expect(entriesOf(file)).rejects.toThrow(new HarProblem(sentence));
  });
});

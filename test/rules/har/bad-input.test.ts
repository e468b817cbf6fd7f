import { describe, expect, test } from "vitest";
import { operationsOf } from "../../../src/har/graphql-exchanges.ts";
import { HarProblem } from "../../../src/har/har-problem.ts";
import { readHar } from "../../../src/har/reading.ts";
import { generatedHar } from "../../support/generated-har.ts";
import { entriesOf, harOf } from "../../support/har-files.ts";

const secret = "aB3dE5fG7hJ9kL2mN4pQ6rS8";

describe("a HAR that somebody else has made", () => {
  test("may have ten thousand entries", async () => {
    let last: unknown;
    let count = 0;
    const har = generatedHar(10_000, { text: "x".repeat(100), mimeType: "text/html" });
    for await (const entry of readHar(har)) {
      last = entry;
      count += 1;
    }
    expect(count).toBe(10_000);
    expect(last).toMatchObject({
      index: 9_999,
      request: { url: expect.not.stringContaining("secret-9999") },
    });
  });

  test("may come in one piece", async () => {
    const pieces: Uint8Array[] = [];
    for await (const piece of generatedHar(300, { text: "x", mimeType: "text/html" })) {
      pieces.push(piece);
    }
    let count = 0;
    async function* whole() {
      yield Buffer.concat(pieces);
    }
    for await (const _entry of readHar(whole())) count += 1;
    expect(count).toBe(300);
  });

  test.each<[string, unknown]>([
    ["no objects where there are to be some", [null, 1, "x", [], { request: [], response: "x" }]],
    ["no lists of headers", [{ request: { headers: { a: 1 } }, response: { headers: "x" } }]],
    ["no texts", [{ request: { url: {}, method: [] }, response: { status: "200" }, time: "1" }]],
    ["half a character", [{ request: { url: "\ud800", headers: [{ name: "\udfff" }] } }]],
    ["characters that move a cursor", [{ request: { url: "\u001b[2J\u202e" } }]],
    [
      "base64 that is none",
      [{ response: { status: 200, content: { encoding: "base64", text: "%" } } }],
    ],
  ])("may have %s", async (_what, entries) => {
    for (const entry of await entriesOf(harOf(...(entries as object[])))) {
      expect(entry.index).toBeGreaterThanOrEqual(0);
      expect(operationsOf(entry)).toEqual([]);
    }
  });

  test.each([
    [
      "names that every object has",
      '{"__proto__":{"method":"GET"},"constructor":1,"request":{"toString":1}}',
    ],
    ["numbers beyond all", '{"time":1e400,"response":{"status":-1e400}}'],
  ])("may have %s", async (_what, entry) => {
    expect(await entriesOf(`{"log":{"entries":[${entry}]}}`)).toMatchObject([
      { ms: null, request: { method: "" }, response: null },
    ]);
  });

  test("may name a thing twice: the last one counts", async () => {
    const [entry] = await entriesOf('{"log":{"entries":[{"time":1,"time":2}]}}');
    expect(entry?.ms).toBe(2);
  });

  test("loses what of a body is too long, and none of it gets out by that", async () => {
    const text = `{"activationCode":"${secret}","x":"${"y".repeat(2_000_000)}"}`;
    const postData = { mimeType: "application/json", text };
    const [entry] = await entriesOf(harOf({ request: { postData } }));
    expect(entry?.request.body?.length).toBeLessThan(300_000);
    expect(entry?.request.body).not.toContain(secret);
  });

  test.each([
    ["JSON", `${"[".repeat(5_000)}"${secret}"${"]".repeat(5_000)}`],
    ["JSON within JSON", JSON.stringify({ variables: JSON.stringify({ activationCode: secret }) })],
    ["JSON that is cut off", `{"query":"x","variables":{"activationCode":"${secret}`],
    ["JSON with escapes", `{"activationCode":"\\u0061${secret.slice(1)}"}`],
  ])("has its code redacted in %s", async (_what, text) => {
    const postData = { mimeType: "application/json", text };
    const entries = await entriesOf(harOf({ request: { postData } }));
    expect(JSON.stringify(entries)).not.toContain(secret.slice(4, 20));
  });

  test.each([
    ["nests as deep as it is long", `{"log":{"entries":[{"x":${"[".repeat(200_000)}`],
    ["nests in objects", `{"log":{"entries":[{"x":${'{"a":'.repeat(200_000)}`],
  ])("is refused if it %s", async (_what, text) => {
    await expect(entriesOf(text)).rejects.toThrow(
      new HarProblem("The file is no HAR: it nests deeper than any."),
    );
  });

  test("is refused without a word of what stands in it", async () => {
    const refusals = await Promise.all(
      [`${secret}`, `{"log":{"entries":[{}]} ${secret}`, `{"log":"${secret}"}`, `"${secret}"`].map(
        (text) => entriesOf(text).catch((error: unknown) => error),
      ),
    );
    for (const refusal of refusals) {
      expect(refusal).toBeInstanceOf(HarProblem);
      expect(String(refusal)).not.toContain(secret);
    }
  });
});

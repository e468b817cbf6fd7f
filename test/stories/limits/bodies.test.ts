import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";

const mebibyte = 1024 * 1024;
const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const refused = (message: unknown) => ({ errors: [{ message }] });
const typename = { data: { __typename: "Query" } };

/** A body as long as may be, made of one text. */
const full = (text: string, { before = "", after = "" } = {}) =>
  `${before}${text.repeat(Math.floor((mebibyte - before.length - after.length) / text.length))}${after}`;

describe("a body that is built to do harm is answered at once, and so is the next request:", () => {
  test.each([
    {
      harm: "20 MB",
      status: 413,
      body: Buffer.alloc(20_000_000),
      answer: refused("The request body is larger than 1048576 bytes."),
    },
    {
      harm: "lists within lists",
      status: 400,
      body: full("["),
      answer: refused("JSON nested deeper than 32 is refused"),
    },
    {
      harm: "lists within lists that end",
      status: 400,
      body: `${"[".repeat(500_000)}${"]".repeat(500_000)}`,
      answer: refused("JSON nested deeper than 32 is refused"),
    },
    {
      harm: "objects within objects",
      status: 400,
      body: `${'{"a":'.repeat(150_000)}1${"}".repeat(150_000)}`,
      answer: refused("JSON nested deeper than 32 is refused"),
    },
    {
      harm: "half a million elements",
      status: 400,
      body: full("1,", { before: "[", after: "1]" }),
      answer: refused("JSON with more than 50000 items in one place is refused"),
    },
    {
      harm: "a long integer",
      status: 400,
      body: full("1"),
      answer: refused("JSON with an integer of more than 1000 digits is refused"),
    },
    {
      harm: "almost long integers",
      status: 400,
      body: full(`${"1".repeat(1_000)},`, { before: "[", after: `${"1".repeat(1_001)}]` }),
      answer: refused("JSON with an integer of more than 1000 digits is refused"),
    },
    {
      harm: "quotation marks without end",
      status: 400,
      body: full('\\"', { before: `["${"1".repeat(1_001)}` }),
      answer: refused("Malformed JSON"),
    },
    {
      harm: "variables as text, deeply nested",
      status: 422,
      body: JSON.stringify({
        query: "{__typename}",
        variables: `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`,
      }),
      answer: refused("JSON nested deeper than 32 is refused"),
    },
    {
      harm: "lists as variables, deeply nested",
      status: 422,
      body: JSON.stringify({
        query: "{__typename}",
        variables: `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
      }),
      answer: refused("JSON nested deeper than 32 is refused"),
    },
    {
      harm: "bytes that are no UTF-8",
      status: 400,
      body: Buffer.from('{"query":"{ __typename } #\xff\xfe"}', "latin1"),
      answer: refused("Malformed JSON"),
    },
    {
      harm: "a surrogate as UTF-8",
      status: 400,
      body: Buffer.from('{"query":"{ __typename } #\xed\xa0\x80"}', "latin1"),
      answer: refused("Malformed JSON"),
    },
    {
      harm: "a query of 1 MiB",
      status: 422,
      body: JSON.stringify({ query: `{ ${"a ".repeat(500_000)} }` }),
      answer: refused("Query too large"),
    },
    {
      harm: "a batch of 1,000",
      status: 422,
      body: JSON.stringify(Array(1_000).fill({ query: "{a}" })),
      answer: refused(expect.stringMatching(/^A batch has at most 100 operations/)),
    },
    {
      harm: "a batch that is too long in all",
      status: 422,
      body: JSON.stringify(Array(100).fill({ query: `{ ${"a".repeat(100)} }` })),
      answer: refused("Query too large"),
    },
    {
      harm: "__proto__ keys",
      status: 200,
      body: '{"__proto__":{"query":"{ a }","isAdmin":true},"query":"{ __typename }","variables":{"__proto__":{"a":1},"constructor":1}}',
      answer: typename,
    },
    {
      harm: "a query by inheritance",
      status: 200,
      body: '{"__proto__":{"query":"{ __typename }"}}',
      answer: { errors: [{ message: "Unexpected end of document", locations: [] }] },
    },
    {
      harm: "an operation of Object's own",
      status: 200,
      body: '{"query":"{ __typename }","operationName":"constructor"}',
      answer: refused(expect.any(String)),
    },
    {
      harm: "duplicate keys, of which the last counts",
      status: 200,
      body: '{"query":"{ a }","query":"{ __typename }"}',
      answer: typename,
    },
  ])("$harm", async ({ body, status, answer }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const url = `${emulator.ready.instance.url}/api/graphql`;

    const answered = await rawRequest(url, { method: "POST", headers: json, body });

    expect({ status: answered.status, body: JSON.parse(answered.body) }).toEqual({
      status,
      body: answer,
    });
    const next = await rawRequest(`${url}?query={__typename}`);
    expect(JSON.parse(next.body)).toEqual(typename);
  });

  test.each([
    { harm: "half a million fields", body: full("a&"), status: 400 },
    { harm: "bytes that are no UTF-8", body: Buffer.from("query=\xff", "latin1"), status: 400 },
    { harm: "invalid percent-encoding", body: "query=%zz%ff", status: 200 },
  ])("a form of $harm", async ({ body, status }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const url = `${emulator.ready.instance.url}/api/graphql`;

    const answered = await rawRequest(url, { method: "POST", headers: form, body });

    expect(answered.status).toBe(status);
    expect(JSON.parse(answered.body)).toMatchObject(refused(expect.any(String)));
    const signIn = await rawRequest(`${emulator.ready.instance.url}/users/sign_in`, {
      method: "POST",
      headers: form,
      body,
    });
    expect(signIn.status).toBe(422);
  });

  test.each(["gzip", "deflate", "br", "x-gzip", "identity, gzip"])(
    "a bomb, compressed as %s, is not unpacked",
    async (encoding) => {
      await using emulator = await emulatorOn("2025-06-01");
      const bomb = gzipSync(Buffer.alloc(20_000_000));

      const answered = await rawRequest(`${emulator.ready.instance.url}/api/graphql`, {
        method: "POST",
        headers: { ...json, "content-encoding": encoding },
        body: bomb,
      });

      expect(answered.status).toBe(415);
      expect(JSON.parse(answered.body)).toEqual(refused(expect.stringMatching(/Compressed/)));
    },
  );
});

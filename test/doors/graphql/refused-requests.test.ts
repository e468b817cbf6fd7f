import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { asJson, ask, asQuery } from "./ask.ts";

const json = "application/json; charset=utf-8";
const typename = { data: { __typename: "Query" } };

describe("a request that is refused as a whole", () => {
  const query = "{ __typename }";

  test.each([
    {
      form: "variables that are no JSON",
      asked: asJson({ query, variables: "This is not JSON" }),
      status: 422,
      message: /not valid JSON/,
    },
    {
      form: "variables that are a list",
      asked: asJson({ query, variables: [1] }),
      status: 422,
      message: /^Unexpected parameter: \[1\]$/,
    },
    {
      form: "variables that are a number as text",
      asked: asJson({ query, variables: "5" }),
      status: 422,
      message: /^Unexpected parameter: 5$/,
    },
    {
      form: "malformed JSON",
      asked: { body: '{"query":' },
      status: 400,
      message: /^Malformed JSON$/,
    },
    {
      form: "bytes that are no JSON",
      asked: { body: "\u0000\u0001" },
      status: 400,
      message: /^Malformed JSON$/,
    },
    {
      form: "JSON that nests 33 deep",
      asked: { body: `${"[".repeat(33)}${"]".repeat(33)}` },
      status: 400,
      message: /deep/,
    },
    {
      form: "50,001 items",
      asked: { body: `[${"1,".repeat(50_000)}1]` },
      status: 400,
      message: /items/,
    },
    {
      form: "an integer of 1,001 digits",
      asked: { body: `{"query":${"9".repeat(1_001)}}` },
      status: 400,
      message: /digits/,
    },
    {
      form: "1,000 fields",
      asked: asJson({ query: `{ ${"__typename ".repeat(1_000)} }` }),
      status: 422,
      message: /^Query too large$/,
    },
    {
      form: "1,000 fields over a batch of five",
      asked: asJson(Array(5).fill({ query: `{ ${"__typename ".repeat(200)} }` })),
      status: 422,
      message: /^Query too large$/,
    },
    {
      form: "plain text",
      asked: { headers: { "content-type": "text/plain" }, body: "{}" },
      status: 415,
      message: /Content-Type/,
    },
  ])("for $form", async ({ asked, status, message }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await ask(emulator, asked);

    expect(answer).toEqual({
      status,
      type: json,
      body: { errors: [{ message: expect.stringMatching(message) }] },
    });
  });
});

describe("GET and HEAD", () => {
  const mutation = `mutation M { gitlabSubscriptionActivate(input: {activationCode: "x"}) { errors } }`;
  const refused = { errors: [{ message: "Mutations are forbidden in GET requests" }] };

  test.each([
    { form: "a mutation", fields: { query: mutation } },
    {
      form: "an operationName that picks one",
      fields: { query: `query Q { __typename } ${mutation}`, operationName: "M" },
    },
  ])("with $form are refused", async ({ fields }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answer = await ask(emulator, asQuery(fields));
    const { status } = await ask(emulator, { ...asQuery(fields), method: "HEAD" });

    expect(answer).toEqual({ status: 422, type: json, body: refused });
    expect(status).toBe(422);
    expect((await emulator.control.get("/traffic?hop=portal")).body).toEqual([]);
  });

  test("with an operationName that picks the query are answered", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const query = `query Q { __typename } ${mutation}`;

    expect((await ask(emulator, asQuery({ query, operationName: "Q" }))).body).toEqual(typename);
  });
});

describe("a page of another origin", () => {
  test("may ask, but not with the visitor's cookies", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const url = `${emulator.ready.instance.url}/api/graphql`;

    const preflight = await fetch(url, {
      method: "OPTIONS",
      headers: {
        origin: "https://example.com",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,private-token",
      },
    });
    const answer = await fetch(`${url}?query={__typename}`, {
      headers: { origin: "https://example.com" },
    });

    expect(preflight.headers.get("access-control-allow-headers")).toBe(
      "content-type,private-token",
    );
    for (const { status, headers } of [preflight, answer]) {
      expect(status).toBe(200);
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("access-control-allow-credentials")).toBeNull();
    }
  });
});

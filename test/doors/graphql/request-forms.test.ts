import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { asForm, asJson, ask, asQuery } from "./ask.ts";

const json = "application/json; charset=utf-8";
const echo = "query Echo($text: String!) { echo(text: $text) }";
const said = (text: string) => ({
  status: 200,
  type: json,
  body: { data: { echo: `"root" says: ${text}` } },
});
const typename = { data: { __typename: "Query" } };

describe("a query with a variable is answered alike", () => {
  test.each([
    { form: "as a JSON object", asked: asJson({ query: echo, variables: { text: "hi" } }) },
    {
      form: "with its variables as JSON text",
      asked: asJson({ query: echo, variables: '{"text":"hi"}' }),
    },
    { form: "as form fields", asked: asForm({ query: echo, variables: '{"text":"hi"}' }) },
    { form: "by GET", asked: asQuery({ query: echo, variables: '{"text":"hi"}' }) },
    {
      form: "with its variables in the query string",
      asked: {
        path: `/api/graphql?${new URLSearchParams({ variables: '{"text":"hi"}' })}`,
        ...asJson({ query: echo }),
      },
    },
    {
      form: "at the trailing slash",
      asked: { path: "/api/graphql/", ...asJson({ query: echo, variables: { text: "hi" } }) },
    },
  ])("$form", async ({ asked }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await ask(emulator, asked)).toEqual(said("hi"));
  });
});

describe("a query of nobody's", () => {
  test("for __typename is answered with Query", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const query = asJson({ query: "{ __typename }" });

    expect(await ask(emulator, { ...query, token: null })).toEqual({
      status: 200,
      type: json,
      body: typename,
    });
  });
});

describe("operationName", () => {
  const query = "query A { a: __typename } query B { b: __typename }";

  test("picks one of several operations", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await ask(emulator, asJson({ query, operationName: "B" }));

    expect(body).toEqual({ data: { b: "Query" } });
  });

  test.each([
    { operationName: "C", message: 'No operation named "C"' },
    { operationName: null, message: "An operation name is required" },
    { operationName: "", message: "An operation name is required" },
  ])("that picks none ($operationName) is an error", async ({ operationName, message }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await ask(emulator, asJson({ query, operationName }));

    expect({ status, body }).toEqual({ status: 200, body: { errors: [{ message }] } });
  });
});

describe("a list of operations", () => {
  test("is answered with a list, in order", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const batch = ["one", "two"].map((text) => ({ query: echo, variables: { text } }));

    const { status, body } = await ask(emulator, asJson(batch));

    expect({ status, body }).toEqual({ status: 200, body: [said("one").body, said("two").body] });
  });

  test("of one is answered with a list of one", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect((await ask(emulator, asJson([{ query: "{ __typename }" }]))).body).toEqual([typename]);
  });

  test("may hold mutations, which see what the ones before have done", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const code = emulator.ready.activationCode;
    const activate = `mutation { gitlabSubscriptionActivate(input: {activationCode: "${code}"}) { errors } }`;
    const current = "{ currentLicense { plan } }";

    const { body } = await ask(
      emulator,
      asJson([current, activate, current].map((query) => ({ query }))),
    );

    expect(body).toEqual([
      { data: { currentLicense: null } },
      { data: { gitlabSubscriptionActivate: { errors: [] } } },
      { data: { currentLicense: { plan: "premium" } } },
    ]);
  });

  test("goes on after an item that is wrong", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const batch = [{ query: "{ nope }" }, "text", {}, { query: "{ __typename }" }];

    const { body } = await ask(emulator, asJson(batch));

    const end = { errors: [{ message: "Unexpected end of document", locations: [] }] };
    expect(body).toEqual([{ errors: [expect.anything()] }, end, end, typename]);
  });

  test("of 101 is refused", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status } = await ask(emulator, asJson(Array(101).fill({ query: "{a}" })));

    expect(status).toBe(422);
  });
});

describe("a request without a query", () => {
  test.each([
    { form: "an empty object", asked: asJson({}) },
    { form: "a null query", asked: asJson({ query: null }) },
    { form: "an empty query", asked: asJson({ query: "" }) },
    { form: "a query of blanks and comments", asked: asJson({ query: " # nothing\n" }) },
    { form: "a bare text", asked: asJson("query") },
    { form: "a bare number", asked: asJson(5) },
    { form: "a _json that is a text", asked: asJson({ _json: "x" }) },
    { form: "no body", asked: {} },
    { form: "no query string", asked: { method: "GET" } },
  ])("($form) ends unexpectedly", async ({ asked }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await ask(emulator, asked)).toEqual({
      status: 200,
      type: json,
      body: { errors: [{ message: "Unexpected end of document", locations: [] }] },
    });
  });

  test.each([5, true, { a: 1 }, ["{ __typename }"]])(
    "because it is no text (%j) is a syntax error",
    async (query) => {
      await using emulator = await emulatorOn("2025-06-01");

      const { status, body } = await ask(emulator, asJson({ query }));

      expect(status).toBe(200);
      expect(body).toEqual({
        errors: [{ message: expect.stringMatching(/^Expected one of/) }],
      });
    },
  );
});

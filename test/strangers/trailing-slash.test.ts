import { buildClientSchema, getIntrospectionQuery, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../support/emulator-on.ts";
import { rawRequest } from "../support/raw-request.ts";
import {
  activated,
  activatedAt,
  activateSubscription,
  inputFor,
  loaded,
  notAvailable,
  pageQueries,
} from "./subscription-page.ts";

const urlOf = ({ ready }: TestEmulator) => `${ready.instance.url}/api/graphql/`;

/** Sends what Python's gql sends over its transport for `requests`. */
async function gql(emulator: TestEmulator, sent: unknown, token = emulator.ready.tokens.admin) {
  const { status, body } = await rawRequest(urlOf(emulator), {
    method: "POST",
    headers: {
      "user-agent": "python-requests/2.32.3",
      "accept-encoding": "gzip, deflate",
      accept: "*/*",
      connection: "keep-alive",
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(sent),
  });
  return { status, body: JSON.parse(body) };
}

/** The introspection that gql asks for, which knows nothing of newer specifications. */
const introspection = getIntrospectionQuery({
  specifiedByUrl: false,
  directiveIsRepeatable: false,
  schemaDescription: false,
  inputValueDeprecation: false,
});

describe("a client that posts to the trailing slash, as Python's gql does,", () => {
  test("finds out with HEAD that something is there", async () => {
    await using emulator = await emulatorOn(activatedAt);

    const { status, headers, body } = await rawRequest(urlOf(emulator), { method: "HEAD" });

    expect({ status, type: headers["content-type"], body }).toEqual({
      status: 200,
      type: "application/json; charset=utf-8",
      body: "",
    });
  });

  test("builds a schema from the introspection, and finds the page's documents valid", async () => {
    await using emulator = await emulatorOn(activatedAt);

    const { body } = await gql(emulator, { query: introspection });

    const schema = buildClientSchema(body.data);
    const documents = [activateSubscription, ...pageQueries];
    expect(documents.flatMap((document) => validate(schema, parse(document)))).toEqual([]);
  });

  test("activates a code", async () => {
    await using emulator = await emulatorOn(activatedAt);

    const answer = await gql(emulator, {
      query: activateSubscription,
      variables: inputFor(emulator.ready.activationCode),
      operationName: "activateSubscription",
    });

    expect(answer).toEqual({ status: 200, body: { data: activated } });
  });

  test("reads the page in one batch", async () => {
    await using emulator = await emulatorOn(activatedAt);
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const batch = pageQueries.map((query) => ({ query }));

    const { status, body } = await gql(emulator, batch);

    expect({ status, body }).toEqual({ status: 200, body: loaded.map((data) => ({ data })) });
  });

  test("is told that a user may not read", async () => {
    await using emulator = await emulatorOn(activatedAt);
    const [query] = pageQueries;

    const { status, body } = await gql(emulator, { query }, emulator.ready.tokens.user);

    expect({ status, message: body.errors[0].message, data: body.data }).toEqual({
      status: 200,
      message: notAvailable,
      data: { currentLicense: null },
    });
  });
});

describe("a client that posts to the trailing slash, as GitLab's own command-line client does,", () => {
  test.each([
    { scheme: "an access token", headers: (token: string) => ({ "private-token": token }) },
    {
      scheme: "a bearer token",
      headers: (token: string) => ({ authorization: `Bearer ${token}` }),
    },
  ])("activates a code with $scheme", async ({ headers }) => {
    await using emulator = await emulatorOn(activatedAt);
    const { activationCode, tokens } = emulator.ready;

    const { status, body } = await rawRequest(urlOf(emulator), {
      method: "POST",
      headers: {
        "user-agent": "glab/v1.60.0 (linux, amd64)",
        "accept-encoding": "gzip",
        "content-type": "application/json; charset=utf-8",
        ...headers(tokens.admin),
      },
      body: JSON.stringify({ query: activateSubscription, variables: inputFor(activationCode) }),
    });

    expect({ status, body: JSON.parse(body) }).toEqual({ status: 200, body: { data: activated } });
  });
});

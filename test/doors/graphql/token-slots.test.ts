import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { asForm, asJson, ask } from "./ask.ts";

const query = "{ currentUser { username } }";
const root = { status: 200, body: { data: { currentUser: { username: "root" } } } };
const invalid = { status: 401, body: { errors: [{ message: "Invalid token" }] } };

const send = async (emulator: TestEmulator, asked: Parameters<typeof ask>[1]) => {
  const { status, body } = await ask(emulator, { token: null, ...asked });
  return { status, body };
};

function multipart(fields: Record<string, string>) {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    headers: { "content-type": "multipart/form-data; boundary=b" },
    body: `${parts.join("")}--b--\r\n`,
  };
}

describe("one token that nobody holds spoils the request", () => {
  test.each([
    { beside: "a good one in another header", headers: { authorization: "Bearer unknown" } },
    { beside: "a good one in the query string", path: "/api/graphql?private_token=unknown" },
    { beside: "a good one, by being empty", path: "/api/graphql?access_token=" },
  ])("beside $beside", async ({ beside: _beside, ...also }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { admin } = emulator.ready.tokens;

    expect(await send(emulator, { ...asJson({ query }), ...also, token: admin })).toEqual(invalid);
  });
});

describe("a token in the body", () => {
  test.each([
    { form: "a form", as: asForm },
    { form: "a multipart form", as: multipart },
    { form: "a JSON object", as: asJson },
  ])("of $form says who asks, and is refused there when nobody holds it", async ({ as }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { admin } = emulator.ready.tokens;

    expect(await send(emulator, as({ query, private_token: admin }))).toEqual(root);
    expect(await send(emulator, as({ query, access_token: admin }))).toEqual(root);
    expect(await send(emulator, as({ query, private_token: "unknown" }))).toEqual(invalid);
    expect(await send(emulator, as({ query, job_token: admin }))).toEqual(invalid);
  });

  test("of a DELETE says who removes", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const removal = { method: "DELETE", path: "/api/v4/license/1" };

    const { status } = await send(emulator, {
      ...removal,
      ...asForm({ private_token: emulator.ready.tokens.admin }),
    });

    expect(status).toBe(404);
  });
});

describe("white space around a token", () => {
  test("does not count", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const path = `/api/graphql?private_token=%20${emulator.ready.tokens.admin}%20`;

    expect(await send(emulator, { ...asJson({ query }), path })).toEqual(root);
  });
});

describe("a multipart form", () => {
  test("takes query, variables and a file's text as other forms do", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const form = new FormData();
    form.set("query", new Blob(["query($text: String!) { echo(text: $text) }"]), "query.graphql");
    form.set("variables", '{"text":"hi"}');

    const response = await fetch(`${emulator.ready.instance.url}/api/graphql`, {
      method: "POST",
      body: form,
    });

    expect(await response.json()).toEqual({ data: { echo: "nil says: hi" } });
  });

  test("that is malformed is refused with 400", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { headers } = multipart({});

    expect(await send(emulator, { headers, body: "nothing of the kind" })).toEqual({
      status: 400,
      body: { errors: [{ message: "The multipart form is malformed" }] },
    });
  });
});

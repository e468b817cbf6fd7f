import { describe, expect, test } from "vitest";
import type { Ready } from "../../../src/app/emulator.ts";
import type { ControlClient } from "../../support/control-client.ts";
import { emulatorOn } from "../../support/emulator-on.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { secretsOf } from "./secrets-of.ts";

/** The secrets that the traffic gives away. */
async function shown({ control, ready }: { control: ControlClient; ready: Ready }) {
  const { body } = await control.get("/traffic");
  expect(body.length).toBeGreaterThan(0);
  const text = JSON.stringify(body);
  return (await secretsOf(ready)).filter((secret) => text.includes(secret));
}

const faultsWith = (text: string) => [
  { kind: "errors", errors: [`The code ${text} was used up.`, text] },
  { kind: "graphql-errors", errors: [{ message: text, extensions: { code: text } }] },
  { kind: "status", status: 422, body: JSON.stringify({ errors: [text] }) },
  { kind: "status", status: 500, body: `Could not redeem ${text}` },
  { kind: "status", status: 500, body: `<h1 title='${text}'>${text}</h1>` },
];

describe("the traffic gives no secret away", () => {
  test("after an activation", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(await shown(emulator)).toEqual([]);
  });

  test.each(["html", "empty", "broken-json", "truncated", "drop-connection", "no-errors-key"])(
    "after an activation that met the fault %s",
    async (kind) => {
      await using emulator = await emulatorOn("2025-06-01");
      await emulator.control.post("/faults", { kind });

      await emulator.graphql.activate(emulator.ready.activationCode ?? "");

      expect(await shown(emulator)).toEqual([]);
    },
  );

  test.each(["foreign-key", "expired-license", "legacy-license", "future-license"])(
    "nor a key that is wrong: %s",
    async (kind) => {
      await using emulator = await emulatorOn("2025-06-01");
      await emulator.control.post("/faults", { kind });

      await emulator.graphql.activate(emulator.ready.activationCode ?? "");

      const { body } = await emulator.control.get("/traffic");
      // Base64 of `{"data":`, with which every key begins, and a line of one.
      expect(JSON.stringify(body)).not.toMatch(/eyJkYXRhIjo|[A-Za-z0-9+/]{60}/);
      expect(await shown(emulator)).toEqual([]);
    },
  );

  test.each(faultsWith("").map(({ kind }, index) => ({ kind, index })))(
    "where the portal repeats the code with $kind ($index)",
    async ({ index }) => {
      await using emulator = await emulatorOn("2025-06-01");
      const code = emulator.ready.activationCode ?? "";
      await emulator.control.post("/faults", faultsWith(code)[index]);

      await emulator.graphql.activate(code);

      expect(await shown(emulator)).toEqual([]);
    },
  );

  test("for codes that were refused", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const refused = ["aBcDeFgHiJkLmNoPqRsTuVw1", "aBcDeFgHiJkLmNoPqRsTuVw", "short-code"];

    for (const code of refused) await emulator.graphql.activate(code);

    const { body } = await emulator.control.get("/traffic");
    expect(refused.filter((code) => JSON.stringify(body).includes(code))).toEqual([]);
  });

  test.each([
    { slot: "PRIVATE-TOKEN", headers: (token: string) => ({ "private-token": token }) },
    { slot: "Authorization", headers: (token: string) => ({ authorization: `Bearer ${token}` }) },
    { slot: "a cookie", headers: (token: string) => ({ cookie: `token=${token}` }) },
    { slot: "any header", headers: (token: string) => ({ "x-note": `mine: ${token}` }) },
    { slot: "private_token", query: (token: string) => `?private_token=${token}` },
    { slot: "access_token", query: (token: string) => `?access_token=${token}&a=b` },
    { slot: "any parameter", query: (token: string) => `?a=${encodeURIComponent(`[${token}]`)}` },
    { slot: "the body", body: (token: string) => JSON.stringify({ query: `# ${token}` }) },
    { slot: "a text", body: (token: string) => `token is ${token}.` },
  ])("for a token in $slot", async ({ headers, query, body }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const url = `${emulator.ready.instance.url}/api/graphql`;

    for (const token of Object.values(emulator.ready.tokens)) {
      await rawRequest(`${url}${query?.(token) ?? ""}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers?.(token) },
        body: body?.(token) ?? "{}",
      });
    }

    expect(await shown(emulator)).toEqual([]);
  });

  test("for the password of root, sent to sign in", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { username, password } = emulator.ready.root;
    const fields = { "user[login]": username, "user[password]": password };

    await fetch(`${emulator.ready.instance.url}/users/sign_in`, {
      method: "POST",
      body: new URLSearchParams(fields),
    });

    expect(await shown(emulator)).toEqual([]);
  });
});

describe("the traffic gives the password of root away in no form that sign-in takes:", () => {
  const multipart = (head: readonly string[], fields: Readonly<Record<string, string>>) =>
    Object.entries(fields)
      .map(
        ([name, value]) => `--b\r\n${head.join("\r\n").replace("NAME", name)}\r\n\r\n${value}\r\n`,
      )
      .join("")
      .concat("--b--\r\n");
  const inParts = "multipart/form-data; boundary=b";
  const form = "application/x-www-form-urlencoded";
  type Fields = Readonly<Record<string, string>>;
  const disposition = "Content-Disposition: form-data;";

  test.each([
    {
      written: "a part whose name has no quotation marks",
      type: inParts,
      body: (fields: Fields) => multipart([`${disposition} name=NAME`], fields),
    },
    {
      written: "a part in upper case",
      type: inParts,
      body: (fields: Fields) => multipart([`CONTENT-DISPOSITION: FORM-DATA; NaMe="NAME"`], fields),
    },
    {
      written: "a part with name*=",
      type: inParts,
      body: (fields: Fields) => multipart([`${disposition} name*=utf-8''NAME`], fields),
    },
    {
      written: "a part with the name of a file before",
      type: inParts,
      body: (fields: Fields) => multipart([`${disposition} filename="a"; name="NAME"`], fields),
    },
    {
      written: "a part behind ten lines",
      type: inParts,
      body: (fields: Fields) =>
        multipart([...Array<string>(10).fill("X-Line: 1"), `${disposition} name="NAME"`], fields),
    },
    {
      written: "names of which every character is encoded",
      type: form,
      body: (fields: Fields) =>
        Object.entries(fields)
          .map(([name, value]) => `${everyCharacter(name)}=${encodeURIComponent(value)}`)
          .join("&"),
    },
    {
      written: "a form that says it is something else",
      type: "application/json",
      body: (fields: Fields) =>
        `"&${Object.entries(fields)
          .map(([name, value]) => `${everyCharacter(name)}=${encodeURIComponent(value)}`)
          .join("&")}&"`,
    },
  ])("$written", async ({ type, body }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { username, password } = emulator.ready.root;
    const url = `${emulator.ready.instance.url}/users/sign_in`;
    const page = await fetch(url);
    const csrf = /name="authenticity_token" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
    const fields = {
      authenticity_token: csrf,
      "user[login]": username,
      "user[password]": password,
    };

    const { status } = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": type, cookie: page.headers.get("set-cookie") ?? "" },
      body: body(fields),
    });

    expect([status, await shown(emulator)]).toEqual([302, []]);
  });

  const everyCharacter = (text: string) =>
    [...text].map((one) => `%${one.charCodeAt(0).toString(16)}`).join("");
});

describe("the log", () => {
  test("has one line for an activation, with the beginning of the code", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    const code = emulator.ready.activationCode ?? "";

    await emulator.graphql.activate(code);

    const lines = emulator.logged().trimEnd().split("\n");
    expect(lines.filter((line) => line.includes(code.slice(0, 4)))).toHaveLength(1);
  });

  test("gives no secret away, whatever goes wrong", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    const code = emulator.ready.activationCode ?? "";
    const kinds = ["html", "empty", "broken-json", "truncated", "drop-connection", "foreign-key"];
    for (const fault of [...faultsWith(code), ...kinds.map((kind) => ({ kind }))]) {
      await emulator.control.post("/faults", fault);
    }

    while ((await emulator.control.get("/faults")).body.length > 0) {
      await emulator.graphql.activate(code);
    }
    await emulator.graphql.as(`${emulator.ready.tokens.user}x`)("{ currentLicense { id } }");
    await emulator.graphql.activate(code);

    const text = emulator.logged();
    expect(text).toContain(code.slice(0, 4));
    expect((await secretsOf(emulator.ready)).filter((one) => text.includes(one))).toEqual([]);
  });
});

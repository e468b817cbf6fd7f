import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

async function tokenFor({ control }: TestEmulator, user: string, scopes: readonly string[]) {
  return (await control.post("/tokens", { user, scopes })).body.token;
}

async function asked({ ready }: TestEmulator, path: string, init: RequestInit) {
  const response = await fetch(`${ready.instance.url}/api/v4${path}`, init);
  return { status: response.status, body: (await response.json()) as AsItCame };
}

const scopes = ["api", "sudo"];

describe("a request for somebody else", () => {
  test.each([
    { how: "by name in the header", headers: { sudo: "user" }, path: "/user" },
    { how: "by name in any case", headers: { sudo: "USER" }, path: "/user" },
    { how: "by number in the header", headers: { sudo: "2" }, path: "/user" },
    { how: "in the query string", headers: {}, path: "/user?sudo=user" },
  ])("is answered as to that one: $how", async ({ headers, path }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const token = await tokenFor(emulator, "root", scopes);

    const { status, body } = await asked(emulator, path, {
      headers: { "private-token": token, ...headers },
    });

    expect({ status, username: body.username }).toEqual({ status: 200, username: "user" });
    expect(body).not.toHaveProperty("is_admin");
  });

  test("is sent with a token that stays its sender's", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const token = await tokenFor(emulator, "root", scopes);

    const { body } = await asked(emulator, "/personal_access_tokens/self", {
      headers: { "private-token": token, sudo: "user" },
    });

    expect(body).toMatchObject({ scopes, user_id: 1 });
  });

  test("has that one's rights, also where a form names whom", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const token = await tokenFor(emulator, "root", scopes);
    const headers = { "private-token": token };

    const read = await asked(emulator, "/license", { headers: { ...headers, sudo: "user" } });
    const sent = await asked(emulator, "/license", {
      method: "POST",
      headers,
      body: new URLSearchParams({ license: "any", sudo: "user" }),
    });
    const own = await asked(emulator, "/license", { headers: { ...headers, sudo: "root" } });

    const refused = { status: 403, body: { message: "403 Forbidden" } };
    expect([read, sent]).toEqual([refused, refused]);
    expect(own.status).toBe(200);
  });

  test.each([
    {
      who: "an administrator whose token lacks the scope",
      from: { user: "root", scopes: ["api"] },
      sudo: "user",
      status: 403,
      body: {
        error: "insufficient_scope",
        error_description:
          "The request requires higher privileges than provided by the access token.",
        scope: "sudo",
      },
    },
    {
      who: "somebody who is no administrator",
      from: { user: "user", scopes },
      sudo: "root",
      status: 403,
      body: { message: "403 Forbidden - Must be admin to use sudo" },
    },
    {
      who: "an administrator who means nobody",
      from: { user: "root", scopes },
      sudo: "123",
      status: 404,
      body: { message: "404 User with ID or username '123' Not Found" },
    },
    {
      who: "an administrator who means one that may not use the API",
      from: { user: "root", scopes },
      sudo: "deactivated",
      status: 403,
      body: { message: "403 Forbidden" },
    },
  ])("is refused for $who", async ({ from, sudo, status, body }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const token = await tokenFor(emulator, from.user, from.scopes);

    expect(await asked(emulator, "/user", { headers: { "private-token": token, sudo } })).toEqual({
      status,
      body,
    });
  });
});

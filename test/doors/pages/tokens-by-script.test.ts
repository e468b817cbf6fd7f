import { describe, expect, test } from "vitest";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const page = "/-/user_settings/personal_access_tokens";

/** What a script does that has a cookie jar and expressions, and no browser. */
function scriptOn({ ready }: TestEmulator) {
  let cookie = "";
  const send = async (path: string, form?: Record<string, string>, headers = {}) => {
    const answer = await fetch(`${ready.instance.url}${path}`, {
      redirect: "manual",
      headers: { cookie, ...headers },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    return { status: answer.status, text: await answer.text() };
  };
  return {
    send,
    async signIn() {
      const { text } = await send("/users/sign_in");
      const oneLine = text.replaceAll("\n", " ");
      const [, token = ""] = /new_user.*?authenticity_token"\s+value="(.+?)"/.exec(oneLine) ?? [];
      return send("/users/sign_in", {
        "user[login]": "root",
        "user[password]": ready.root.password,
        authenticity_token: token,
      });
    },
    async makeToken(fields: Record<string, string>, path = page, headers = {}) {
      const { text } = await send(path);
      const [, token = ""] = /authenticity_token"\s+value="(.+?)"/.exec(text) ?? [];
      return send(path, { authenticity_token: token, ...fields }, headers);
    },
  };
}

const asked = {
  "personal_access_token[name]": "script",
  "personal_access_token[expires_at]": "",
  "personal_access_token[scopes][]": "api",
};

const made = (text: string) => /created-personal-access-token"\s+value="(.+?)"/.exec(text)?.[1];

async function rest({ ready }: TestEmulator, path: string, headers: Record<string, string>) {
  const answer = await fetch(`${ready.instance.url}/api/v4${path}`, { headers });
  return { status: answer.status, body: (await answer.json()) as AsItCame };
}

describe("a script that signs in as a browser does", () => {
  test.each([page, "/-/profile/personal_access_tokens", "/profile/personal_access_tokens"])(
    "makes a personal access token at %s, which opens what root may",
    async (path) => {
      await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
      const script = scriptOn(emulator);
      await script.signIn();

      const { text } = await script.makeToken(asked, path);

      const token = made(text) ?? "";
      const self = await rest(emulator, "/personal_access_tokens/self", { "private-token": token });
      expect(self).toEqual({
        status: 200,
        body: {
          id: expect.any(Number),
          name: "script",
          revoked: false,
          created_at: "2025-06-01T12:00:00.000Z",
          description: null,
          scopes: ["api"],
          user_id: 1,
          last_used_at: "2025-06-01T12:00:00.000Z",
          active: true,
          expires_at: "2026-06-01",
        },
      });
      expect((await rest(emulator, "/license", { "private-token": token })).status).toBe(200);
    },
  );

  test("is answered in JSON if it asks for that", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const script = scriptOn(emulator);
    await script.signIn();

    const { text } = await script.makeToken(asked, page, { accept: "application/json" });

    expect(JSON.parse(text)).toEqual({ new_token: expect.stringMatching(/^glpat-\w{20}$/) });
  });

  test.each([
    { field: "[name]", value: " ", problem: "Name can't be blank" },
    { field: "[scopes][]", value: "", problem: "Scopes can't be blank" },
    { field: "[scopes][]", value: "root", problem: "Scopes can only contain available scopes" },
    { field: "[expires_at]", value: "2025-06-01", problem: "Expires at must be a day to come" },
    { field: "[expires_at]", value: "soon", problem: "Expires at must be a day to come" },
  ])("is told what is wrong with $field: $problem", async ({ field, value, problem }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const script = scriptOn(emulator);
    await script.signIn();

    const { status, text } = await script.makeToken({
      ...asked,
      [`personal_access_token${field}`]: value,
    });

    expect(status).toBe(422);
    expect(text).toContain(problem.replace("'", "&#39;"));
    expect(made(text)).toBeUndefined();
  });

  test("finds the elements of the sign-in form by the ids that suites look for", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { text } = await scriptOn(emulator).send("/users/sign_in");

    const ids = ["login-page", "username-field", "password-field", "sign-in-button"];
    expect(ids.filter((id) => !text.includes(`data-testid="${id}"`))).toEqual([]);
    expect(text).toContain('id="new_user"');
  });
});

describe("GET /personal_access_tokens/self", () => {
  test("knows the tokens of the ready line", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const token = emulator.ready.tokens.readApi;

    const { body } = await rest(emulator, "/personal_access_tokens/self", {
      "private-token": token,
    });

    expect(body).toMatchObject({ scopes: ["read_api"], user_id: 1, expires_at: null });
  });

  test("is no page for those who send no token", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect((await rest(emulator, "/personal_access_tokens/self", {})).status).toBe(401);
  });
});

async function exchange(
  { ready }: TestEmulator,
  given: Record<string, string>,
  as: "form" | "json" = "form",
) {
  const answer = await fetch(`${ready.instance.url}/oauth/token`, {
    method: "POST",
    ...(as === "form"
      ? { body: new URLSearchParams(given) }
      : { body: JSON.stringify(given), headers: { "content-type": "application/json" } }),
  });
  return { status: answer.status, body: (await answer.json()) as AsItCame };
}

describe("POST /oauth/token", () => {
  test.each(["form", "json"] as const)("gives root a token for the password: %s", async (as) => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    const { password } = emulator.ready.root;
    const given = { grant_type: "password", username: "root", password };

    const { status, body } = await exchange(emulator, given, as);

    expect({ status, body }).toEqual({
      status: 200,
      body: {
        access_token: expect.any(String),
        token_type: "Bearer",
        expires_in: 7200,
        scope: "api",
        created_at: 1748779200,
      },
    });
    const bearer = { authorization: `Bearer ${body.access_token}` };
    expect((await rest(emulator, "/license", bearer)).status).toBe(200);
    expect(JSON.stringify((await emulator.control.get("/traffic")).body)).not.toContain(
      body.access_token,
    );
  });

  test.each([
    { given: {}, error: "invalid_request" },
    { given: { grant_type: "client_credentials" }, error: "unsupported_grant_type" },
    {
      given: { grant_type: "password", username: "root", password: "wrong-password" },
      error: "invalid_grant",
    },
    {
      given: { grant_type: "password", username: "user", password: "any-password" },
      error: "invalid_grant",
    },
  ])("refuses $given with $error", async ({ given, error }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await exchange(emulator, given);

    expect({ status, error: body.error }).toEqual({ status: 400, error });
    expect(body.error_description).toEqual(expect.any(String));
    const shown = JSON.stringify((await emulator.control.get("/traffic")).body);
    expect(shown).not.toContain(Object(given).password ?? "no password");
  });
});

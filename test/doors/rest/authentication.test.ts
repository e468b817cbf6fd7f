import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { ask } from "../graphql/ask.ts";
import { visitorOf } from "../graphql/visitor.ts";

const version = { method: "GET", path: "/api/v4/version" };
const removal = { method: "DELETE", path: "/api/v4/license/1" };

const create = async ({ control }: TestEmulator, grant: Record<string, unknown>) =>
  (await control.post("/tokens", { user: "root", scopes: ["api"], ...grant })).body;

const bearer = (token: string) => ({ token: null, headers: { authorization: `Bearer ${token}` } });

const invalidToken = (description: string) => ({
  status: 401,
  type: "application/json",
  body: { error: "invalid_token", error_description: description },
});

describe("the REST API refuses", () => {
  test.each([
    { who: "nobody", asked: { token: null } },
    { who: "an unknown access token", asked: { token: "glpat-unknown" } },
    { who: "a token in a slot for jobs", asked: { token: null, headers: { "job-token": "x" } } },
  ])("$who with 401 Unauthorized", async ({ asked }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await ask(emulator, { ...version, ...asked })).toEqual({
      status: 401,
      type: "application/json",
      body: { message: "401 Unauthorized" },
    });
  });

  test.each([
    { slot: "Authorization", asked: bearer("unknown") },
    { slot: "access_token", asked: { token: null, path: `${version.path}?access_token=unknown` } },
  ])("an unknown bearer token in $slot with invalid_token", async ({ asked }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await ask(emulator, { ...version, ...asked })).toEqual(
      invalidToken("Bad Access Token."),
    );
  });

  test("an expired token, and says that it is expired", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { token } = await create(emulator, { expiresOn: "2025-06-01" });

    expect(await ask(emulator, { ...version, token })).toEqual(
      invalidToken("Token is expired. You can either do re-authorization or token refresh."),
    );
  });

  test("a revoked token, and says that it was revoked", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { id, token } = await create(emulator, {});
    await emulator.control.delete(`/tokens/${id}`);

    expect(await ask(emulator, { ...version, token })).toEqual(
      invalidToken("Token was revoked. You have to re-authorize from the user."),
    );
  });

  test("a token whose scope is too small, and names the scopes that are not", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await ask(emulator, {
      ...removal,
      token: emulator.ready.tokens.readApi,
    });

    expect({ status, body }).toEqual({
      status: 403,
      body: {
        error: "insufficient_scope",
        error_description: expect.stringMatching(/higher privileges/),
        scope: "api",
      },
    });
  });

  test("an ordinary user to whom only administrators are let", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await ask(emulator, { ...removal, token: emulator.ready.tokens.user });

    expect({ status, body }).toEqual({ status: 403, body: { message: "403 Forbidden" } });
  });

  test("a deactivated user", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { token } = await create(emulator, { user: "deactivated" });

    expect((await ask(emulator, { ...version, token })).status).toBe(403);
  });
});

describe("a signed-in browser", () => {
  test("may read REST with its cookie alone, and change nothing without the page's CSRF token", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);
    await visitor.signIn();
    const { cookie, csrfToken } = visitor;

    const read = await ask(emulator, { ...version, token: null, headers: { cookie } });
    const forged = await ask(emulator, { ...removal, token: null, headers: { cookie } });
    const meant = await ask(emulator, {
      ...removal,
      token: null,
      headers: { cookie, "x-csrf-token": csrfToken },
    });

    expect([read.status, forged.status, meant.status]).toEqual([200, 401, 404]);
  });
});

describe("a page of another site", () => {
  test("may read REST, but not with the visitor's cookies", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { headers } = await fetch(`${emulator.ready.instance.url}/api/v4/version`, {
      headers: { origin: "https://elsewhere.example" },
    });

    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-credentials")).toBeNull();
  });
});

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { visitorAt } from "../../support/portal-visitor.ts";
import { application, hostedOn, type TestHosted } from "./hosted-on.ts";

const [redirectUri = ""] = application.redirectUris;

const authorizing = (more: Readonly<Record<string, string>> = {}) =>
  `/oauth/authorize?${new URLSearchParams({
    client_id: application.clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "read_user api",
    state: "a state",
    ...more,
  })}`;

/** A browser in which an account has signed in, on the way to letting the portal in. */
async function signedIn(hosted: TestHosted, path = authorizing()) {
  const visitor = visitorAt(hosted.product.url);
  const { password } = await hosted.account("ada");
  await visitor.follow(await visitor.show(path));
  const page = await visitor.follow(
    await visitor.submit("/users/sign_in", { login: "ada", password }),
  );
  return { visitor, page };
}

const grantOf = (location: string | null) => new URL(location ?? "").searchParams;

async function codeFor(hosted: TestHosted, path = authorizing()) {
  const { visitor } = await signedIn(hosted, path);
  const { location } = await visitor.submit("/oauth/authorize", { decision: "authorize" });
  return { visitor, code: grantOf(location).get("code") ?? "" };
}

const exchanging = (code: string, more: Readonly<Record<string, string>> = {}) => ({
  grant_type: "authorization_code",
  client_id: application.clientId,
  client_secret: application.clientSecret,
  redirect_uri: redirectUri,
  code,
  ...more,
});

describe("whoever comes from the portal", () => {
  test("signs in, sees what the portal wants and as whom, and lets it", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { visitor, page } = await signedIn(hosted);

    expect(page.words).toContain("Authorize GitLab Customers Portal");
    expect(page.words).toContain("your account ada");
    const { location } = await visitor.submit("/oauth/authorize", { decision: "authorize" });

    expect(location).toContain(`${redirectUri}?`);
    expect(grantOf(location).get("state")).toBe("a state");
    const code = grantOf(location).get("code") ?? "";
    const exchanged = await hosted.exchange(exchanging(code));
    expect(exchanged).toMatchObject({
      status: 200,
      body: { token_type: "Bearer", expires_in: 7_200, scope: "read_user api" },
    });
    const user = await hosted.ask("/api/v4/user", {
      authorization: `Bearer ${exchanged.body.access_token}`,
    });
    expect(user.body).toMatchObject({ username: "ada" });
  });

  test("may refuse", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { visitor } = await signedIn(hosted);

    const { location } = await visitor.submit("/oauth/authorize", { decision: "deny" });

    expect(Object.fromEntries(grantOf(location))).toEqual({
      error: "access_denied",
      state: "a state",
    });
  });

  test("is not asked again as long as the portal's token lasts", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { visitor, code } = await codeFor(hosted);
    await hosted.exchange(exchanging(code));

    const again = await visitor.show(authorizing());
    hosted.product.revokeTokens("ada");
    const afterwards = await visitor.show(authorizing());

    expect(again.location).toContain(`${redirectUri}?code=`);
    expect(afterwards.words).toContain("Authorize GitLab Customers Portal");
  });

  test("signs in with another account on the way", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { password } = await hosted.account("bob");
    const { visitor } = await signedIn(hosted);

    await visitor.follow(await visitor.submit("/users/sign_out"));
    await visitor.show(authorizing());
    const page = await visitor.follow(
      await visitor
        .show("/users/sign_in")
        .then(() => visitor.submit("/users/sign_in", { login: "bob", password })),
    );

    expect(page.words).toContain("your account bob");
  });

  test("registers on the way who has no account", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const visitor = visitorAt(hosted.product.url);
    await visitor.follow(await visitor.show(authorizing()));
    await visitor.show("/users/sign_up");
    const person = { name: "Ada", username: "ada", email: "ada@example.com" };
    const refused = await visitor.submit("/users/sign_up", { ...person, password: "short" });
    expect(refused).toMatchObject({ status: 422 });
    expect(refused.html).toContain('value="ada@example.com"');

    const page = await visitor.follow(
      await visitor.submit("/users/sign_up", { ...person, password: "long enough" }),
    );

    expect(page.words).toContain("your account ada");
  });

  test("is told of a wrong password, and nothing else", async () => {
    await using hosted = await hostedOn("2025-06-01");
    await hosted.account("ada");
    const visitor = visitorAt(hosted.product.url);
    await visitor.show("/users/sign_in");

    const known = await visitor.submit("/users/sign_in", { login: "ada", password: "wrong" });
    const unknown = await visitor.submit("/users/sign_in", { login: "eve", password: "wrong" });

    expect(known).toMatchObject({
      status: 422,
      told: { role: "alert", words: "Invalid login or password." },
    });
    expect(unknown.told).toEqual(known.told);
  });
});

describe("a request that is not the portal's", () => {
  test.each([
    { more: { client_id: "somebody" }, words: "No application has this client_id." },
    {
      more: { redirect_uri: `${redirectUri}/` },
      words: "The redirect_uri is none of the application's.",
    },
    {
      more: { redirect_uri: "https://evil.example.com/customers/auth/gitlab/callback" },
      words: "The redirect_uri is none of the application's.",
    },
  ])("leads nowhere: $more", async ({ more, words }) => {
    await using hosted = await hostedOn("2025-06-01");

    const { page } = await signedIn(hosted, authorizing(more));

    expect(page).toMatchObject({ status: 400, location: null });
    expect(page.words).toContain(words);
  });

  test.each([
    { more: { response_type: "token" }, error: "unsupported_response_type" },
    { more: { scope: "sudo" }, error: "invalid_scope" },
    {
      more: { code_challenge: "a".repeat(43), code_challenge_method: "plain" },
      error: "invalid_request",
    },
  ])("is told to the portal: $error", async ({ more, error }) => {
    await using hosted = await hostedOn("2025-06-01");
    const { visitor } = await signedIn(hosted, "/");

    const { location } = await visitor.show(authorizing(more));

    expect(Object.fromEntries(grantOf(location))).toEqual({ error, state: "a state" });
  });

  test("cannot be sent by a page of another site", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { visitor } = await signedIn(hosted);

    const answer = await visitor.send("/oauth/authorize", {
      ...Object.fromEntries(new URL(authorizing(), "http://x").searchParams),
      decision: "authorize",
    });

    expect(answer).toMatchObject({ status: 422, location: null });
  });
});

describe("a code", () => {
  test("is worth a token once; used again, it takes that token with it", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { code } = await codeFor(hosted);
    const first = await hosted.exchange(exchanging(code));

    const second = await hosted.exchange(exchanging(code));

    expect(second).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    const refused = await hosted.ask("/api/v4/user", {
      authorization: `Bearer ${first.body.access_token}`,
    });
    expect(refused).toMatchObject({
      status: 401,
      body: { error_description: "Token was revoked. You have to re-authorize from the user." },
    });
  });

  test("is good for ten minutes", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { code } = await codeFor(hosted);
    const { clock } = hosted;
    const inTenMinutes = (clock.now() + 10 * 60_000) as ReturnType<typeof clock.now>;
    clock.set(inTenMinutes, false);

    expect(await hosted.exchange(exchanging(code))).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
  });

  test.each([
    { more: { client_secret: "wrong" }, status: 401, error: "invalid_client" },
    { more: { client_id: "somebody" }, status: 401, error: "invalid_client" },
    { more: { redirect_uri: "http://127.0.0.1:1/" }, status: 400, error: "invalid_grant" },
    { more: { grant_type: "password" }, status: 400, error: "unsupported_grant_type" },
    { more: { code: "made up" }, status: 400, error: "invalid_grant" },
  ])("is worth nothing with $more", async ({ more, status, error }) => {
    await using hosted = await hostedOn("2025-06-01");
    const { code } = await codeFor(hosted);

    expect(await hosted.exchange(exchanging(code, more))).toMatchObject({
      status,
      body: { error },
    });
  });

  test("that was asked for with a challenge needs its verifier", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const verifier = "v".repeat(43);
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const path = authorizing({ code_challenge: challenge, code_challenge_method: "S256" });
    const { visitor, code } = await codeFor(hosted, path);

    const without = await hosted.exchange(exchanging(code));
    const wrong = await hosted.exchange(exchanging(code, { code_verifier: "w".repeat(43) }));
    const right = await hosted.exchange(exchanging(code, { code_verifier: verifier }));

    expect([without.status, wrong.status, right.status]).toEqual([400, 400, 200]);
    expect(visitor.cookie()).toContain("_hosted_session=");
  });
});

describe("a token", () => {
  test("is good for two hours", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { code } = await codeFor(hosted);
    const { body } = await hosted.exchange(exchanging(code));
    const { clock } = hosted;
    const inTwoHours = (clock.now() + 2 * 3_600_000) as ReturnType<typeof clock.now>;
    clock.set(inTwoHours, false);

    const refused = await hosted.ask("/api/v4/user", {
      authorization: `Bearer ${body.access_token}`,
    });

    expect(refused.body).toMatchObject({
      error: "invalid_token",
      error_description: "Token is expired. You can either do re-authorization or token refresh.",
    });
  });

  test("of a person who is gone opens nothing", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { token } = await hosted.account("ada");
    hosted.product.removeUser("ada");

    expect((await hosted.ask("/api/v4/user", { "private-token": token })).status).toBe(401);
  });

  test("may do no more than what it was given for", async () => {
    await using hosted = await hostedOn("2025-06-01");
    const { code } = await codeFor(hosted, authorizing({ scope: "read_user" }));
    const { body } = await hosted.exchange(exchanging(code));

    const refused = await hosted.ask("/api/v4/namespaces", {
      authorization: `Bearer ${body.access_token}`,
    });

    expect(refused).toMatchObject({ status: 403, body: { error: "insufficient_scope" } });
  });
});

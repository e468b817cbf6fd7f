import { describe, expect, test } from "vitest";
import { newEmulatorOn } from "../../support/emulator-on.ts";
import { visitorOf } from "./visitor.ts";

const query = { query: "{ currentUser { username } }" };
const root = { status: 200, body: { data: { currentUser: { username: "root" } } } };
const nobody = { status: 200, body: { data: { currentUser: null } } };
const mutation = {
  query:
    'mutation { gitlabSubscriptionActivate(input: {activationCode: "00112233aaaassssddddffff"}) { errors } }',
};
const activated = {
  data: { gitlabSubscriptionActivate: { errors: ["invalid activation code"] } },
};

describe("signing in", () => {
  test("with root's password makes the browser the administrator", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);

    expect(await visitor.signIn()).toBe(302);
    expect(await visitor.ask(query)).toEqual(root);
  });

  test("with another password leaves the visitor nobody", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);

    expect(await visitor.signIn("wrong")).toBe(422);
    expect(await visitor.ask(query)).toEqual(nobody);
  });

  test("gives the browser a new cookie, so that a planted one stays worthless", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const planted = visitorOf(emulator);
    await planted.signIn("wrong");
    const visitor = visitorOf(emulator);
    visitor.cookie = planted.cookie;

    await visitor.signIn();

    expect(visitor.cookie).not.toBe(planted.cookie);
    expect(await planted.ask(query)).toEqual(nobody);
  });

  test("is refused for a while after ten wrong passwords, also with the right one", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);
    const statuses = [];
    for (let attempt = 0; attempt < 10; attempt += 1) statuses.push(await visitor.signIn("wrong"));

    expect(statuses).toEqual(Array(10).fill(422));
    expect(await visitor.signIn()).toBe(429);
  });

  test("sets a cookie that scripts cannot read and other sites cannot send", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const { headers } = await fetch(`${emulator.ready.instance.url}/users/sign_in`);

    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(/^_gitlab_session=\w{32}; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    expect(headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'/);
  });
});

describe("a signed-in browser", () => {
  test("may mutate with its page's CSRF token", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);
    await visitor.signIn();

    expect(await visitor.ask(mutation)).toEqual({ status: 200, body: activated });
  });

  test.each([
    { form: "a mutation", sent: mutation, headers: { "x-csrf-token": "wrong" } },
    { form: "a mutation without any", sent: mutation, headers: {} },
    { form: "a batch with a mutation in it", sent: [query, mutation], headers: {} },
  ])("is refused with a wrong CSRF token for $form", async ({ sent, headers }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);
    await visitor.signIn();

    const { status } = await visitor.ask(sent, headers);

    expect(status).toBe(422);
    expect((await emulator.control.get("/traffic?hop=portal")).body).toEqual([]);
  });

  test("may query with a wrong CSRF token", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);
    await visitor.signIn();

    expect(await visitor.ask(query, { "x-csrf-token": "wrong" })).toEqual(root);
  });

  test("is whoever its token says, if it sends one, whatever its CSRF token", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);
    await visitor.signIn();
    const headers = { "private-token": emulator.ready.tokens.user, "x-csrf-token": "wrong" };

    const { body } = await visitor.ask(query, headers);

    expect(body).toEqual({ data: { currentUser: { username: "user" } } });
  });
});

describe("signing out", () => {
  test("ends the session on the server, so that a recorded cookie is worthless", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);
    await visitor.signIn();
    const recorded = visitorOf(emulator);
    recorded.cookie = visitor.cookie;
    const before = await recorded.ask(query);

    await visitor.signOut();

    expect([before, await recorded.ask(query)]).toEqual([root, nobody]);
  });

  test("needs the session's CSRF token", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);
    await visitor.signIn();

    expect(await visitor.signOut("wrong")).toBe(422);
    expect(await visitor.ask(query)).toEqual(root);
  });
});

describe("a form that was not taken from our own page", () => {
  const forms = [
    {
      path: "/users/sign_in",
      fields: { "user[login]": "root", "user[password]": "right" },
      status: 422,
    },
    { path: "/users/sign_out", fields: {}, status: 422 },
    { path: "/admin/session", fields: { "user[password]": "right" }, status: 422 },
    { path: "/admin/session/destroy", fields: {}, status: 302 },
  ];

  test.each(
    forms.flatMap((form) => [
      { ...form, token: "a wrong token", sent: { authenticity_token: "wrong" } },
      { ...form, token: "no token", sent: {} },
    ]),
  )("is refused at $path with $token, and changes nothing", async ({ path, fields, ...form }) => {
    await using emulator = await newEmulatorOn("2025-06-01", {
      adminMode: "true",
    });
    const { url } = emulator.ready.instance;
    const visitor = visitorOf(emulator);
    await visitor.signIn();
    if (path.endsWith("destroy")) await visitor.enterAdminMode();
    const license = { query: "{ currentLicense { id } }" };
    const before = await visitor.ask(license);
    const { password } = emulator.ready.root;

    const response = await fetch(`${url}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: visitor.cookie },
      body: new URLSearchParams(
        Object.entries({ ...fields, ...form.sent }).map(([name, value]) => [
          name,
          value === "right" ? password : value,
        ]),
      ),
    });

    expect(response.status).toBe(form.status);
    expect(await visitor.ask(license)).toEqual(before);
    expect(await visitor.ask(query)).toEqual(root);
  });
});

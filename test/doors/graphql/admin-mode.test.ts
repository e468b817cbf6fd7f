import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { asJson, ask } from "./ask.ts";
import { type Visitor, visitorOf } from "./visitor.ts";

const adminMode = { adminMode: "true" };
const query = { query: "{ currentLicense { id } }" };
const mutation = {
  query: 'mutation { licenseDestroy(input: {id: "gid://gitlab/License/1"}) { errors } }',
};
const allowed = { data: { currentLicense: null } };
const refused = {
  errors: [
    {
      message:
        "The resource that you are attempting to access does not exist or you don't have permission to perform this action",
      locations: [{ line: 1, column: 3 }],
      path: ["currentLicense"],
    },
  ],
  data: { currentLicense: null },
};

async function send(
  { ready }: TestEmulator,
  { cookie }: Visitor,
  asked: { path: string; fields?: object },
) {
  const response = await fetch(`${ready.instance.url}${asked.path}`, {
    redirect: "manual",
    headers: { cookie },
    ...(asked.fields && {
      method: "POST",
      body: new URLSearchParams({ ...asked.fields }),
    }),
  });
  return {
    status: response.status,
    location: response.headers.get("location"),
    text: await response.text(),
  };
}

describe("where admin mode is required", () => {
  test("a signed-in administrator is an ordinary user until the password is given once more", async () => {
    await using emulator = await emulatorOn("2025-06-01", adminMode);
    const visitor = visitorOf(emulator);
    await visitor.signIn();
    const before = await visitor.ask(query);
    const { status } = await send(emulator, visitor, {
      path: "/admin/session",
      fields: {
        authenticity_token: visitor.csrfToken,
        "user[password]": emulator.ready.root.password,
      },
    });

    expect([before.body, status]).toEqual([refused, 302]);
    expect((await visitor.ask(query)).body).toEqual(allowed);
  });

  test("leaving it makes an ordinary user of the administrator again", async () => {
    await using emulator = await emulatorOn("2025-06-01", adminMode);
    const visitor = visitorOf(emulator);
    await visitor.signIn();
    const authenticity_token = visitor.csrfToken;
    const password = { "user[password]": emulator.ready.root.password };
    await send(emulator, visitor, {
      path: "/admin/session",
      fields: { authenticity_token, ...password },
    });

    await send(emulator, visitor, {
      path: "/admin/session/destroy",
      fields: { authenticity_token },
    });

    expect((await visitor.ask(query)).body).toEqual(refused);
  });

  test.each([
    { wrong: "password", fields: { "user[password]": "wrong" } },
    { wrong: "CSRF token", fields: { authenticity_token: "wrong" } },
  ])("a wrong $wrong does not open it", async ({ fields }) => {
    await using emulator = await emulatorOn("2025-06-01", adminMode);
    const visitor = visitorOf(emulator);
    await visitor.signIn();
    const right = {
      authenticity_token: visitor.csrfToken,
      "user[password]": emulator.ready.root.password,
    };

    const { status } = await send(emulator, visitor, {
      path: "/admin/session",
      fields: { ...right, ...fields },
    });

    expect(status).toBe(422);
    expect((await visitor.ask(query)).body).toEqual(refused);
  });

  test("the explorer points the way to it", async () => {
    await using emulator = await emulatorOn("2025-06-01", adminMode);
    const visitor = visitorOf(emulator);
    await visitor.signIn();

    const explorer = await send(emulator, visitor, { path: "/-/graphql-explorer" });

    expect(explorer.text).toContain('href="/admin/session/new"');
    expect((await send(emulator, visitor, { path: "/admin/session/new" })).status).toBe(200);
  });

  test("whoever is not signed in is sent to do that first", async () => {
    await using emulator = await emulatorOn("2025-06-01", adminMode);

    const { status, location } = await send(emulator, visitorOf(emulator), {
      path: "/admin/session/new",
    });

    expect({ status, location }).toEqual({ status: 302, location: "/users/sign_in" });
  });

  test.each([
    { scopes: ["api"], read: refused },
    { scopes: ["api", "admin_mode"], read: allowed },
  ])("an administrator's token with the scopes $scopes", async ({ scopes, read }) => {
    await using emulator = await emulatorOn("2025-06-01", adminMode);
    const { body } = await emulator.control.post("/tokens", { user: "root", scopes });

    expect((await ask(emulator, { ...asJson(query), token: body.token })).body).toEqual(read);
  });

  test("nothing can be removed by an administrator without it", async () => {
    await using emulator = await emulatorOn("2025-06-01", adminMode);
    const { body } = await emulator.control.post("/tokens", { user: "root", scopes: ["api"] });

    const graphql = await ask(emulator, { ...asJson(mutation), token: body.token });
    const rest = await ask(emulator, {
      method: "DELETE",
      path: "/api/v4/license/1",
      token: body.token,
    });

    expect(graphql.body).toMatchObject({ errors: [{ path: ["licenseDestroy"] }] });
    expect(rest.status).toBe(403);
  });

  test("the ready line's tokens have it, so that its activation works", async () => {
    await using emulator = await emulatorOn("2025-06-01", adminMode);

    expect((await ask(emulator, asJson(query))).body).toEqual(allowed);
  });
});

describe("where admin mode is not required", () => {
  test("its page does not exist", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);
    await visitor.signIn();

    expect((await send(emulator, visitor, { path: "/admin/session/new" })).status).toBe(404);
  });
});

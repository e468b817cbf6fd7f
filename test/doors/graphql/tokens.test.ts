import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { accessTokenSlots, invalidToken } from "./access-token-slots.ts";
import { asJson, ask } from "./ask.ts";

const query = asJson({ query: "{ currentUser { username } }" });
const root = { data: { currentUser: { username: "root" } } };

const create = async ({ control }: TestEmulator, grant: Record<string, unknown>) =>
  (await control.post("/tokens", { user: "root", scopes: ["api"], ...grant })).body;

describe("an access token", () => {
  test.each(accessTokenSlots)(
    "is taken from $slot, and refused there when nobody holds it",
    async ({ send }) => {
      await using emulator = await emulatorOn("2025-06-01");
      const asked = { ...query, token: null };

      expect(
        (await ask(emulator, { ...asked, ...send(emulator.ready.tokens.admin) })).body,
      ).toEqual(root);
      expect(await ask(emulator, { ...asked, ...send("glpat-nobodys") })).toEqual(invalidToken);
    },
  );

  test.each([
    { slot: "Job-Token", asked: (token: string) => ({ headers: { "job-token": token } }) },
    { slot: "Deploy-Token", asked: (token: string) => ({ headers: { "deploy-token": token } }) },
    { slot: "job_token", asked: (token: string) => ({ path: `/api/graphql?job_token=${token}` }) },
    { slot: "token", asked: (token: string) => ({ path: `/api/graphql?token=${token}` }) },
  ])("is refused in $slot, which is for others", async ({ asked }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await ask(emulator, { ...query, ...asked(emulator.ready.tokens.admin) })).toEqual(
      invalidToken,
    );
  });

  test("is worth nothing from the day on which it expires", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { token } = await create(emulator, { expiresOn: "2025-06-02" });

    const before = await ask(emulator, { ...query, token });
    await emulator.control.post("/clock/advance", { days: 1 });

    expect(before.body).toEqual(root);
    expect(await ask(emulator, { ...query, token })).toEqual(invalidToken);
  });

  test("is worth nothing once it is revoked, and stays in the list", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { id, token } = await create(emulator, {});
    const before = await ask(emulator, { ...query, token });

    await emulator.control.delete(`/tokens/${id}`);

    expect(before.body).toEqual(root);
    expect(await ask(emulator, { ...query, token })).toEqual(invalidToken);
    expect((await emulator.control.get("/tokens")).body.at(-1)).toEqual({
      id,
      name: expect.any(String),
      createdAt: "2025-06-01T00:00:00Z",
      user: "root",
      scopes: ["api"],
      expiresOn: null,
      revoked: true,
    });
  });

  test("of a deactivated user is answered with 403", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { token } = await create(emulator, { user: "deactivated" });

    const { status, body } = await ask(emulator, { ...query, token });

    expect({ status, body }).toEqual({
      status: 403,
      body: { errors: [{ message: "API not accessible for user" }] },
    });
  });

  test("without api and read_api is worth nothing", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { token } = await create(emulator, { scopes: ["read_user"] });

    expect(await ask(emulator, { ...query, token })).toEqual(invalidToken);
  });

  test("with read_api alone may read and not change", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { token } = await create(emulator, { scopes: ["read_api"] });
    const mutation =
      'mutation { gitlabSubscriptionActivate(input: {activationCode: "x"}) { errors } }';

    const read = await ask(emulator, { token, ...asJson({ query: "{ currentLicense { id } }" }) });
    const change = await ask(emulator, { token, ...asJson({ query: mutation }) });

    expect(read.body).toEqual({ data: { currentLicense: null } });
    expect(change).toMatchObject({
      status: 200,
      body: { errors: [{ path: ["gitlabSubscriptionActivate"] }] },
    });
  });
});

describe("what a caller is told about itself and the instance", () => {
  const everything = asJson({
    query:
      '{ currentUser { id username } metadata { version enterprise kas { enabled } } echo(text: "hi") }',
  });

  test.each([
    {
      caller: "admin",
      currentUser: { id: "gid://gitlab/User/1", username: "root" },
      echo: '"root" says: hi',
    },
    {
      caller: "user",
      currentUser: { id: "gid://gitlab/User/2", username: "user" },
      echo: '"user" says: hi',
    },
    { caller: "anonymous", currentUser: null, echo: "nil says: hi" },
  ] as const)("as $caller", async ({ caller, currentUser, echo }) => {
    await using emulator = await emulatorOn("2025-06-01", { gitlabVersion: "18.1.1-ee" });
    const token = caller === "anonymous" ? null : emulator.ready.tokens[caller];

    const { body } = await ask(emulator, { ...everything, token });

    const metadata = { version: "18.1.1-ee", enterprise: true, kas: { enabled: false } };
    expect(body).toEqual({
      data: { currentUser, metadata: caller === "anonymous" ? null : metadata, echo },
    });
  });
});

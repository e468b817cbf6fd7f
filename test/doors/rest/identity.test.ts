import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { ask } from "../graphql/ask.ts";

const get = (path: string) => ({ method: "GET", path: `/api/v4${path}` });

describe("a client that looks at the instance before it goes on", () => {
  test.each(["/version", "/metadata"])("is told the version by %s", async (path) => {
    await using emulator = await emulatorOn("2025-06-01", { gitlabVersion: "18.1.1-ee" });

    const { status, body } = await ask(emulator, {
      ...get(path),
      token: emulator.ready.tokens.user,
    });

    expect({ status, body }).toEqual({
      status: 200,
      body: {
        version: "18.1.1-ee",
        revision: expect.stringMatching(/^[0-9a-f]{11}$/),
        kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
        enterprise: true,
      },
    });
  });

  test("is told the same revision by REST and GraphQL", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const rest = await ask(emulator, get("/version"));
    const { body } = await emulator.graphql("{ metadata { version revision } }");

    expect(rest.body).toMatchObject(body.data.metadata);
  });

  test("is told who it is, with an address below the external URL", async () => {
    await using emulator = await emulatorOn("2025-06-01", {
      externalUrl: "http://gitlab.test:8080/",
    });

    const root = await ask(emulator, get("/user"));
    const user = await ask(emulator, { ...get("/user"), token: emulator.ready.tokens.user });

    expect(root.body).toMatchObject({
      id: 1,
      username: "root",
      state: "active",
      web_url: "http://gitlab.test:8080/root",
      is_admin: true,
    });
    expect(user.body).toMatchObject({ id: 2, username: "user" });
    expect(user.body).not.toHaveProperty("is_admin");
  });

  test("is given the listener's address where no other is set", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await ask(emulator, get("/user"));

    expect(body).toMatchObject({ web_url: `${emulator.ready.instance.url}/root` });
  });

  test("may do so with the scope read_user alone", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body } = await emulator.control.post("/tokens", {
      user: "root",
      scopes: ["read_user"],
    });

    const answers = await Promise.all(
      ["/version", "/metadata", "/user"].map((path) =>
        ask(emulator, { ...get(path), token: body.token }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test.each(["", "/", "/nothing", "/license/1/2"])(
    "is told at /api/v4%s that nothing is there, and no harm is done",
    async (path) => {
      await using emulator = await emulatorOn("2025-06-01");

      const { status, type, body } = await ask(emulator, { ...get(path), token: null });

      expect({ status, type, body }).toEqual({
        status: 404,
        type: "application/json",
        body: { error: "404 Not Found" },
      });
    },
  );

  test("is told which methods a path knows", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const response = await fetch(`${emulator.ready.instance.url}/api/v4/version`, {
      method: "POST",
    });

    expect({ status: response.status, allow: response.headers.get("allow") }).toEqual({
      status: 405,
      allow: "GET, HEAD",
    });
  });
});

import { describe, expect, test } from "vitest";
import { newEmulatorOn } from "../../support/emulator-on.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { rawRequest } from "../../support/raw-request.ts";

const mutation = {
  query: 'mutation { gitlabSubscriptionActivate(input: {activationCode: "none"}) { errors } }',
};

describe("every answer carries an X-Request-Id of its own", () => {
  test.each([
    { path: "/api/graphql", status: 200 },
    { path: "/api/graphql?private_token=wrong", status: 401 },
    { path: "/api/graphql", method: "PUT", status: 405 },
    { path: "/nothing", status: 404 },
    { path: "/-/liveness", status: 200 },
    { path: "/users/sign_in", status: 200 },
    { path: "/-/graphql-explorer", status: 200 },
    { path: "/", headers: { host: "evil.example" }, status: 403 },
    { path: "/api/graphql", headers: { "content-encoding": "gzip" }, status: 415 },
  ])("also $status at $path", async ({ path, status, ...sent }) => {
    await using emulator = await newEmulatorOn("2025-06-01");
    const url = `${emulator.ready.instance.url}${path}`;

    const first = await rawRequest(url, sent);
    const second = await rawRequest(url, sent);

    expect([first.status, second.status]).toEqual([status, status]);
    expect(first.headers["x-request-id"]).toMatch(/^[\w-]{14,}$/);
    expect(second.headers["x-request-id"]).not.toBe(first.headers["x-request-id"]);
  });

  test("and it is not the caller's, who may not choose what the log says", async () => {
    await using emulator = await newEmulatorOn("2025-06-01");

    const { headers } = await rawRequest(emulator.ready.instance.url, {
      headers: { "x-request-id": "chosen" },
    });

    expect(headers["x-request-id"]).toMatch(/^\w{12}-1$/);
  });
});

describe("the operator's log", () => {
  test("names the request in its line and in that of its activation, without token or query", async () => {
    await using emulator = await emulatorWithLog("2025-06-01");
    const { instance, tokens } = emulator.ready;

    const { headers } = await fetch(`${instance.url}/api/graphql?private_token=${tokens.admin}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(mutation),
    });

    const requestId = headers.get("x-request-id");
    const lines = emulator
      .logged()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.filter((line) => line.requestId === requestId)).toMatchObject([
      { msg: "Activation failed", reason: "malformed-code" },
      { msg: "Answered", listener: "instance", method: "POST", path: "/api/graphql", status: 200 },
    ]);
    expect(emulator.logged()).not.toContain(tokens.admin);
  });
});

import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { scriptedPortal } from "../../support/scripted-portal.ts";
import { bodyOf, lines, rawSocket, saidTo } from "./raw-socket.ts";

const host = "Host: localhost";
const health = lines("GET /-/health HTTP/1.1", host);
const last = lines("GET /-/health HTTP/1.1", host, "Connection: close");

const asking = (token: string, query: string) => {
  const body = JSON.stringify({ query });
  const headers = [`Private-Token: ${token}`, "Content-Type: application/json"];
  return `${lines("POST /api/graphql HTTP/1.1", host, ...headers, `Content-Length: ${body.length}`)}${body}`;
};
const activating = (token: string, code: string | null) =>
  asking(
    token,
    `mutation { gitlabSubscriptionActivate(input: {activationCode: "${code}"}) { errors } }`,
  );

describe("requests that are sent before the earlier ones are answered", () => {
  test("are answered in order, each after the one before is done", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { tokens, activationCode, instance } = emulator.ready;
    await emulator.control.post("/faults", { kind: "delay", ms: 50 });

    const answers = await saidTo(
      instance.url,
      `${activating(tokens.admin, activationCode)}${asking(tokens.admin, "{ currentLicense { plan } }")}${last}`,
    );

    expect(
      answers
        .split(/HTTP\/1\.1 200 OK/)
        .slice(1)
        .map(bodyOf),
    ).toEqual([
      '{"data":{"gitlabSubscriptionActivate":{"errors":[]}}}',
      '{"data":{"currentLicense":{"plan":"premium"}}}',
      "GitLab OK",
    ]);
  });

  test("are answered though their bodies come later", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { tokens, instance } = emulator.ready;
    using connection = await rawSocket(instance.url);
    const late = asking(tokens.admin, "{ __typename }");
    connection.send(`${health}${health}${late.slice(0, -5)}`);
    await connection.until(/GitLab OK[\s\S]*GitLab OK/);

    connection.send(`${late.slice(-5)}${last}`);

    expect(await connection.ended).toMatch(/"__typename":"Query"[\s\S]*GitLab OK$/);
  });

  test("are all answered, however many there are", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const answers = await saidTo(emulator.ready.instance.url, `${health.repeat(2_999)}${last}`);

    expect(answers.match(/GitLab OK/g)).toHaveLength(3_000);
  });

  test("are not taken once their client has left", async () => {
    const asked = Promise.withResolvers<() => void>();
    await using portal = await scriptedPortal((response) =>
      asked.resolve(() => response.writeHead(503).end()),
    );
    await using emulator = await emulatorOn("2025-06-01", { portalUrl: portal.url });
    const request = activating(emulator.ready.tokens.admin, "0123456789abcdefABCDEFGH");
    const connection = await rawSocket(emulator.ready.instance.url);
    connection.send(request.repeat(2));
    const answer = await asked.promise;
    connection.socket.destroy();
    await connection.ended;

    answer();

    await expect
      .poll(async () => (await emulator.control.get("/traffic?hop=instance")).body)
      .toMatchObject([{ response: { status: 200 } }]);
    expect(portal.received).toHaveLength(1);
  });
});

describe("a client that leaves in the middle of an activation", () => {
  test("leaves it done as a whole", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { tokens, activationCode, instance } = emulator.ready;
    await emulator.control.post("/faults", { kind: "delay", ms: 50 });
    const connection = await rawSocket(instance.url);
    connection.send(activating(tokens.admin, activationCode));

    await expect.poll(async () => (await emulator.control.get("/faults")).body).toEqual([]);
    connection.socket.destroy();

    await expect
      .poll(async () => (await emulator.control.get("/state")).body)
      .toMatchObject({ licenses: [{ plan: "premium" }], currentLicense: { plan: "premium" } });
    const { body } = await emulator.graphql.activate(activationCode ?? "");
    expect(body.errors).toEqual([]);
    expect((await emulator.control.get("/state")).body.licenses).toHaveLength(1);
  });

  test("before it was sent whole leaves nothing done", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { tokens, activationCode, instance } = emulator.ready;
    const connection = await rawSocket(instance.url);
    connection.send(activating(tokens.admin, activationCode).slice(0, -1));
    connection.socket.end();
    await connection.ended;

    const { body } = await emulator.control.get("/state");

    expect(body.licenses).toEqual([]);
    expect((await emulator.control.get("/traffic")).body).toEqual([]);
  });
});

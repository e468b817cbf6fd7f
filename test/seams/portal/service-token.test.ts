import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import { atOnce, portalClient } from "./portal-client.ts";

async function askAt(answer: (response: ServerResponse) => void, timeouts?: typeof atOnce) {
  await using portal = await scriptedPortal(answer);
  await using client = portalClient(portal.url, timeouts);
  return { answered: await client.serviceToken("key\n"), received: portal.received };
}

const access = (serviceToken: unknown) => ({
  data: { cloudConnectorAccess: { serviceToken, availableServices: [] } },
});

describe("a question for a service token", () => {
  test("names license and version, and selects token and services", async () => {
    const { received } = await askAt(answerJson({}));

    const [{ method, url, body } = { body: "" }] = received;
    expect({ method, url }).toEqual({ method: "POST", url: "/graphql" });
    const { query, variables } = JSON.parse(body);
    expect(variables).toEqual({ licenseKey: "key\n", gitlabVersion: "18.2.0-ee" });
    expect(query.replaceAll(/\s+/g, " ")).toContain(
      "cloudConnectorAccess(licenseKey: $licenseKey, gitlabVersion: $gitlabVersion) { serviceToken { token expiresAt } availableServices { name serviceStartTime bundledWith } }",
    );
  });

  test("goes as JSON, without the headers of an administrator", async () => {
    const { received } = await askAt(answerJson({}));

    const [{ headers } = { headers: {} }] = received;
    expect(headers).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": "GitLab/18.2.0-ee",
    });
    expect(Object.keys(headers).filter((name) => name.startsWith("x-"))).toEqual([]);
  });
});

describe("an answer to it", () => {
  test("brings a token and its end", async () => {
    const sent = { token: "secret", expiresAt: "2025-07-01T12:00:00+02:00" };

    const { answered } = await askAt(answerJson(access(sent)));

    expect(answered).toEqual({
      ok: true,
      value: { token: "secret", expiresAt: Date.parse("2025-07-01T10:00:00Z") },
    });
  });

  test.each([
    { sent: null },
    { sent: "secret" },
    { sent: { token: "", expiresAt: "2025-07-01T12:00:00Z" } },
    { sent: { token: 5, expiresAt: "2025-07-01T12:00:00Z" } },
    { sent: { token: "secret" } },
    { sent: { token: "secret", expiresAt: null } },
    { sent: { token: "secret", expiresAt: "soon" } },
    { sent: { token: "secret", expiresAt: 1_751_364_000 } },
  ])("with $sent for a token brings none", async ({ sent }) => {
    const { answered } = await askAt(answerJson(access(sent)));

    expect(answered).toEqual({ ok: false, error: { kind: "portal-sent-no-token" } });
  });

  test.each([
    { body: { errors: [{ message: "No." }, { message: "Never." }] }, reason: "No." },
    { body: { errors: [{ message: "No." }], data: { cloudConnectorAccess: null } }, reason: "No." },
    { body: { data: null }, reason: "it gave no reason" },
    { body: [], reason: "it gave no reason" },
  ])("of $body is a refusal: $reason", async ({ body, reason }) => {
    const { answered } = await askAt(answerJson(body));

    expect(answered).toEqual({ ok: false, error: { kind: "portal-refused-request", reason } });
  });

  test("of a long error is a refusal with the beginning of it", async () => {
    const { answered } = await askAt(answerJson({ errors: ["No. ".repeat(2_500)] }));

    const reason = `${"No. ".repeat(249)}No.…`;
    expect(answered).toEqual({ ok: false, error: { kind: "portal-refused-request", reason } });
  });

  test.each([{ status: 302 }, { status: 401 }, { status: 422 }, { status: 500 }])(
    "with $status counts as none",
    async ({ status }) => {
      const { answered } = await askAt(answerJson(access({}), status));

      expect(answered).toMatchObject({ ok: false, error: { kind: "portal-unreachable", status } });
    },
  );

  test.each([
    { body: "", kind: "portal-answered-nothing" },
    { body: '{"data":', kind: "portal-answered-broken-json" },
  ])("of '$body' cannot be read", async ({ body, kind }) => {
    const { answered } = await askAt(answerJson(body));

    expect(answered).toEqual({ ok: false, error: { kind } });
  });

  test("that never comes counts as none", async () => {
    const { answered } = await askAt(() => {}, atOnce);

    expect(answered).toMatchObject({ ok: false, error: { kind: "portal-unreachable" } });
  });
});

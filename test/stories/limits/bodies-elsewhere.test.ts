import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";

const json = { "content-type": "application/json" };

describe("a body that is too large for the parties around the instance", () => {
  test.each([
    { party: "portal", path: "/graphql", answer: { errors: [{ message: expect.any(String) }] } },
    {
      party: "control",
      path: "/portal/subscriptions",
      answer: { error: { code: "body-too-large", message: expect.any(String) } },
    },
  ] as const)("is refused by the $party in its own words", async ({ party, path, answer }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const answered = await rawRequest(`${emulator.ready[party]?.url}${path}`, {
      method: "POST",
      headers: json,
      body: Buffer.alloc(20_000_000),
    });

    expect({ status: answered.status, body: JSON.parse(answered.body) }).toEqual({
      status: 413,
      body: answer,
    });
  });

  test("or too deep, neither stops them nor is repeated to the reader of the traffic", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { portal, instance, control } = emulator.ready;
    const body = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    for (const url of [`${portal?.url}/graphql`, `${instance.url}/api/graphql`]) {
      await rawRequest(url, { method: "POST", headers: json, body });
    }

    const refusal = await rawRequest(`${control.url}/portal/subscriptions`, {
      method: "POST",
      headers: json,
      body,
    });

    expect([400, 422]).toContain(refusal.status);
    expect((await emulator.control.get("/traffic")).status).toBe(200);
    expect(
      (await emulator.graphql.activate(emulator.ready.activationCode ?? "")).body.errors,
    ).toEqual([]);
  });
});

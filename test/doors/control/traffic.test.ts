import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

/** Code, report, question for a token, and what they were for. */
const activation = ["portal", "portal", "portal", "instance"];

const codeOf = ({ ready }: TestEmulator) => ready.activationCode ?? "";

describe("GET /traffic", () => {
  test("is empty after first start", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await emulator.control.get("/traffic")).toEqual({ status: 200, body: [] });
  });

  test("shows what an activation sent to the portal, and what came back", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await emulator.graphql.activate(codeOf(emulator));

    const { body } = await emulator.control.get("/traffic?hop=portal");

    expect(body).toEqual([
      {
        id: expect.any(Number),
        hop: "portal",
        at: "2025-06-01T12:00:00Z",
        ms: expect.any(Number),
        operations: ["cloudActivationActivate"],
        request: {
          method: "POST",
          url: `${emulator.ready.portal?.url}/graphql`,
          headers: expect.objectContaining({
            "content-type": "application/json",
            "x-admin-token": "[masked]",
          }),
          body: expect.any(String),
        },
        response: { status: 200, headers: expect.anything(), body: expect.any(String) },
        error: null,
        cause: null,
      },
      expect.objectContaining({
        request: expect.objectContaining({
          url: `${emulator.ready.portal?.url}/api/v1/seat_links`,
        }),
      }),
      expect.objectContaining({
        request: expect.objectContaining({
          url: `${emulator.ready.portal?.url}/graphql`,
          body: expect.stringContaining('"licenseKey":"[masked]"'),
        }),
        response: expect.objectContaining({ body: expect.stringContaining('"token":"[masked]"') }),
      }),
    ]);
    expect(JSON.parse(body[0].request.body)).toEqual({
      query: expect.stringContaining("mutation($activationCode: String!, $instanceIdentifier"),
      variables: {
        activationCode: "[masked]",
        instanceIdentifier: expect.any(String),
        uniqueInstanceId: expect.any(String),
        automated: false,
        gitlabVersion: "18.5.0-ee",
        hostname: "understudy.test",
      },
    });
    expect(JSON.parse(body[0].response.body)).toEqual({
      data: {
        cloudActivationActivate: {
          licenseKey: "[masked]",
          futureSubscriptions: [],
          newSubscription: true,
          errors: [],
        },
      },
    });
  });

  test("shows what a client sent to the instance", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql("{ currentLicense { id } }");

    const { body } = await emulator.control.get("/traffic?hop=instance");

    expect(body).toEqual([
      expect.objectContaining({
        hop: "instance",
        request: expect.objectContaining({
          method: "POST",
          url: "/api/graphql",
          headers: expect.objectContaining({ "private-token": "[masked]" }),
          body: '{"query":"{ currentLicense { id } }"}',
        }),
        response: expect.objectContaining({
          status: 200,
          body: '{"data":{"currentLicense":null}}',
        }),
        error: null,
        cause: null,
      }),
    ]);
  });

  test("says why there is no answer", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.post("/faults", { kind: "drop-connection" });
    await emulator.graphql.activate(codeOf(emulator));

    const { body } = await emulator.control.get("/traffic?hop=portal");

    expect(body).toEqual([
      expect.objectContaining({ response: null, error: expect.stringMatching(/./) }),
    ]);
  });

  test.each([
    { query: "", hops: [...activation, ...activation] },
    { query: "?hop=portal", hops: Array(6).fill("portal") },
    { query: "?hop=instance", hops: ["instance", "instance"] },
    { query: "?limit=1", hops: ["instance"] },
    { query: "?limit=3", hops: ["portal", "portal", "instance"] },
    {
      query: "?limit=1000",
      hops: [...activation, ...activation],
    },
    { query: "?hop=portal&limit=1", hops: ["portal"] },
  ])("after two activations shows $hops for '$query'", async ({ query, hops }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(codeOf(emulator));
    await emulator.graphql.activate(codeOf(emulator));

    const { body } = await emulator.control.get(`/traffic${query}`);

    expect(body.map(({ hop }: { hop: string }) => hop)).toEqual(hops);
  });

  test("shows nothing of the control API itself", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.get("/state");

    expect((await emulator.control.get("/traffic")).body).toEqual([]);
  });
});

describe("traffic by its operation", () => {
  const deep = "{a".repeat(3_000) + "}".repeat(3_000);
  test.each([
    { what: "megabytes of fields", query: `{ ${"a ".repeat(500_000)}}` },
    { what: "deeply nested fields", query: "{a".repeat(5_000) + "}".repeat(5_000) },
    { what: "nested fields that fit the limit on text", query: deep.slice(0, 10_000) },
  ])("is found among requests with $what", async ({ query }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const body = JSON.stringify({ query });
    for (let times = 0; times < 5; times += 1) {
      const headers = { "content-type": "application/json" };
      await fetch(`${emulator.ready.instance.url}/api/graphql`, { method: "POST", headers, body });
    }
    await emulator.graphql("{ currentLicense { id } }");

    const { control } = emulator;
    expect(await control.get("/traffic/count?operation=a")).toEqual({
      status: 200,
      body: { count: 0 },
    });
    expect(await control.get("/traffic?operation=currentLicense")).toEqual({
      status: 200,
      body: [expect.objectContaining({ hop: "instance" })],
    });
  });
});

describe("DELETE /traffic", () => {
  test("forgets all exchanges", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(codeOf(emulator));

    expect(await emulator.control.delete("/traffic")).toEqual({ status: 204, body: undefined });
    expect((await emulator.control.get("/traffic")).body).toEqual([]);
  });
});

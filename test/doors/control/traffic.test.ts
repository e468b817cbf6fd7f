import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

/** Code, report, question for a token, and what they were for. */
const activation = ["portal", "portal", "portal", "instance"];

const codeOf = ({ ready }: TestEmulator) => ready.activationCode ?? "";

describe("traffic of a subscription", () => {
  test("is all in which its code or its license key was sent", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;
    const { body: other } = await control.post("/portal/subscriptions", {});
    await graphql.activate(codeOf(emulator));
    await graphql.activate(other.activationCode);
    await control.post(`/portal/subscriptions/${other.name}/reissue-code`);

    const { body: lines } = await control.get(`/traffic/lines?subscription=${other.name}`);
    const { body: first } = await control.get("/traffic/count?subscription=A-S00000001");

    expect(lines.map(({ hop }: { hop: string }) => hop)).toContain("instance");
    expect(
      lines.every(({ subscription }: { subscription: string }) => subscription === other.name),
    ).toBe(true);
    expect(first.count).toBe(activation.length);
    expect(await control.get("/traffic/count?subscription=A-S00000099")).toMatchObject({
      body: { count: 0 },
    });
  });
});

describe("one exchange", () => {
  test("is shown by its id, with what its line leaves out", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql("{ nobody }");
    const { body: lines } = await emulator.control.get("/traffic/lines?hop=instance");
    const [line] = lines;

    const { body } = await emulator.control.get(`/traffic/${line.id}`);

    expect(line).toMatchObject({ method: "POST", url: "/api/graphql", status: 200 });
    expect(line.errors[0]).toContain("nobody");
    expect(body).toMatchObject({
      id: line.id,
      request: { body: expect.stringContaining("nobody") },
    });
    expect(line).not.toHaveProperty("request");
  });

  test("is none where the id is nobody's", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await emulator.control.get("/traffic/12")).toMatchObject({
      status: 404,
      body: { error: { code: "exchange-not-found" } },
    });
  });
});

describe("traffic since", () => {
  test.each([
    { since: "an exchange", count: 1 },
    { since: "2025-06-02", count: 1 },
    { since: "2025-06-01T00:00:00Z", count: 2 },
  ])("$since is what came then", async ({ since, count }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;
    await graphql("{ currentLicense { id } }");
    const { body } = await control.get("/traffic/lines");
    await control.put("/clock", { now: "2025-06-02" });
    await graphql("{ currentLicense { id } }");

    const from = since === "an exchange" ? body.at(-1).id : since;
    expect(await control.get(`/traffic/count?hop=instance&since=${from}`)).toMatchObject({
      body: { count },
    });
  });
});

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
        variables: expect.objectContaining({ activationCode: "[masked]", automated: false }),
        errors: [],
        subscription: "A-S00000001",
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

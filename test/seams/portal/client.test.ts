import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { productTimeouts } from "../../../src/network/timeouts.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";
import {
  code,
  identity,
  noCause,
  payload,
  portalClient,
  redeemAt,
  someCause,
} from "./portal-client.ts";

describe("the request for an activation", () => {
  test("carries the code, the instance's identity and the admin headers", async () => {
    await using portal = await scriptedPortal(answerJson(payload({ errors: ["no"] })));
    await using client = portalClient(`${portal.url}/a/path?is=dropped`);

    await client.redeem(code, "person");

    const [request] = portal.received;
    expect(portal.received).toHaveLength(1);
    expect(request).toMatchObject({
      method: "POST",
      url: "/graphql",
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        "user-agent": "GitLab/18.2.0-ee",
        "x-admin-email": "gl_com_api@gitlab.com",
        "x-admin-token": "customer_admin_token",
      },
    });
    expect(JSON.parse(request?.body ?? "").variables).toEqual({
      activationCode: code,
      instanceIdentifier: identity.instanceId,
      uniqueInstanceId: identity.uniqueInstanceId,
      automated: false,
      gitlabVersion: "18.2.0-ee",
      hostname: "gitlab.example.com",
    });
  });

  test("says that it is automated if the environment has the code", async () => {
    await using portal = await scriptedPortal(answerJson(payload({ errors: ["no"] })));
    await using client = portalClient(portal.url);

    await client.redeem(code, "environment");

    const [request] = portal.received;
    expect(JSON.parse(request?.body ?? "").variables).toMatchObject({ automated: true });
  });
});

describe("how long the instance waits for a portal", () => {
  test("is what the product does: 10 s to connect, 20 s without a byte, 30 s in all", () => {
    expect(productTimeouts).toEqual({
      lookupMs: 15_000,
      connectMs: 10_000,
      readMs: 20_000,
      totalMs: 30_000,
    });
  });
});

const aReport = {
  timestamp: "2025-06-01T10:00:00Z",
  licenseKey: "a key",
  maxHistoricalUserCount: 1,
  billableUsersCount: 1,
  addOns: [],
};

const unreachable = {
  ok: false,
  error: {
    kind: "portal-unreachable",
    detail: expect.any(String),
    status: null,
    ...someCause,
  },
};

describe("a connection that fails", () => {
  test.each([
    { how: "is refused", url: "http://127.0.0.1:1" },
    { how: "has a name that does not resolve", url: "http://portal.invalid" },
  ])("because it $how counts as unreachable", async ({ url }) => {
    await using client = portalClient(url);

    expect(await client.redeem(code, "person")).toEqual(unreachable);
  });

  test("because TLS does not come about counts as unreachable", async () => {
    await using portal = await scriptedPortal(answerJson({}));
    await using client = portalClient(portal.url.replace("http:", "https:"));

    expect(await client.redeem(code, "person")).toEqual(unreachable);
  });

  test.each<{ how: string; answer: (response: ServerResponse) => void }>([
    { how: "is reset", answer: (response) => void response.socket?.destroy() },
    {
      how: "ends in the middle of the body",
      answer(response) {
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        response.write("{", () => response.socket?.destroy());
      },
    },
    {
      how: "sends more than 1 MiB",
      answer: (response) =>
        void response
          .writeHead(200, { "content-type": "application/json" })
          .end("x".repeat(9 * 1024 * 1024)),
    },
  ])("because it $how counts as unreachable", async ({ how, answer }) => {
    // What is too much is refused by whoever reads it, not by the network.
    const cause = how === "sends more than 1 MiB" ? noCause : someCause;

    expect(await redeemAt(answer)).toEqual({
      ...unreachable,
      error: { ...unreachable.error, ...cause },
    });
  });

  test.each([
    {
      how: "sends nothing for longer than it may read",
      limits: { readMs: 100, totalMs: 60_000 },
      timedOutAfterMs: 100,
      answer: () => {},
    },
    {
      how: "stops in the middle of the body for longer than it may read",
      limits: { readMs: 100, totalMs: 60_000 },
      timedOutAfterMs: 100,
      answer: (response: ServerResponse) =>
        void response.writeHead(200, { "content-type": "application/json" }).write("{"),
    },
    {
      how: "sends byte after byte for longer than it may take in all",
      limits: { readMs: 60_000, totalMs: 300 },
      timedOutAfterMs: 300,
      answer(response: ServerResponse) {
        response.writeHead(200, { "content-type": "application/json" });
        const dripping = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(dripping));
      },
    },
  ])(
    "because the portal $how counts as unreachable",
    async ({ answer, limits, timedOutAfterMs }) => {
      await using portal = await scriptedPortal(answer);
      await using client = portalClient(portal.url, {
        lookupMs: 15_000,
        connectMs: 10_000,
        ...limits,
      });

      const { error } = unreachable;
      expect(await client.redeem(code, "person")).toEqual({
        ok: false,
        error: { ...error, timedOutAfterMs },
      });
    },
  );
});

describe("a portal that answers neither a report nor a question for a token", () => {
  test("has kept silent for as long as each was allowed to wait, however long it took to say so", async () => {
    await using portal = await scriptedPortal(() => undefined);
    await using client = portalClient(portal.url);

    const report = await client.report(aReport, 20);
    const token = await client.serviceToken("a key", 30);

    expect([report, token]).toEqual([
      {
        ok: false,
        error: {
          kind: "report-not-answered",
          detail: "no answer within 20 ms",
          ...someCause,
          timedOutAfterMs: 20,
        },
      },
      {
        ok: false,
        error: { ...unreachable.error, detail: "no answer within 30 ms", timedOutAfterMs: 30 },
      },
    ]);
  });

  test("because it refuses, or hangs up, has kept silent for no time", async () => {
    const answers = [
      answerJson({}, 503),
      (response: ServerResponse) => void response.socket?.destroy(),
    ];
    await using portal = await scriptedPortal((response) => answers.shift()?.(response));
    await using client = portalClient(portal.url);

    const refused = await client.serviceToken("a key");
    const dropped = await client.report(aReport);

    expect([refused, dropped]).toEqual([
      { ok: false, error: { ...unreachable.error, status: 503, ...noCause } },
      {
        ok: false,
        error: { kind: "report-not-answered", detail: expect.any(String), ...someCause },
      },
    ]);
  });
});

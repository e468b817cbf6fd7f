import { describe, expect, test } from "vitest";
import type { Fault } from "../../../src/stand-in/http/fault.ts";
import { activate, firstCode, portalOn, sendActivation, sendQuery } from "./portal-on.ts";

const once = { endpoint: "activate", times: 1 } as const;
const json = "application/json";

describe("a fault in the answer", () => {
  test.each([
    { fault: { kind: "status", status: 500 }, status: 500, type: /^text\/plain/, body: /^$/ },
    {
      fault: { kind: "status", status: 422, body: '{"errors":["no"]}' },
      status: 422,
      type: json,
      body: /^{"errors":\["no"\]}$/,
    },
    {
      fault: { kind: "status", status: 503, body: "Later." },
      status: 503,
      type: /^text\/plain/,
      body: /^Later\.$/,
    },
    { fault: { kind: "html" }, status: 200, type: /^text\/html/, body: /^<!DOCTYPE html>/ },
    { fault: { kind: "empty" }, status: 200, type: json, body: /^$/ },
    { fault: { kind: "broken-json" }, status: 200, type: json, body: /^\{"data".*\}$/ },
    {
      fault: { kind: "graphql-errors" },
      status: 200,
      type: json,
      body: /^{"errors":\[{"message":"Something went wrong"}\],"data":null}$/,
    },
    {
      fault: { kind: "graphql-errors", errors: [{ message: "No.", extensions: { code: "a" } }] },
      status: 200,
      type: json,
      body: /^{"errors":\[{"message":"No\.","extensions":{"code":"a"}}\],"data":null}$/,
    },
  ] satisfies {
    fault: DistributedOmit<Fault>;
    status: number;
    type: string | RegExp;
    body: RegExp;
  }[])("$fault is answered once, without doing the work", async ({ fault, status, type, body }) => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ ...fault, ...once });

    const response = await sendActivation(portal, firstCode(portal));

    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toMatch(type);
    expect(await response.text()).toMatch(body);
    expect(portal.unusedCode()).toBe(firstCode(portal));
    expect((await activate(portal, firstCode(portal))).errors).toEqual([]);
  });

  test("broken-json cannot be parsed", async () => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ kind: "broken-json", ...once });

    const response = await sendActivation(portal, firstCode(portal));

    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  test("status tells when to come back", async () => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ kind: "status", status: 429, retryAfter: 0, ...once });

    const response = await sendActivation(portal, firstCode(portal));

    expect(response.headers.get("retry-after")).toBe("0");
  });

  test("truncated does the work and sends half of the answer as if it were all", async () => {
    await using portal = await portalOn("2025-06-01");
    const code = firstCode(portal);
    portal.addFault({ kind: "truncated", ...once });

    const half = Buffer.from(await (await sendActivation(portal, code)).arrayBuffer());

    const whole = await (await sendActivation(portal, code)).text();
    expect(whole.startsWith(half.toString())).toBe(true);
    expect(half.length).toBeGreaterThan(whole.length / 2 - 10);
    expect(half.length).toBeLessThan(whole.length / 2 + 10);
  });

  test("errors are answered as given, to what the client selects", async () => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ kind: "errors", errors: ["without cloud compatible subscription"], ...once });

    const response = await sendQuery(
      portal,
      `mutation { cloudActivationActivate(input: {activationCode: "${firstCode(portal)}", instanceIdentifier: "1"}) { licenseKey errors } }`,
    );

    expect(await response.text()).toBe(
      '{"data":{"cloudActivationActivate":{"licenseKey":null,"errors":["without cloud compatible subscription"]}}}',
    );
    expect(portal.unusedCode()).toBe(firstCode(portal));
  });

  test("no-errors-key is an activation whose payload lacks the list", async () => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ kind: "no-errors-key", ...once });

    const payload = await activate(portal, firstCode(portal));

    expect(payload).toEqual({
      licenseKey: expect.any(String),
      futureSubscriptions: [],
      newSubscription: true,
    });
  });
});

describe("a fault of the connection", () => {
  test.each([
    { when: "before", usedUp: false },
    { when: "after", usedUp: true },
  ] as const)("drops it $when the work", async ({ when, usedUp }) => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ kind: "drop-connection", when, ...once });

    await expect(sendActivation(portal, firstCode(portal))).rejects.toThrow("fetch failed");

    expect(portal.unusedCode() === null).toBe(usedUp);
  });

  test("delays the work", async () => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ kind: "delay", ms: 50, ...once });
    const startedAt = performance.now();

    const answer = await activate(portal, firstCode(portal));

    expect(answer.errors).toEqual([]);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(49);
  });

  test.each(["stops", "starts over"])("drops what it delays when the portal %s", async (event) => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ kind: "delay", ms: 600_000, ...once });
    const dropped = expect(sendActivation(portal, firstCode(portal))).rejects.toThrow();
    await expect.poll(() => portal.faults()).toEqual([]);

    if (event === "stops") await portal[Symbol.asyncDispose]();
    else portal.reset();

    await dropped;
  });
});

type DistributedOmit<T> = T extends unknown ? Omit<T, "endpoint" | "times"> : never;

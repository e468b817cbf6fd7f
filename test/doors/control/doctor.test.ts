import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { answerJson, scriptedPortal } from "../../support/scripted-portal.ts";

const now = "2025-06-01";

/** What a browser without scripts is shown. */
async function pageAt({ ready }: Pick<TestEmulator, "ready">, path: string) {
  const { status, body, headers } = await rawRequest(`${ready.control.url}${path}`, {
    headers: { accept: "text/html" },
  });
  return { status, html: body, headers };
}

describe("POST /doctor", () => {
  test("finds nothing wrong with the stand-in portal", async () => {
    await using emulator = await emulatorOn(now);

    const { status, body } = await emulator.control.post("/doctor");

    expect([status, body.verdict.layer]).toEqual([200, "none"]);
    expect(body.steps.map(({ ok }: { ok: boolean | null }) => ok)).not.toContain(false);
  });

  test("leaves faults that wait for an activation or a report to those", async () => {
    await using emulator = await emulatorOn(now);
    const { control } = emulator;
    await control.post("/faults", { kind: "status", status: 503 });
    await control.post("/faults", { kind: "status", status: 503, endpoint: "seat-links" });

    const { body } = await control.post("/doctor");

    expect(body.verdict.layer).toBe("none");
    expect((await control.get("/faults")).body).toHaveLength(2);
  });

  test("tells that the portal itself is down", async () => {
    await using emulator = await emulatorOn(now);
    const fault = { kind: "status", status: 503, endpoint: "any-portal", times: "standing" };
    await emulator.control.post("/faults", fault);

    const { body } = await emulator.control.post("/doctor");

    expect(body.verdict).toMatchObject({
      layer: "portal",
      sentence: expect.stringContaining("503"),
    });
  });

  test("examines an external portal, which it sends no code and no license", async () => {
    await using portal = await scriptedPortal(answerJson({ data: { __typename: "Query" } }));
    await using emulator = await emulatorOn(now, { portalUrl: portal.url });

    const { body } = await emulator.control.post("/doctor");

    expect(body.verdict.layer).toBe("none");
    const asked = portal.received.map(({ method, url, body: sent }) => `${method} ${url} ${sent}`);
    expect(new Set(asked)).toEqual(
      new Set(["HEAD / ", 'POST /graphql {"query":"{ __typename }"}', "HEAD /api/v1/seat_links "]),
    );
    expect(asked).toHaveLength(3);
  });

  test("examines another portal without the faults of the network before the instance's own", async () => {
    await using portal = await scriptedPortal(answerJson({}));
    await using emulator = await emulatorOn(now);
    const { control } = emulator;
    await control.post("/faults", { kind: "dns-nxdomain", endpoint: "network", times: "standing" });

    const { body: own } = await control.post("/doctor");
    const { body: other } = await control.post("/doctor", { portalUrl: portal.url });

    expect(own.verdict.layer).toBe("dns");
    expect(other.verdict.layer).toBe("portal");
    expect(portal.received.length).toBeGreaterThan(0);
  });

  test("is no exchange of the instance's with the portal", async () => {
    await using emulator = await emulatorOn(now);

    await emulator.control.post("/doctor");

    expect((await emulator.control.get("/traffic?hop=portal")).body).toEqual([]);
  });
});

describe("Examinations at once", () => {
  test("are no more than twenty: further ones are refused until one has ended", async () => {
    const most = 20;
    const held: ServerResponse[] = [];
    const allAsked = Promise.withResolvers<void>();
    await using portal = await scriptedPortal((response) => {
      if (held.length === most) return void response.writeHead(503).end();
      held.push(response);
      if (held.length === most) allAsked.resolve();
    });
    await using emulator = await emulatorOn(now, { portalUrl: portal.url });
    const examine = () => emulator.control.post("/doctor");
    const first = Array.from({ length: most }, examine);
    await allAsked.promise;

    const further = await examine();
    const page = await pageAt(emulator, "/doctor/findings");
    for (const response of held) response.writeHead(503).end();
    const ended = await Promise.all(first);

    expect(further).toMatchObject({
      status: 409,
      body: { error: { code: "too-many-examinations" } },
    });
    expect(page).toMatchObject({ status: 409, html: expect.stringContaining("Too many") });
    expect(ended.map(({ status }) => status)).toEqual(first.map(() => 200));
    expect((await examine()).status).toBe(200);
  });
});

describe("How do I check connectivity?", () => {
  test("says what goes on, and leads to the findings by itself", async () => {
    await using emulator = await emulatorOn(now);

    const { status, html, headers } = await pageAt(emulator, "/doctor");

    expect([status, headers["refresh"]]).toEqual([200, "0; url=/doctor/findings"]);
    expect(html).toContain("<h1>How do I check connectivity?</h1>");
    expect(html).toContain('<a href="/doctor/findings">');
  });

  test("shows the verdict, and each step with the command that shows the same", async () => {
    await using emulator = await emulatorOn(now, { portalUrl: "http://127.0.0.1:9" });

    const { status, html } = await pageAt(emulator, "/doctor/findings");

    expect(status).toBe(200);
    expect(html).toContain("The fault: connection (TCP)");
    expect(html).toContain("<code>nc -zv 127.0.0.1 9</code>");
    expect(html).toContain("not tried: the first page was not answered");
  });
});

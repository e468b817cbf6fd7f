import { describe, test } from "vitest";
import { Har } from "../../../src/contract/har.ts";
import type { AsItCame } from "../../support/as-it-came.ts";
import { newEmulatorOn } from "../../support/emulator-on.ts";

const now = "2026-03-02T09:00:00Z";

/** A report and more follow an activation. */
const activationsIn = ({ log }: AsItCame): readonly AsItCame[] =>
  log.entries.filter(({ _operations }: AsItCame) =>
    _operations.some((name: string) =>
      /^(?:cloudActivation|gitlabSubscription)Activate$/.test(name),
    ),
  );

describe.concurrent("GET /traffic.har", () => {
  test("has what instance and portal were asked, with its answers and its times", async ({
    expect,
  }) => {
    await using emulator = await newEmulatorOn(now);
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { status, body } = await emulator.control.get("/traffic.har");

    expect(status).toBe(200);
    expect(Har.parse(body)).toEqual(body);
    const [asked, done] = activationsIn(body);
    expect(asked).toMatchObject({
      _hop: "portal",
      _operations: ["cloudActivationActivate"],
      startedDateTime: "2026-03-02T09:00:00.000Z",
      serverIPAddress: "127.0.0.1",
      request: { method: "POST", url: `${emulator.ready.portal?.url}/graphql` },
      response: {
        status: 200,
        statusText: "OK",
        content: { mimeType: "application/json; charset=utf-8" },
      },
      timings: { dns: expect.any(Number), ssl: -1 },
    });
    for (const phase of ["dns", "connect", "wait", "receive"]) {
      expect(asked.timings[phase]).toBeGreaterThanOrEqual(0);
    }
    expect(done).toMatchObject({
      _hop: "instance",
      request: { url: `${emulator.ready.instance.url}/api/graphql` },
      response: { status: 200 },
      timings: { dns: -1, connect: -1 },
    });
    expect(JSON.stringify(body)).not.toContain(emulator.ready.activationCode);
  });

  test("tells nothing of a connection that was there already", async ({ expect }) => {
    await using emulator = await newEmulatorOn(now);
    const activate = () => emulator.graphql.activate(emulator.ready.activationCode ?? "");
    await activate();
    await activate();

    const { body } = await emulator.control.get("/traffic.har?hop=portal");

    expect(activationsIn(body).map(({ timings }) => timings.connect >= 0)).toEqual([true, false]);
  });

  test("has an exchange that failed, with the phase of the network that has", async ({
    expect,
  }) => {
    await using emulator = await newEmulatorOn(now);
    await emulator.control.post("/faults", { endpoint: "network", kind: "tcp-refused" });
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { body } = await emulator.control.get("/traffic.har?hop=portal");

    expect(activationsIn(body)).toMatchObject([
      {
        response: { status: 0, _error: expect.stringContaining("ECONNREFUSED") },
        _cause: { phase: "tcp", code: "ECONNREFUSED" },
        timings: { dns: -1, connect: expect.any(Number), ssl: -1 },
      },
    ]);
  });

  test("tells what a proxy's tunnel and TLS took", async ({ expect }) => {
    await using emulator = await newEmulatorOn(now);
    await emulator.control.post("/faults", { endpoint: "network", kind: "proxy-required" });
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { body } = await emulator.control.get("/traffic.har?hop=portal");

    expect(activationsIn(body)).toMatchObject([
      { timings: { connect: expect.any(Number) }, serverIPAddress: expect.any(String) },
    ]);
  });

  test("has one hop alone where that is asked for", async ({ expect }) => {
    await using emulator = await newEmulatorOn(now);
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    for (const hop of ["portal", "instance", "hosted"]) {
      const { body } = await emulator.control.get(`/traffic.har?hop=${hop}`);
      const hops = new Set(body.log.entries.map(({ _hop }: AsItCame) => _hop));
      expect(hops).toEqual(new Set(hop === "hosted" ? [] : [hop]));
    }
  });

  test("names nobody on wish", async ({ expect }) => {
    await using emulator = await newEmulatorOn(now);
    const { body: sold } = await emulator.control.post("/portal/subscriptions", {
      company: "Analytical Engines",
      email: "ada@engines.test",
      name: "Ada Lovelace",
    });
    await emulator.graphql.activate(sold.activationCode);
    await emulator.graphql("{ currentLicense { name email company plan } }");

    const named = JSON.stringify((await emulator.control.get("/traffic.har")).body);
    const redacted = JSON.stringify(
      (await emulator.control.get("/traffic.har?redactPeople=true")).body,
    );

    for (const said of ["Analytical Engines", "ada@engines.test", "Ada Lovelace"]) {
      expect(named).toContain(said);
      expect(redacted).not.toContain(said);
    }
    expect(redacted).toContain("premium");
  });

  test("is empty where nothing was asked", async ({ expect }) => {
    await using emulator = await newEmulatorOn(now);
    const { body } = await emulator.control.get("/traffic.har");
    expect(body.log).toMatchObject({ version: "1.2", entries: [] });
  });
});

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import type { AsItCame } from "../../support/as-it-came.ts";
import { understudy, understudyAt } from "../../support/command-line.ts";
import { emulatorOn, type TestEmulator, type TestSettings } from "../../support/emulator-on.ts";
import { filesIn } from "../../support/files-in-bundle.ts";
import { scriptedPortal } from "../../support/scripted-portal.ts";

const archive = { "content-type": "application/zip" };

/** The bundle that an emulator saves. */
async function bundleOf({ ready }: TestEmulator): Promise<Buffer> {
  const answer = await fetch(`${ready.control.url}/bundle`);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
  return Buffer.from(await answer.arrayBuffer());
}

/** Loads a bundle, and gives what was answered. */
async function load({ ready }: TestEmulator, bundle: Uint8Array<ArrayBuffer>) {
  const answer = await fetch(`${ready.control.url}/bundle`, {
    method: "PUT",
    headers: archive,
    body: bundle,
  });
  return { status: answer.status, body: (await answer.json()) as AsItCame };
}

/** A customer's emulator: licensed, with a renewal, users, reports, a second code, and a fault that stays. */
async function ofCustomer(fault: object, settings: TestSettings = {}) {
  const emulator = await emulatorOn("2025-06-01T12:00:00Z", settings);
  const { control, graphql, ready } = emulator;
  await control.put("/users", { active: 12, guests: 2 });
  await graphql.activate(ready.activationCode ?? "");
  await control.post("/portal/subscriptions/A-S00000001/renew", { seats: 20 });
  await control.post("/clock/advance", { days: 40 });
  await control.post("/portal/subscriptions", { plan: "ultimate", seats: 30 });
  await control.post("/faults", { ...fault, times: "standing" });
  return emulator;
}

/** What an activation of the code that is unused says, and why. */
async function alertOn({ control, graphql }: TestEmulator) {
  const { subscriptions } = (await control.get("/state")).body;
  const { activationCode } = subscriptions.find(({ name }: AsItCame) => name === "A-S00000002");
  const { errors } = (await graphql.activate(activationCode)).body;
  const asked = "/traffic?hop=portal&operation=cloudActivationActivate&limit=1";
  const [exchange] = (await control.get(asked)).body;
  return {
    errors,
    code: exchange?.cause?.code ?? null,
    status: exchange?.response?.status ?? null,
  };
}

/** The state without what is another one by intent: codes, and in which order requests have come. */
async function stateOf({ control }: TestEmulator) {
  const { subscriptions, ...state } = (await control.get("/state")).body;
  return {
    ...state,
    subscriptions: subscriptions.map(({ activationCode, ...one }: AsItCame) => ({
      ...one,
      hasCode: activationCode !== null,
    })),
  };
}

describe("a bundle for support, loaded elsewhere", () => {
  test.each([
    ["the portal refuses", { kind: "errors", errors: ["The code was used up."] }],
    ["the portal is down", { kind: "status", status: 503 }],
    ["nobody listens", { kind: "tcp-refused", endpoint: "network" }],
    ["an appliance looks into TLS", { kind: "tls-inspected", endpoint: "network" }],
  ])("brings the same state, and the same alert where %s", async (_what, fault) => {
    await using customer = await ofCustomer(fault);
    const there = await stateOf(customer);
    const bundle = await bundleOf(customer);
    const alert = await alertOn(customer);
    await using support = await emulatorOn("2031-01-01");

    const { status, body } = await load(support, new Uint8Array(bundle));

    expect([status, body]).toEqual([
      200,
      {
        understudy: support.ready.version,
        node: process.version,
        system: expect.any(String),
        savedAt: "2025-07-11T12:00:00Z",
        differences: [],
      },
    ]);
    expect(await stateOf(support)).toEqual(there);
    expect(alert.errors).not.toEqual([]);
    expect(await alertOn(support)).toEqual(alert);
  });

  test("can be looked into: what went over the wire, what has happened, and what the doctor says", async () => {
    await using customer = await ofCustomer({ kind: "tls-inspected", endpoint: "network" });
    await alertOn(customer);

    const files = filesIn(await bundleOf(customer));

    const { body: timeline } = await customer.control.get("/timeline");
    expect(files["timeline.json"]).toEqual(timeline);
    expect(files["traffic.har"].log.version).toBe("1.2");
    expect(files["traffic.har"].log.entries.at(-1)).toMatchObject({
      request: { method: "POST", url: expect.stringMatching(/graphql$/) },
    });
    expect(files["doctor.json"].verdict.layer).toBe("tls");
    expect(files["configuration.json"]).toMatchObject({ now: "2025-06-01T12:00:00Z", seed: null });
    expect(files["bundle.json"]).toMatchObject({ format: 1, savedAt: "2025-07-11T12:00:00Z" });
  });

  test("tells what has happened there", async () => {
    await using customer = await ofCustomer({ kind: "status", status: 503 });
    const { body: told } = await customer.control.get("/timeline");
    await using support = await emulatorOn("2031-01-01");

    await load(support, new Uint8Array(await bundleOf(customer)));

    const { body } = await support.control.get("/timeline");
    expect(body.map(({ text }: AsItCame) => text)).toEqual(told.map(({ text }: AsItCame) => text));
  });

  test("says in which settings of the start the two differ", async () => {
    await using customer = await emulatorOn("2025-06-01", { timeZone: "Europe/Berlin" });
    await using support = await emulatorOn("2025-06-01", { hostname: "gitlab.example.com" });

    const { body } = await load(support, new Uint8Array(await bundleOf(customer)));

    expect(body.differences).toEqual([
      { setting: "timeZone", there: "Europe/Berlin", here: "UTC" },
      { setting: "hostname", there: "understudy.test", here: "gitlab.example.com" },
    ]);
  });

  test("of an instance with a portal of somebody else's brings the instance alone", async () => {
    await using portal = await scriptedPortal((response) => void response.writeHead(503).end());
    await using customer = await emulatorOn("2025-06-01", { portalUrl: portal.url });
    await customer.control.put("/users", { active: 77 });
    await using support = await emulatorOn("2031-01-01");

    const { body } = await load(support, new Uint8Array(await bundleOf(customer)));

    expect(body.differences).toEqual([{ setting: "portalUrl", there: portal.url, here: null }]);
    expect((await support.control.get("/users")).body.active).toBe(77);
    expect((await support.control.get("/clock")).body.now).toBe("2025-06-01T00:00:00Z");
  });

  test.each([
    ["a flipped bit", (bundle: Buffer) => flipped(bundle), "The bundle is damaged."],
    ["a missing end", (bundle: Buffer) => bundle.subarray(0, -1), "The bundle is damaged."],
    ["nothing", () => Buffer.alloc(0), "The file is no support bundle of Understudy."],
    ["a HAR", () => Buffer.from('{"log":{}}'), "The file is no support bundle of Understudy."],
  ])("changes nothing if there is %s", async (_what, spoiled, sentence) => {
    await using emulator = await ofCustomer({ kind: "status", status: 503 });
    const before = await stateOf(emulator);
    const bundle = spoiled(await bundleOf(emulator));

    const { status, body } = await load(emulator, new Uint8Array(bundle));

    expect([status, body.error.code]).toEqual([409, "bundle-refused"]);
    expect(body.error.message).toContain(`${sentence} Nothing was changed.`);
    expect(await stateOf(emulator)).toEqual(before);
  });

  test("changes nothing if it is of another edition", async () => {
    await using customer = await emulatorOn("2025-06-01");
    await using support = await emulatorOn("2025-06-01", { edition: "ce" });

    const { status, body } = await load(support, new Uint8Array(await bundleOf(customer)));

    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining("--edition ee, and this one has another. Nothing was changed."),
    ]);
  });

  test("is no business of a page of another site", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const url = `${emulator.ready.control.url}/bundle`;

    const asText = await fetch(url, { method: "PUT", body: "x" });
    const foreign = await fetch(url, { headers: { origin: "https://elsewhere.example" } });

    expect([asText.status, foreign.status]).toEqual([415, 403]);
  });
});

const flipped = (bundle: Buffer) => {
  const changed = Buffer.from(bundle);
  const middle = Math.floor(changed.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  return changed;
};

describe("understudy bundle", () => {
  test("saves a file, and loads it", async () => {
    await using folder = await aFolder();
    await using customer = await ofCustomer({ kind: "status", status: 503 });
    await using support = await emulatorOn("2031-01-01", { hostname: "gitlab.example.com" });
    const at = { folder: folder.path };

    const saved = await understudyAt(customer, ["bundle", "save", "a.zip"], at);
    const loaded = await understudyAt(support, ["bundle", "load", "a.zip"], at);

    const { length } = await readFile(join(folder.path, "a.zip"));
    expect(saved).toEqual({
      end: 0,
      stdout: `a.zip holds the state, the traffic, the timeline, the configuration and the doctor's report, without secrets (${length} bytes).\n`,
      stderr: "",
    });
    expect(loaded).toEqual({
      end: 0,
      stdout: expect.stringMatching(
        /^The state of 2025-07-11T12:00:00Z, saved with Understudy \S+ on .+\.\n--hostname was understudy\.test there, and is gitlab\.example\.com here\.\n$/,
      ),
      stderr: "",
    });
    expect(await stateOf(support)).toEqual(await stateOf(customer));
  });

  test("says why it loads nothing", async () => {
    await using folder = await aFolder();
    await writeFile(join(folder.path, "none.zip"), "no archive");
    await using emulator = await emulatorOn("2025-06-01");
    const at = { folder: folder.path };

    const missing = await understudyAt(emulator, ["bundle", "load", "missing.zip"], at);
    const aDirectory = await understudyAt(emulator, ["bundle", "load", "."], at);
    const foreign = await understudyAt(emulator, ["bundle", "load", "none.zip"], at);
    const nowhere = await understudyAt(emulator, ["bundle", "save", "none/a.zip"], at);
    const nobody = await understudy(
      [...["bundle", "load", "none.zip"], ...["--control-url", "http://127.0.0.1:9"]],
      at,
    );

    expect([missing, aDirectory, foreign, nowhere].map(({ end, stderr }) => [end, stderr])).toEqual(
      [
        [2, "missing.zip cannot be read: there is no such file.\n"],
        [2, ". cannot be read: it is no regular file.\n"],
        [1, "The file is no support bundle of Understudy. Nothing was changed.\n"],
        [1, "none/a.zip cannot be written (ENOENT).\n"],
      ],
    );
    expect(nobody.end).toBe(3);
  });
});

import { describe, expect, test } from "vitest";
import { aFolder } from "../../support/a-folder.ts";
import type { AsItCame } from "../../support/as-it-came.ts";
import { emulatorOn, newEmulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { emulatorWithLog } from "../../support/emulator-with-log.ts";
import { aFreeEdition } from "../free-edition/free-edition.ts";

const first = {
  gitlabVersion: "18.5.0-ee",
  silentMode: false,
  instanceKind: "self-managed",
  rules: "today",
  activationCodeCheck: "strict",
  leakTransportTexts: false,
};

const set = (on: Pick<TestEmulator, "control">, change: unknown) =>
  on.control.put("/settings", change);

const activated = async ({ graphql, ready }: TestEmulator, code = ready.activationCode ?? "") =>
  (await graphql.activate(code)).body.errors;

const asked = async ({ control }: TestEmulator) =>
  (await control.get("/traffic?hop=portal")).body.map(({ request }: AsItCame) => request);

describe("settings of the instance that can change while it runs", () => {
  test("are at first what serve says", async () => {
    await using emulator = await emulatorOn("2025-06-01", { silentMode: "true", rules: "2018" });

    const { status, body } = await emulator.control.get("/settings");

    expect([status, body]).toEqual([200, { ...first, silentMode: true, rules: "2018" }]);
  });

  test("change where they are named, and stay as they are elsewhere", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await set(emulator, { silentMode: true });

    const { status, body } = await set(emulator, { rules: "2017" });

    const after = { ...first, silentMode: true, rules: "2017" };
    expect([status, body]).toEqual([200, after]);
    expect((await emulator.control.get("/settings")).body).toEqual(after);
    expect((await set(emulator, {})).body).toEqual(after);
  });

  test.each([
    { change: { silentMode: "on" }, says: "silentMode: must be true or false" },
    {
      change: { gitlabVersion: "newest" },
      says: "gitlabVersion: must be a version such as 18.5.0-ee",
    },
    { change: { gitlabVersion: `18.5.${"0".repeat(1_000)}` }, says: "must be a version such as" },
    { change: { rules: "2016" }, says: "rules: must be one of 2017, 2018, today" },
    { change: { silentMode: true, edition: "ce" }, says: '"edition" is not known' },
    { change: [], says: "must be an object" },
  ])("take no $change, and change nothing then", async ({ change, says }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await set(emulator, change);

    expect([status, body.error]).toEqual([
      400,
      { code: "invalid-body", message: expect.stringContaining(says) },
    ]);
    expect((await emulator.control.get("/settings")).body).toEqual(first);
  });

  test.each([
    { change: { gitlabVersion: "18.5.0-ee" }, says: "leave out -ee" },
    { change: { instanceKind: "saas", silentMode: true }, says: "the hosted product is none" },
  ])("of the free edition take no $change", async ({ change, says }) => {
    await using emulator = await aFreeEdition();

    const { status, body } = await set(emulator, change);

    expect([status, body.error.code]).toEqual([409, "edition-differs"]);
    expect(body.error.message).toContain(says);
    expect((await emulator.control.get("/settings")).body.silentMode).toBe(false);
    expect((await set(emulator, { gitlabVersion: "17.0.0" })).status).toBe(200);
  });
});

describe("an instance whose settings change while it runs", () => {
  test("asks the portal nothing in silent mode, and activates once it is over", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    await set(emulator, { silentMode: true });
    const silent = [await activated(emulator), await asked(emulator)];
    await set(emulator, { silentMode: false });

    expect(silent).toEqual([
      ["only get, head, options, and trace methods are allowed in silent mode"],
      [],
    ]);
    expect(await activated(emulator)).toEqual([]);
  });

  test("sends no report in silent mode, and the next one once it is over", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await activated(emulator);
    const report = async () =>
      (await emulator.control.post("/jobs/seat-link/run", {})).body.outcome;

    await set(emulator, { silentMode: true });
    const silent = await report();
    await set(emulator, { silentMode: false });

    expect([silent, await report()]).toEqual(["failed", "done"]);
  });

  test("refuses every code as the hosted product", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    await set(emulator, { instanceKind: "saas" });

    expect(await activated(emulator)).toEqual(["Not self-managed instance"]);
  });

  test("says its new version wherever it says one, to the portal too", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { ready, graphql, control } = emulator;

    await set(emulator, { gitlabVersion: "17.11.2-ee" });

    const rest = await fetch(`${ready.instance.url}/api/v4/version`, {
      headers: { "private-token": ready.tokens.admin },
    });
    expect(await rest.json()).toMatchObject({ version: "17.11.2-ee" });
    const { body: metadata } = await graphql("{ metadata { version } }");
    expect(metadata).toEqual({ data: { metadata: { version: "17.11.2-ee" } } });
    const page = await fetch(`${ready.instance.url}/users/sign_in`);
    expect(await page.text()).toContain('data-gitlab-version="17.11.2-ee"');
    const { body: typed } = await control.post("/console", { input: "puts Gitlab::VERSION" });
    expect(typed[0].output).toContain("17.11.2-ee");
    expect(await activated(emulator)).toEqual([]);
    expect((await asked(emulator))[0]).toMatchObject({
      headers: { "user-agent": "GitLab/17.11.2-ee" },
      body: expect.stringContaining('"gitlabVersion":"17.11.2-ee"'),
    });
  });

  test("knows the fields of its new version", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const query = '{ metadata { version newest @gl_introduced(version: "18.4.0") } }';
    const errors = async () => (await emulator.graphql(query)).body.errors?.length ?? 0;
    const before = await errors();

    await set(emulator, { gitlabVersion: "18.3.0-ee" });

    expect([before, await errors()]).toEqual([1, 0]);
  });

  test("goes out as its new version does: both families of addresses since 19.2", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const fault = { endpoint: "network", kind: "ipv6-unreachable", times: "standing" };
    await emulator.control.post("/faults", fault);
    const before = await activated(emulator);

    await set(emulator, { gitlabVersion: "19.2.0-ee" });

    expect([before, await activated(emulator)]).toEqual([["CONNECTIVITY_ERROR"], []]);
  });

  test("shows an administrator the text of an exception if it is to", async () => {
    await using emulator = await emulatorOn("2025-06-01", { gitlabVersion: "15.6.8-ee" });
    const fault = { endpoint: "network", kind: "tls-inspected", times: "standing" };
    await emulator.control.post("/faults", fault);
    const before = await activated(emulator);

    await set(emulator, { leakTransportTexts: true });

    expect(before).toEqual(["CONNECTIVITY_ERROR"]);
    expect((await activated(emulator))[0]).toContain("certificate verify failed");
  });

  test("passes on what is no code if the portal is to check it", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const before = [await activated(emulator, "short"), await asked(emulator)];

    await set(emulator, { activationCodeCheck: "portal" });
    await activated(emulator, "short");

    expect(before).toEqual([
      ["The activation code should be a 24-character alphanumeric string"],
      [],
    ]);
    expect(await asked(emulator)).toHaveLength(1);
  });

  test("refuses a license by the rules of its new year", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, ready } = emulator;
    const restrictions = { active_user_count: 5, previous_user_count: 1 };
    const { body: license } = await control.post("/portal/licenses", {
      licensee: { Name: "User Example", Email: "user@example.com", Company: "Example Inc" },
      issued_at: "2025-06-01",
      expires_at: "2026-06-01",
      restrictions,
    });
    const upload = async () =>
      (
        await fetch(`${ready.instance.url}/api/v4/license`, {
          method: "POST",
          headers: { "private-token": ready.tokens.admin, "content-type": "application/json" },
          body: JSON.stringify(license),
        })
      ).text();
    const before = await upload();

    await set(emulator, { rules: "2018" });

    expect(before).toContain("Please add a license for at least 8 users");
    expect(await upload()).toContain("Please upload a license for at least 8 users");
  });

  test("is what serve says after a reset", async () => {
    await using emulator = await emulatorOn("2025-06-01", { silentMode: "true" });
    await set(emulator, { silentMode: false, gitlabVersion: "17.0.0-ee" });

    await emulator.control.post("/reset");

    expect((await emulator.control.get("/settings")).body).toEqual({ ...first, silentMode: true });
    expect(await activated(emulator)).toHaveLength(1);
  });

  test("is what it was changed to after a restart, and the log names what serve says otherwise", async () => {
    await using folder = await aFolder();
    const kept = { memory: "false", data: folder.path };
    {
      await using emulator = await newEmulatorOn("2025-06-01", kept);
      await set(emulator, { silentMode: true, rules: "today" });
    }

    await using emulator = await emulatorWithLog("2025-06-01", kept);

    expect((await emulator.control.get("/settings")).body).toEqual({ ...first, silentMode: true });
    expect(emulator.logged()).toContain("--silent-mode is true, as it was changed");
    expect(emulator.logged()).not.toContain("--rules is");
  });

  test("of the free edition does not go by what the other edition has kept", async () => {
    await using folder = await aFolder();
    const kept = { memory: "false", data: folder.path };
    {
      await using emulator = await newEmulatorOn("2025-06-01", kept);
      await set(emulator, { gitlabVersion: "17.0.0-ee", instanceKind: "saas", silentMode: true });
    }

    await using emulator = await newEmulatorOn("2025-06-01", { ...kept, edition: "ce" });

    expect((await emulator.control.get("/settings")).body).toEqual({
      ...first,
      gitlabVersion: "18.5.0",
      silentMode: true,
    });
  });
});

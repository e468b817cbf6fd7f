import { describe, expect, test } from "vitest";
import { startEmulator } from "../../../src/package/start-emulator.ts";
import { controlClient } from "../../support/control-client.ts";

const on = (now: string) => startEmulator({ now, frozen: true });

describe("an emulator started by a program", () => {
  test("is found where it says, with what it says", async () => {
    await using emulator = await startEmulator();
    const { instance, portal, control, tokens } = emulator;

    const asked = await fetch(`${instance.url}/api/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", "private-token": tokens.readApi },
      body: '{"query":"{ currentUser { username } }"}',
    });

    expect(await asked.json()).toEqual({ data: { currentUser: { username: "root" } } });
    expect((await fetch(`${portal?.url}/`, { redirect: "manual" })).status).toBe(302);
    expect((await fetch(`${control.url}/state`)).status).toBe(200);
    expect(emulator.root).toEqual({ username: "root", password: expect.any(String) });
    expect(emulator.activationCode).toMatch(/^\w{24}$/);
  });

  test("is gone once it is disposed of, however often", async () => {
    const emulator = await startEmulator();

    await emulator[Symbol.asyncDispose]();
    await emulator[Symbol.asyncDispose]();

    await expect(fetch(emulator.instance.url)).rejects.toThrow();
  });

  test("has no portal of its own where it is told of another", async () => {
    await using seller = await on("2025-06-01");
    await using emulator = await startEmulator({
      now: "2025-06-01",
      portalUrl: seller.portal?.url,
    });

    const { errors } = await emulator.activate(seller.activationCode ?? "");

    expect({ errors, portal: emulator.portal, code: emulator.activationCode }).toEqual({
      errors: [],
      portal: null,
      code: null,
    });
    await expect(emulator.activate()).rejects.toMatchObject({ code: "no-code" });
    await expect(emulator.sell()).rejects.toMatchObject({ code: "no-stand-in-portal" });
    await expect(emulator.fault({ kind: "empty" })).rejects.toMatchObject({
      code: "no-stand-in-portal",
    });
  });
});

describe("a timeline", () => {
  test("is what the control API answers", async () => {
    await using emulator = await on("2025-06-01");
    await emulator.activate();
    await emulator.clock.advance({ days: 3 });
    const { body } = await controlClient(emulator.control.url).get("/timeline");

    expect(await emulator.timeline()).toEqual(body);
    expect(await emulator.timeline({ kind: ["license", "notice"], limit: 1 })).toMatchObject([
      { kind: "notice", text: "License 1001 is in force." },
    ]);
    await expect(emulator.timeline({ from: "yesterday" })).rejects.toMatchObject({
      code: "invalid-instant",
    });
    await expect(emulator.timeline({ limit: 0 })).rejects.toMatchObject({ code: "invalid-body" });
  });
});

describe("activating", () => {
  test("answers what the mutation answers, and the license is in force", async () => {
    await using emulator = await on("2025-06-01T12:00:00Z");

    const activation = await emulator.activate();

    const license = {
      id: "gid://gitlab/License/1001",
      type: "online_cloud",
      plan: "premium",
      name: "Example Admin",
      email: "admin@example.com",
      company: "Example Company",
      startsAt: "2025-06-01",
      expiresAt: "2026-06-01",
      blockChangesAt: "2026-06-15",
      createdAt: "2025-06-01",
      activatedAt: "2025-06-01",
      lastSync: "2025-06-01T12:00:00Z",
      usersInLicenseCount: 10,
      billableUsersCount: 8,
      maximumUserCount: 8,
      usersOverLicenseCount: 0,
      hasGitlabCreditsAddOn: false,
      trial: false,
      subscriptionName: "A-S00000001",
    };
    expect(activation).toEqual({ errors: [], license, futureSubscriptions: [] });
    expect(await emulator.currentLicense()).toEqual(license);
  });

  test("what was sold brings its terms", async () => {
    await using emulator = await on("2025-06-01");
    const futureTerms = [
      { plan: "ultimate", seats: 20, startsOn: "2026-06-01", expiresOn: "2027-06-01" },
    ] as const;
    const sold = await emulator.sell({ plan: "ultimate", seats: null, futureTerms });

    const { license, futureSubscriptions } = await emulator.activate(sold.activationCode ?? "");

    expect(license).toMatchObject({ plan: "ultimate", usersInLicenseCount: null });
    expect(futureSubscriptions).toMatchObject([{ plan: "ultimate", startsAt: "2026-06-01" }]);
  });

  test("fails as a fault makes it fail, once", async () => {
    await using emulator = await on("2025-06-01");
    await emulator.fault({ kind: "status", status: 503 });

    const failed = await emulator.activate();

    expect(failed).toEqual({
      errors: ["CONNECTIVITY_ERROR"],
      license: null,
      futureSubscriptions: [],
    });
    expect(await emulator.currentLicense()).toBeNull();
    expect(await emulator.activate()).toMatchObject({ errors: [] });
  });

  test("is refused with the instance's words once the token is revoked", async () => {
    await using emulator = await on("2025-06-01");
    await controlClient(emulator.control.url).delete("/tokens/1");

    await expect(emulator.activate()).rejects.toMatchObject({
      code: "graphql-errors",
      message: expect.stringContaining("Invalid token"),
    });
  });
});

describe("faults", () => {
  test("are listed until they are cleared", async () => {
    await using emulator = await on("2025-06-01");

    const armed = await emulator.fault({ kind: "delay", ms: 5, times: "standing" });

    const shown = { kind: "delay", ms: 5, times: "standing", endpoint: "activate" };
    expect(armed).toEqual({ ...shown, id: expect.any(String) });
    expect(await emulator.faults()).toEqual([armed]);
    await emulator.clearFaults();
    expect(await emulator.faults()).toEqual([]);
  });
});

describe("the clock", () => {
  test("is set and advanced for instance and portal", async () => {
    await using emulator = await on("2025-06-01T12:00:00Z");

    const advanced = await emulator.clock.advance({ days: 1, hours: 2 });
    const set = await emulator.clock.set("2025-07-01", { running: false });

    expect(advanced.now).toBe("2025-06-02T14:00:00Z");
    expect(advanced.ran.map(({ job, outcome }) => `${job} ${outcome}`)).toEqual([
      "measurement done",
      "seat-link skipped",
      "service-token skipped",
      "historical-data skipped",
    ]);
    expect(set).toMatchObject({
      now: "2025-07-01T00:00:00Z",
      running: false,
      timeZone: "UTC",
      moving: null,
    });
    expect(set.ran.filter(({ job }) => job === "historical-data")).toHaveLength(28);
    expect(emulator.clock.now()).toBe("2025-07-01T00:00:00Z");
    expect(await emulator.sell()).toMatchObject({ startsOn: "2025-07-01" });
  });
});

describe("a reset", () => {
  test("leads back to the first start, with the same code", async () => {
    await using emulator = await on("2025-06-01");
    await emulator.activate();
    await emulator.clock.advance({ days: 10 });

    await emulator.reset();

    expect(await emulator.currentLicense()).toBeNull();
    expect(emulator.clock.now()).toBe("2025-06-01T00:00:00Z");
    expect((await emulator.activate()).license).toMatchObject({ startsAt: "2025-06-01" });
  });
});

import { describe, expect, test } from "vitest";
import { emulatorOn } from "../support/emulator-on.ts";

const everything = `{
  currentLicense {
    id type plan name email company startsAt expiresAt blockChangesAt createdAt activatedAt
    usersInLicenseCount lastSync billableUsersCount maximumUserCount usersOverLicenseCount trial
    hasGitlabCreditsAddOn
  }
}`;

const history = "{ licenseHistoryEntries { nodes { id plan usersInLicenseCount } } }";

describe("activating a code that the portal has sold", () => {
  test("answers with the license and makes it the current one", async () => {
    await using emulator = await emulatorOn("2025-06-01T10:00:00Z");

    const answer = await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(answer).toEqual({
      status: 200,
      body: {
        errors: [],
        license: {
          id: "gid://gitlab/License/1001",
          plan: "premium",
          startsAt: "2025-06-01",
          lastSync: "2025-06-01T10:00:00Z",
        },
        futureSubscriptions: [],
      },
    });
    expect((await emulator.graphql(everything)).body.data.currentLicense).toEqual({
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
      usersInLicenseCount: 10,
      lastSync: "2025-06-01T10:00:00Z",
      billableUsersCount: 8,
      maximumUserCount: 8,
      usersOverLicenseCount: 0,
      trial: false,
      hasGitlabCreditsAddOn: false,
    });
  });

  test("asks the portal once, with automated false and the instance's version and host", async () => {
    await using emulator = await emulatorOn("2025-06-01", {
      gitlabVersion: "18.2.0-ee",
      hostname: "gitlab.example.com",
    });

    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    const { body: exchanges } = await emulator.control.get("/traffic?hop=portal");
    expect(exchanges).toHaveLength(1);
    expect(JSON.parse(exchanges[0].request.body).variables).toEqual({
      activationCode: "[masked]",
      instanceIdentifier: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
      uniqueInstanceId: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-5/),
      automated: false,
      gitlabVersion: "18.2.0-ee",
      hostname: "gitlab.example.com",
    });
  });

  test("ignores white space around the code", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { body } = await emulator.graphql.activate(`  ${emulator.ready.activationCode}\n`);

    expect(body.errors).toEqual([]);
  });
});

describe("activating the same code again", () => {
  test("keeps the one row and moves only its last sync", async () => {
    await using emulator = await emulatorOn("2025-06-01T10:00:00Z");
    const code = emulator.ready.activationCode ?? "";
    await emulator.graphql.activate(code);
    const { body: before } = await emulator.control.get("/state");
    await emulator.control.post("/clock/advance", { days: 1 });

    const { body } = await emulator.graphql.activate(code);

    expect(body.license.lastSync).toBe("2025-06-02T10:00:00Z");
    const { body: after } = await emulator.control.get("/state");
    expect(after.licenses).toEqual([{ ...before.licenses[0], syncedAt: "2025-06-02T10:00:00Z" }]);
  });

  test("keeps the one row after its license has expired, because only new rows are judged", async () => {
    await using emulator = await emulatorOn("2025-06-01T10:00:00Z");
    const code = emulator.ready.activationCode ?? "";
    await emulator.graphql.activate(code);
    await emulator.control.post("/clock/advance", { days: 400 });

    const { body } = await emulator.graphql.activate(code);

    expect(body).toMatchObject({ errors: [], license: { lastSync: "2026-07-06T10:00:00Z" } });
  });

  test("ten times at once ends in one row", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const code = emulator.ready.activationCode ?? "";

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => emulator.graphql.activate(code)),
    );

    expect(answers.map(({ body }) => body.errors)).toEqual(Array(10).fill([]));
    expect((await emulator.graphql(history)).body.data.licenseHistoryEntries.nodes).toEqual([
      { id: "gid://gitlab/License/1001", plan: "premium", usersInLicenseCount: 10 },
    ]);
  });
});

describe("activating a second code while a license is in force", () => {
  test("makes the new license the current one and keeps the old one in the history", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const { body: sold } = await emulator.control.post("/portal/subscriptions", {
      plan: "ultimate",
      seats: 25,
    });

    const { body } = await emulator.graphql.activate(sold.activationCode);

    expect(body.errors).toEqual([]);
    const current = (await emulator.graphql(everything)).body.data.currentLicense;
    expect(current).toMatchObject({ id: "gid://gitlab/License/1002", usersInLicenseCount: 25 });
    expect((await emulator.graphql(history)).body.data.licenseHistoryEntries.nodes).toEqual([
      { id: "gid://gitlab/License/1002", plan: "ultimate", usersInLicenseCount: 25 },
      { id: "gid://gitlab/License/1001", plan: "premium", usersInLicenseCount: 10 },
    ]);
  });

  test("stores a license that starts later and leaves the old one in force until then", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.graphql.activate(emulator.ready.activationCode ?? "");
    const order = { startsOn: "2025-07-01" };
    const { body: sold } = await emulator.control.post("/portal/subscriptions", order);

    const { body } = await emulator.graphql.activate(sold.activationCode);

    const current = async () =>
      (await emulator.graphql("{ currentLicense { id } }")).body.data.currentLicense.id;
    expect(body.license).toMatchObject({
      id: "gid://gitlab/License/1002",
      startsAt: "2025-07-01",
    });
    expect(await current()).toBe("gid://gitlab/License/1001");
    await emulator.control.put("/clock", { now: "2025-06-30T23:59:59Z" });
    expect(await current()).toBe("gid://gitlab/License/1001");
    await emulator.control.put("/clock", { now: "2025-07-01T00:00:00Z" });
    expect(await current()).toBe("gid://gitlab/License/1002");
  });
});

describe("activating a code whose license starts later, on an instance without one", () => {
  test("stores it, and no license is current", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const order = { startsOn: "2025-07-01" };
    const { body: sold } = await emulator.control.post("/portal/subscriptions", order);

    const { body } = await emulator.graphql.activate(sold.activationCode);

    expect(body).toMatchObject({ errors: [], license: { startsAt: "2025-07-01" } });
    expect((await emulator.graphql(everything)).body.data.currentLicense).toBeNull();
  });
});

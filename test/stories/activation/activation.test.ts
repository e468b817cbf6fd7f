import { describe, expect } from "vitest";
import { testOn } from "../../support/story.ts";

const test = testOn("2025-06-01T10:00:00Z");

const everything = `{
  currentLicense {
    id type plan name email company startsAt expiresAt blockChangesAt createdAt activatedAt
    usersInLicenseCount lastSync billableUsersCount maximumUserCount usersOverLicenseCount trial
    hasGitlabCreditsAddOn
  }
}`;

const history = "{ licenseHistoryEntries { nodes { id plan usersInLicenseCount } } }";

describe("activating a code that the portal has sold", () => {
  test("answers with the license and makes it the current one", async ({ emulator, graphql }) => {
    const answer = await graphql.activate(emulator.activationCode ?? "");

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
    expect((await graphql(everything)).body.data.currentLicense).toEqual({
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

  test("ignores white space around the code", async ({ emulator, graphql }) => {
    const { body } = await graphql.activate(`  ${emulator.activationCode}\n`);

    expect(body.errors).toEqual([]);
  });
});

describe("an instance with a version and a host name of its own", () => {
  test.override("emulatorOptions", {
    now: "2025-06-01",
    gitlabVersion: "18.2.0-ee",
    hostname: "gitlab.example.com",
  });

  test("asks the portal once, with both and automated false", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");

    const { body: exchanges } = await control.get("/traffic?hop=portal");
    expect(exchanges.map(({ request }: { request: { url: string } }) => request.url)).toEqual([
      expect.stringMatching(/\/graphql$/),
      expect.stringMatching(/\/api\/v1\/seat_links$/),
      // For a service token: no code goes with it.
      expect.stringMatching(/\/graphql$/),
    ]);
    expect(JSON.parse(exchanges[0].request.body).variables).toEqual({
      activationCode: "[masked]",
      instanceIdentifier: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
      uniqueInstanceId: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-5/),
      automated: false,
      gitlabVersion: "18.2.0-ee",
      hostname: "gitlab.example.com",
    });
  });
});

describe("activating the same code again", () => {
  test("keeps the one row and moves only its last sync", async ({ emulator, graphql, control }) => {
    const code = emulator.activationCode ?? "";
    await graphql.activate(code);
    const { body: before } = await control.get("/state");
    await emulator.clock.advance({ days: 1 });

    const { body } = await graphql.activate(code);

    expect(body.license.lastSync).toBe("2025-06-02T10:00:00Z");
    const { body: after } = await control.get("/state");
    expect(after.licenses).toEqual([{ ...before.licenses[0], syncedAt: "2025-06-02T10:00:00Z" }]);
  });

  test("keeps the one row after its license has expired, because only new rows are judged", async ({
    emulator,
    graphql,
  }) => {
    const code = emulator.activationCode ?? "";
    await graphql.activate(code);
    await emulator.clock.advance({ days: 400 });

    const { body } = await graphql.activate(code);

    expect(body).toMatchObject({ errors: [], license: { lastSync: "2026-07-06T10:00:00Z" } });
  });

  test("ten times at once ends in one row", async ({ emulator, graphql }) => {
    const code = emulator.activationCode ?? "";

    const answers = await Promise.all(Array.from({ length: 10 }, () => graphql.activate(code)));

    expect(answers.map(({ body }) => body.errors)).toEqual(Array(10).fill([]));
    expect((await graphql(history)).body.data.licenseHistoryEntries.nodes).toEqual([
      { id: "gid://gitlab/License/1001", plan: "premium", usersInLicenseCount: 10 },
    ]);
  });
});

describe("activating a second code while a license is in force", () => {
  test("makes the new license the current one and keeps the old one in the history", async ({
    emulator,
    graphql,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    const sold = await emulator.sell({
      plan: "ultimate",
      seats: 25,
    });

    const { body } = await graphql.activate(sold.activationCode ?? "");

    expect(body.errors).toEqual([]);
    const current = (await graphql(everything)).body.data.currentLicense;
    expect(current).toMatchObject({ id: "gid://gitlab/License/1002", usersInLicenseCount: 25 });
    expect((await graphql(history)).body.data.licenseHistoryEntries.nodes).toEqual([
      { id: "gid://gitlab/License/1002", plan: "ultimate", usersInLicenseCount: 25 },
      { id: "gid://gitlab/License/1001", plan: "premium", usersInLicenseCount: 10 },
    ]);
  });

  test("stores a license that starts later and leaves the old one in force until then", async ({
    emulator,
    graphql,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    const order = { startsOn: "2025-07-01" };
    const sold = await emulator.sell(order);

    const { body } = await graphql.activate(sold.activationCode ?? "");

    const current = async () =>
      (await graphql("{ currentLicense { id } }")).body.data.currentLicense.id;
    expect(body.license).toMatchObject({
      id: "gid://gitlab/License/1002",
      startsAt: "2025-07-01",
    });
    expect(await current()).toBe("gid://gitlab/License/1001");
    await emulator.clock.set("2025-06-30T23:59:59Z");
    expect(await current()).toBe("gid://gitlab/License/1001");
    await emulator.clock.set("2025-07-01T00:00:00Z");
    expect(await current()).toBe("gid://gitlab/License/1002");
  });
});

describe("activating a code whose license starts later, on an instance without one", () => {
  test("stores it, and no license is current", async ({ emulator, graphql }) => {
    const order = { startsOn: "2025-07-01" };
    const sold = await emulator.sell(order);

    const { body } = await graphql.activate(sold.activationCode ?? "");

    expect(body).toMatchObject({ errors: [], license: { startsAt: "2025-07-01" } });
    expect((await graphql(everything)).body.data.currentLicense).toBeNull();
  });
});

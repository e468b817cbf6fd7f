import { describe, expect, test } from "vitest";
import { instanceOn } from "../../doors/graphql/instance-on.ts";

const term = { issued_at: "2025-06-01", expires_at: "2026-06-01" };

const future = {
  cloudLicenseEnabled: true,
  offlineCloudLicenseEnabled: false,
  plan: "ultimate",
  name: "User Example",
  email: "user@example.com",
  company: "Example Inc",
  startsAt: "2025-06-05",
  expiresAt: "2026-06-05",
  usersInLicenseCount: 10,
};

const futureShown = {
  type: "online_cloud",
  plan: "ultimate",
  name: "User Example",
  email: "user@example.com",
  company: "Example Inc",
  startsAt: "2025-06-05",
  expiresAt: "2026-06-05",
  usersInLicenseCount: 10,
};

describe("a code for a license that says little", () => {
  test("is answered with what it says, null for the rest, and the plan starter", async () => {
    await using instance = await instanceOn("2025-06-01T10:00:00Z");
    await instance.control.put("/users", { active: 1 });

    const answer = await instance.activate({ ...term, block_changes_at: "2026-06-15" });

    expect(answer).toEqual({
      errors: [],
      license: {
        id: "gid://gitlab/License/1",
        type: "legacy_license",
        plan: "starter",
        name: "User Example",
        email: "user@example.com",
        company: "Example Inc",
        startsAt: "2025-06-01",
        expiresAt: "2026-06-01",
        blockChangesAt: "2026-06-15",
        createdAt: "2025-06-01",
        activatedAt: "2025-06-01",
        usersInLicenseCount: null,
        lastSync: "2025-06-01T10:00:00Z",
        billableUsersCount: 1,
        maximumUserCount: 1,
        usersOverLicenseCount: 0,
        trial: null,
        hasGitlabCreditsAddOn: false,
      },
      futureSubscriptions: [],
    });
  });

  test("is sent to the portal as typed, with who the instance is", async () => {
    await using instance = await instanceOn("2025-06-01");

    await instance.activate(term);

    expect(instance.portal.received).toHaveLength(1);
    expect(JSON.parse(instance.portal.received[0]?.body ?? "").variables).toEqual({
      activationCode: "activation_code",
      instanceIdentifier: expect.any(String),
      uniqueInstanceId: expect.any(String),
      automated: false,
      gitlabVersion: "18.5.0-ee",
      hostname: "understudy.test",
    });
  });
});

describe("the id of a license", () => {
  test("is its number at the portal, or the database's id if it has none", async () => {
    await using instance = await instanceOn("2025-06-01");

    const answers = [
      await instance.activate({ ...term, restrictions: { id: 4711 } }),
      await instance.activate(term),
    ];

    expect(answers.map(({ license }) => license.id)).toEqual([
      "gid://gitlab/License/4711",
      "gid://gitlab/License/2",
    ]);
  });
});

describe("a future subscription that the portal tells of", () => {
  const stored = "{ subscriptionFutureEntries { nodes { type plan usersInLicenseCount } } }";

  test("is in the answer with all its fields, and in the list from then on", async () => {
    await using instance = await instanceOn("2025-06-01");

    const answer = await instance.activate(term, [future]);

    expect(answer).toMatchObject({ errors: [], futureSubscriptions: [futureShown] });
    expect((await instance.graphql(stored)).body.data.subscriptionFutureEntries.nodes).toEqual([
      { type: "online_cloud", plan: "ultimate", usersInLicenseCount: 10 },
    ]);
  });

  test.each([
    { cloud: true, offline: false, type: "online_cloud" },
    { cloud: true, offline: null, type: "online_cloud" },
    { cloud: true, offline: true, type: "online_cloud" },
    { cloud: false, offline: false, type: "legacy_license" },
    { cloud: null, offline: true, type: "legacy_license" },
  ])("is of type $type for cloud $cloud and offline $offline", async (flags) => {
    await using instance = await instanceOn("2025-06-01");
    const told = {
      ...future,
      cloudLicenseEnabled: flags.cloud,
      offlineCloudLicenseEnabled: flags.offline,
    };

    const answer = await instance.activate(term, [told]);

    expect(answer.futureSubscriptions).toEqual([{ ...futureShown, type: flags.type }]);
  });
});

describe("a portal that tells of no future subscriptions", () => {
  test.each([{ told: [] }, { told: null }])(
    "by $told takes away those that were stored",
    async ({ told }) => {
      await using instance = await instanceOn("2025-06-01");
      await instance.activate(term, [future]);
      const stored = "{ subscriptionFutureEntries { nodes { plan } } }";
      const before = await instance.graphql(stored);

      const answer = await instance.activate(term, told);

      expect(before.body.data.subscriptionFutureEntries.nodes).toEqual([{ plan: "ultimate" }]);
      expect(answer).toMatchObject({ errors: [], futureSubscriptions: [] });
      const { body } = await instance.graphql(stored);
      expect(body.data.subscriptionFutureEntries.nodes).toEqual([]);
    },
  );
});

describe("a portal that tells of a key that is none", () => {
  test("leaves the license in force, the history and the future list as they were", async () => {
    await using instance = await instanceOn("2025-06-01");
    await instance.activate({ ...term, restrictions: { id: 4711 } }, [future]);
    const everything =
      "{ currentLicense { id } licenseHistoryEntries { nodes { id } } subscriptionFutureEntries { nodes { plan } } }";

    const answer = await instance.activateTold({ licenseKey: "invalid key", errors: [] });

    expect(answer).toEqual({
      errors: [
        "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.",
      ],
      license: null,
      futureSubscriptions: [],
    });
    expect((await instance.graphql(everything)).body.data).toEqual({
      currentLicense: { id: "gid://gitlab/License/4711" },
      licenseHistoryEntries: { nodes: [{ id: "gid://gitlab/License/4711" }] },
      subscriptionFutureEntries: { nodes: [{ plan: "ultimate" }] },
    });
  });
});

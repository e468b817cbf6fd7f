import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

/** Sells a subscription and activates its code. */
async function activate({ control, graphql }: TestEmulator, order: Record<string, unknown>) {
  const { body } = await control.post("/portal/subscriptions", order);
  const activated = await graphql.activate(body.activationCode);
  expect(activated.body.errors).toEqual([]);
}

async function currentPlan({ graphql }: TestEmulator) {
  const { body } = await graphql("{ currentLicense { plan } }");
  return body.data.currentLicense?.plan ?? null;
}

describe("an instance with two usable licenses", () => {
  test("is under the one that was stored later, even if it started earlier", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    await activate(emulator, { plan: "premium", startsOn: "2025-05-01" });
    await activate(emulator, { plan: "ultimate", startsOn: "2025-01-01" });

    expect(await currentPlan(emulator)).toBe("ultimate");
  });

  test("falls back on the earlier one when the later one expires", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await activate(emulator, { plan: "premium" });
    await activate(emulator, { plan: "ultimate", expiresOn: "2025-07-01" });

    const before = await currentPlan(emulator);
    await emulator.control.put("/clock", { now: "2025-07-01T00:00:00Z" });

    expect([before, await currentPlan(emulator)]).toEqual(["ultimate", "premium"]);
  });

  test("stays under the later one when both have expired", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await activate(emulator, { plan: "premium" });
    await activate(emulator, { plan: "ultimate" });

    await emulator.control.post("/clock/advance", { days: 500 });

    expect(await currentPlan(emulator)).toBe("ultimate");
  });
});

describe("the day on which a license changes", () => {
  test("is the instance's own, not the portal's in Greenwich", async () => {
    await using emulator = await emulatorOn("2025-06-30T21:00:00Z", { timeZone: "Europe/Berlin" });
    await activate(emulator, { plan: "premium" });
    await activate(emulator, { plan: "ultimate", expiresOn: "2025-07-01" });

    await emulator.control.put("/clock", { now: "2025-06-30T22:00:00Z" });

    expect(await currentPlan(emulator)).toBe("premium");
    const { body } = await emulator.graphql("{ currentLicense { lastSync } }");
    expect(body.data.currentLicense.lastSync).toBe("2025-06-30T23:00:00+02:00");
  });
});

describe("a license that starts later", () => {
  test("shows the users who take a seat under the plan that is in force until then", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { active: 10, guests: 2 });
    await activate(emulator, { plan: "premium" });
    const order = { plan: "ultimate", startsOn: "2025-07-01" };
    const { body: sold } = await emulator.control.post("/portal/subscriptions", order);

    const { body } = await emulator.graphql(
      `mutation { gitlabSubscriptionActivate(input: {activationCode: "${sold.activationCode}"}) { license { plan billableUsersCount } } }`,
    );

    expect(body.data.gitlabSubscriptionActivate.license).toEqual({
      plan: "ultimate",
      billableUsersCount: 10,
    });
  });
});

describe("a legacy license that the portal hands out", () => {
  const activateLegacy = async (emulator: TestEmulator) => {
    await emulator.control.post("/faults", { kind: "legacy-license" });
    return emulator.graphql.activate(emulator.ready.activationCode ?? "");
  };

  test("is stored when its 10 seats and a tenth more cover the year before", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", [{ on: "2025-05-31", count: 11 }]);

    const { body } = await activateLegacy(emulator);

    expect(body.errors).toEqual([]);
  });

  test("is refused when they do not, and nothing is stored", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", [{ on: "2025-05-31", count: 12 }]);

    const { body } = await activateLegacy(emulator);

    expect(body.errors).toEqual([
      "During the year before this license started, this GitLab installation had 12 active users, exceeding this license's limit of 10 by 2 users. Please add a license for at least 12 users or contact sales at https://about.gitlab.com/sales/",
    ]);
    expect((await emulator.control.get("/state")).body.licenses).toEqual([]);
  });
});

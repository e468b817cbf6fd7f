import { describe, expect } from "vitest";
import type { GraphqlClient } from "../../support/graphql-client.ts";
import { testOn } from "../../support/story.ts";

const test = testOn("2025-06-01T10:00:00Z");

describe("daily counts", () => {
  test("are recorded at noon while a license is installed", async ({
    emulator,
    graphql,
    control,
  }) => {
    await emulator.clock.set("2025-06-02T18:00:00Z");
    await graphql.activate(emulator.activationCode ?? "");
    await emulator.clock.advance({ days: 2 });

    expect((await control.get("/user-counts")).body).toEqual([
      { on: "2025-06-03", count: 8 },
      { on: "2025-06-04", count: 8 },
    ]);
  });

  test("are not recorded under a trial", async ({ emulator, graphql, control }) => {
    const { body: sold } = await control.post("/portal/subscriptions", { trial: true });
    await graphql.activate(sold.activationCode);

    const { ran } = await emulator.clock.advance({ days: 1 });

    expect((await control.get("/user-counts")).body).toEqual([]);
    expect(ran.map(({ job, outcome }) => `${job} ${outcome}`)).toEqual([
      "historical-data skipped",
      "measurement done",
      "seat-link done",
      "service-token skipped",
    ]);
  });

  test("that somebody has recorded stay as they are", async ({ emulator, graphql, control }) => {
    await graphql.activate(emulator.activationCode ?? "");
    await control.put("/user-counts", [{ on: "2025-06-02", count: 77 }]);

    await emulator.clock.advance({ days: 2 });

    expect((await control.get("/user-counts")).body).toEqual([
      { on: "2025-06-01", count: 8 },
      { on: "2025-06-02", count: 77 },
    ]);
  });

  test("leave free users out under the plan that is in force then", async ({
    emulator,
    graphql,
    control,
  }) => {
    await control.put("/users", { active: 10, guests: 2, withoutMembership: 3 });
    const { body: sold } = await control.post("/portal/subscriptions", { plan: "ultimate" });
    await graphql.activate(sold.activationCode);

    await emulator.clock.advance({ days: 1 });

    expect((await control.get("/user-counts")).body).toEqual([{ on: "2025-06-01", count: 5 }]);
  });
});

describe("the billable users that rules go by", () => {
  const billable = async ({ graphql }: { graphql: GraphqlClient }) =>
    (await graphql("{ currentLicense { billableUsersCount } }")).body.data.currentLicense
      .billableUsersCount;

  test("are those of 23:50, whatever plan has come into force since", async ({
    emulator,
    graphql,
    control,
  }) => {
    await control.put("/users", { active: 10, guests: 2, withoutMembership: 3 });
    await graphql.activate(emulator.activationCode ?? "");
    await emulator.clock.set("2025-06-01T23:50:00Z");
    const { body: sold } = await control.post("/portal/subscriptions", { plan: "ultimate" });
    await graphql.activate(sold.activationCode);
    const measuredBefore = await billable({ graphql });

    await emulator.clock.set("2025-06-02T23:50:00Z");

    expect([measuredBefore, await billable({ graphql })]).toEqual([10, 5]);
    expect((await control.get("/users")).body.billable).toBe(5);
  });

  test("are measured anew when REST is asked for it", async ({ emulator, graphql, control }) => {
    await control.put("/users", { active: 10, guests: 2, withoutMembership: 3 });
    await graphql.activate(emulator.activationCode ?? "");
    await emulator.clock.set("2025-06-01T23:50:00Z");
    const { body: sold } = await control.post("/portal/subscriptions", { plan: "ultimate" });
    await graphql.activate(sold.activationCode);

    const refreshed = await fetch(
      `${emulator.instance.url}/api/v4/license/2/refresh_billable_users`,
      { method: "PUT", headers: { "private-token": emulator.tokens.admin } },
    );

    expect([refreshed.status, await refreshed.json()]).toEqual([202, { success: true }]);
    expect(await billable({ graphql })).toBe(5);
  });

  test("are what somebody has set since the last measurement", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    await emulator.clock.advance({ days: 3 });

    await control.put("/users", { active: 20 });

    expect(await billable({ graphql })).toBe(20);
  });

  test("are those that are pinned, above any measurement", async ({
    emulator,
    graphql,
    control,
  }) => {
    await graphql.activate(emulator.activationCode ?? "");
    await control.put("/users", { billable: 30 });

    await emulator.clock.advance({ days: 3 });

    expect(await billable({ graphql })).toBe(30);
    expect((await control.get("/user-counts")).body.at(-1)).toEqual({
      on: "2025-06-03",
      count: 30,
    });
  });
});

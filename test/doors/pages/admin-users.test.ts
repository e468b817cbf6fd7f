import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { visitorOf } from "../graphql/visitor.ts";
import { shownAt } from "./administrator.ts";

const shown = (emulator: TestEmulator, cookie: string, path = "/admin/users") =>
  shownAt(emulator, path, { headers: { cookie } });

describe("/admin/users", () => {
  test.each(["/admin/users", "/admin/users/", "/admin/users?filter=blocked"])(
    "shows an administrator how many users there are of each kind (%s)",
    async (path) => {
      await using emulator = await emulatorOn("2025-06-01");
      await emulator.control.put("/users", {
        active: 1200,
        guests: 3,
        withoutMembership: 2,
        bots: 4,
        blocked: 5,
      });
      const visitor = visitorOf(emulator);
      await visitor.signIn();

      expect(await shown(emulator, visitor.cookie, path)).toMatchObject({
        status: 200,
        location: null,
        words:
          "Users Billable users 1,200 Users who take a seat. Users by kind Active 1,200 Blocked 5 Bots 4 Guests 3 Without groups and projects 2",
      });
    },
  );

  test("counts billable users under the plan in force", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control, graphql } = emulator;
    await control.put("/users", { active: 12, guests: 3, withoutMembership: 2 });
    const { body } = await control.post("/portal/subscriptions", { plan: "ultimate" });
    await graphql.activate(body.activationCode);
    const visitor = visitorOf(emulator);
    await visitor.signIn();

    const { words } = await shown(emulator, visitor.cookie);

    expect(words).toMatch(/^Users Billable users 7 .* Active 12 /);
  });

  test("sends a visitor to sign in", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, location, words } = await shown(emulator, "");

    expect({ status, location, words }).toEqual({
      status: 302,
      location: "/users/sign_in",
      words: "",
    });
  });

  test("sends an administrator to enter admin mode where that is required", async () => {
    await using emulator = await emulatorOn("2025-06-01", { adminMode: "true" });
    const visitor = visitorOf(emulator);
    await visitor.signIn();

    const before = await shown(emulator, visitor.cookie);
    await visitor.enterAdminMode();
    const after = await shown(emulator, visitor.cookie);

    expect([before.status, before.location]).toEqual([302, "/admin/session/new"]);
    expect(after).toMatchObject({ status: 200, words: expect.stringContaining("Active 8") });
  });

  test("takes no other method", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const visitor = visitorOf(emulator);
    await visitor.signIn();

    const { status } = await fetch(`${emulator.ready.instance.url}/admin/users`, {
      method: "POST",
      headers: { cookie: visitor.cookie },
    });

    expect(status).toBe(405);
  });
});

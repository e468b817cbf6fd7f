import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { get, upload } from "./license-client.ts";

const add_ons = { GitLab_FileLocks: 1, GitLab_Auditor_User: 2 };
const licensee = { Name: "User Example", Email: "user@example.com", Company: "Example Inc" };

/** Of 2025-06-01T12:00:00Z, and a license from 1970 on that ends eleven months later. */
const unlimited = {
  issued_at: "1970-01-01",
  expires_at: "2026-05-01",
  restrictions: { plan: "premium", add_ons },
};

const shown = {
  id: 1,
  plan: "premium",
  created_at: "2025-06-01T12:00:00.000Z",
  starts_at: "1970-01-01",
  expires_at: "2026-05-01",
  historical_max: 0,
  maximum_user_count: 8,
  licensee,
  add_ons,
  expired: false,
  overage: 0,
  user_limit: 0,
};

describe("GET /license", () => {
  test("shows the license in force, with 0 as the limit of one that has none", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await upload(emulator, unlimited);

    expect(await get(emulator, "/license")).toEqual({
      status: 200,
      type: "application/json",
      body: { ...shown, active_users: 8 },
    });
  });

  test("says null where none is in force", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await get(emulator, "/license");

    expect({ status, body }).toEqual({ status: 200, body: null });
  });

  test("counts every active user, and those who take a seat for the overage", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control } = emulator;
    await upload(emulator, { restrictions: { plan: "ultimate", active_user_count: 5 } });
    await control.put("/users", { active: 12, guests: 3, withoutMembership: 2 });
    await control.put("/user-counts", [
      { on: "2024-12-31", count: 99 },
      { on: "2025-03-01", count: 9 },
    ]);

    expect((await get(emulator, "/license")).body).toMatchObject({
      active_users: 12,
      historical_max: 9,
      maximum_user_count: 9,
      user_limit: 5,
      overage: 2,
    });
  });

  test("measures an expired license by the most that its term has seen", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { control } = emulator;
    await upload(emulator, { restrictions: { plan: "premium", active_user_count: 10 } });
    await control.put("/user-counts", [{ on: "2025-03-01", count: 30 }]);
    const before = (await get(emulator, "/license")).body;
    await control.put("/clock", { now: "2026-01-01T00:00:00Z" });

    const after = (await get(emulator, "/license")).body;

    expect(before).toMatchObject({ expired: false, overage: 0 });
    expect(after).toMatchObject({ expired: true, overage: 20 });
  });

  test("tells the hour of the instance's own zone", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00.674Z", {
      timeZone: "Europe/Berlin",
    });
    await upload(emulator);

    expect((await get(emulator, "/license")).body).toMatchObject({
      created_at: "2025-06-01T14:00:00.674+02:00",
    });
  });
});

describe("GET /license/:id", () => {
  test("shows any license by its database id, with its active users", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await upload(emulator, unlimited);
    await upload(emulator);

    const { status, body } = await get(emulator, "/license/1");

    expect({ status, body }).toEqual({ status: 200, body: { ...shown, active_users: 8 } });
  });

  test.each([
    { id: "2", status: 404, body: { message: "404 Not Found" } },
    { id: "abc", status: 400, body: { error: "id is invalid" } },
  ])("answers $status to the id $id", async ({ id, status, body }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await upload(emulator);

    const answer = await get(emulator, `/license/${id}`);

    expect({ status: answer.status, body: answer.body }).toEqual({ status, body });
  });
});

describe("GET /licenses", () => {
  test("lists the latest stored first, without active users", async () => {
    await using emulator = await emulatorOn("2025-06-01T12:00:00Z");
    await upload(emulator, unlimited);
    await upload(emulator, { ...unlimited, restrictions: { plan: "ultimate" } });

    const { status, body } = await get(emulator, "/licenses");

    expect({ status, body }).toEqual({
      status: 200,
      body: [{ ...shown, id: 2, plan: "ultimate", add_ons: {} }, shown],
    });
  });

  test("is empty where there is none", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await get(emulator, "/licenses");

    expect({ status, body }).toEqual({ status: 200, body: [] });
  });

  test("has all on one page, whatever page is asked for", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    for (let stored = 0; stored < 101; stored += 1) await upload(emulator);
    const url = `${emulator.ready.instance.url}/api/v4/licenses`;

    const response = await fetch(`${url}?page=2&per_page=1`, {
      headers: { "private-token": emulator.ready.tokens.admin },
    });

    expect(await response.json()).toHaveLength(101);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-total": "101",
      "x-total-pages": "1",
      "x-page": "1",
      "x-per-page": "101",
      "x-next-page": "",
      "x-prev-page": "",
      link: `<${url}>; rel="first", <${url}>; rel="last"`,
    });
  });
});

import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
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

  test.each([
    { asked: "", ids: [3, 2, 1], page: ["1", "20", "1", "", ""] },
    { asked: "?page=2&per_page=1", ids: [2], page: ["2", "1", "3", "3", "1"] },
    { asked: "?per_page=100", ids: [3, 2, 1], page: ["1", "100", "1", "", ""] },
    { asked: "?per_page=2", ids: [3, 2], page: ["1", "2", "2", "2", ""] },
    { asked: "?page=9&per_page=2", ids: [], page: ["9", "2", "2", "", "2"] },
    { asked: "?page=0", ids: [3, 2, 1], page: ["1", "20", "1", "", ""] },
    { asked: "?per_page=1000", ids: [3, 2, 1], page: ["1", "100", "1", "", ""] },
  ])("has the page that is asked for: $asked", async ({ asked, ids, page }) => {
    await using emulator = await emulatorOn("2025-06-01");
    for (let stored = 0; stored < 3; stored += 1) await upload(emulator);

    const { headers, body } = await paged(emulator, asked);

    const named = ["x-page", "x-per-page", "x-total-pages", "x-next-page", "x-prev-page"];
    expect(body.map(({ id }: { id: number }) => id)).toEqual(ids);
    expect(named.map((name) => headers.get(name))).toEqual(page);
    expect(headers.get("x-total")).toBe("3");
  });

  test("links to the pages around, without the token that was sent", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    for (let stored = 0; stored < 3; stored += 1) await upload(emulator);
    const url = `${emulator.ready.instance.url}/api/v4/licenses`;
    const link = (page: number, rel: string) => `<${url}?page=${page}&per_page=1>; rel="${rel}"`;

    const { headers } = await paged(
      emulator,
      `?page=2&per_page=1&private_token=${emulator.ready.tokens.admin}`,
    );

    expect(headers.get("link")).toBe(
      [link(1, "prev"), link(3, "next"), link(1, "first"), link(3, "last")].join(", "),
    );
  });

  test.each([
    { asked: "?page=x", error: "page is invalid" },
    { asked: "?per_page=1.5", error: "per_page is invalid" },
    { asked: "?per_page=0", error: "per_page has a value not allowed" },
  ])("refuses $asked", async ({ asked, error }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await paged(emulator, asked);

    expect({ status, body }).toEqual({ status: 400, body: { error } });
  });

  test("has all on one page if no page is asked for", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    for (let stored = 0; stored < 101; stored += 1) await upload(emulator);

    const { headers, body } = await paged(emulator, "");

    expect(body).toHaveLength(101);
    expect([headers.get("x-per-page"), headers.get("x-total-pages")]).toEqual(["101", "1"]);
  });
});

async function paged({ ready }: TestEmulator, asked: string) {
  const response = await fetch(`${ready.instance.url}/api/v4/licenses${asked}`, {
    headers: { "private-token": ready.tokens.admin },
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

const first = {
  active: 8,
  guests: 0,
  withoutMembership: 0,
  bots: 0,
  blocked: 0,
  billable: 8,
  pinned: false,
};

async function install(emulator: TestEmulator, plan: string) {
  const { body } = await emulator.control.post("/portal/subscriptions", { plan, seats: null });
  await emulator.graphql.activate(body.activationCode);
}

describe("GET /users", () => {
  test("shows eight active users after first start", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await emulator.control.get("/users")).toEqual({ status: 200, body: first });
  });
});

describe("PUT /users", () => {
  test.each([
    { change: {}, users: first },
    { change: { active: 20 }, users: { ...first, active: 20, billable: 20 } },
    { change: { active: 0 }, users: { ...first, active: 0, billable: 0 } },
    {
      change: { active: 2_147_483_647 },
      users: { ...first, active: 2_147_483_647, billable: 2_147_483_647 },
    },
    { change: { guests: 8 }, users: { ...first, guests: 8 } },
    { change: { bots: 50, blocked: 60 }, users: { ...first, bots: 50, blocked: 60 } },
    { change: { billable: 3 }, users: { ...first, billable: 3, pinned: true } },
    { change: { billable: 0 }, users: { ...first, billable: 0, pinned: true } },
  ])("of $change sets what it names", async ({ change, users }) => {
    await using emulator = await emulatorOn("2025-06-01");

    expect(await emulator.control.put("/users", change)).toEqual({ status: 200, body: users });
    expect((await emulator.control.get("/users")).body).toEqual(users);
  });

  test("keeps the kinds that it does not name", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { active: 10, guests: 2, bots: 1 });

    const { body } = await emulator.control.put("/users", { withoutMembership: 3 });

    expect(body).toEqual({
      ...first,
      active: 10,
      guests: 2,
      withoutMembership: 3,
      bots: 1,
      billable: 10,
    });
  });

  test.each([{ change: {} }, { change: { bots: 0 } }])(
    "of $change ends a pin",
    async ({ change }) => {
      await using emulator = await emulatorOn("2025-06-01");
      await emulator.control.put("/users", { billable: 500 });

      expect((await emulator.control.put("/users", change)).body).toEqual(first);
    },
  );

  test.each([
    { guests: 5, withoutMembership: 3, status: 200 },
    { guests: 5, withoutMembership: 4, status: 400 },
    { guests: 9, withoutMembership: 0, status: 400 },
    { guests: 2_147_483_647, withoutMembership: 2_147_483_647, status: 400 },
  ])(
    "answers $status to $guests guests and $withoutMembership without membership among 8",
    async ({ status, ...change }) => {
      await using emulator = await emulatorOn("2025-06-01");

      expect((await emulator.control.put("/users", change)).status).toBe(status);
    },
  );

  test("refuses fewer active users than there are guests already", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { guests: 5 });

    const answer = await emulator.control.put("/users", { active: 4 });

    expect(answer).toEqual({
      status: 400,
      body: {
        error: {
          code: "more-than-active",
          message:
            "Guests (5) and users without membership (0) are among the active users, of whom there are only 4.",
        },
      },
    });
    expect((await emulator.control.get("/users")).body).toEqual({ ...first, guests: 5 });
  });
});

describe("billable users", () => {
  test.each([
    { plan: "starter", billable: 20 },
    { plan: "premium", billable: 20 },
    { plan: "ultimate", billable: 12 },
  ])("are $billable under $plan", async ({ plan, billable }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const kinds = { active: 20, guests: 5, withoutMembership: 3, bots: 7, blocked: 9 };
    await emulator.control.put("/users", kinds);

    await install(emulator, plan);

    expect((await emulator.control.get("/users")).body).toEqual({
      ...kinds,
      billable,
      pinned: false,
    });
  });

  test("stay pinned whatever plan is installed", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { guests: 8 });
    await emulator.control.put("/users", { billable: 7 });

    await install(emulator, "ultimate");

    expect((await emulator.control.get("/users")).body.billable).toBe(7);
  });
});

import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";

/** Sells a subscription and activates its code. */
async function activate({ control, graphql }: TestEmulator, order: Record<string, unknown>) {
  const { body } = await control.post("/portal/subscriptions", order);
  const activated = await graphql.activate(body.activationCode);
  expect(activated.body.errors).toEqual([]);
}

describe("the users of an instance beside its license", () => {
  const usage = async ({ graphql }: TestEmulator) => {
    const { body } = await graphql(
      "{ currentLicense { billableUsersCount maximumUserCount usersOverLicenseCount } }",
    );
    return Object.values(body.data.currentLicense);
  };

  test.each([
    { seats: 10, counts: [], users: { billable: 14 }, expected: [14, 14, 4] },
    { seats: null, counts: [], users: { billable: 14 }, expected: [14, 14, 0] },
    {
      seats: 10,
      counts: [{ on: "2025-06-01", count: 13 }],
      users: { active: 9 },
      expected: [9, 13, 3],
    },
    {
      seats: 10,
      counts: [{ on: "2025-05-31", count: 100 }],
      users: { active: 9 },
      expected: [9, 9, 0],
    },
    {
      seats: 10,
      counts: [{ on: "2026-06-02", count: 100 }],
      users: { active: 9 },
      expected: [9, 9, 0],
    },
    {
      seats: 10,
      counts: [
        { on: "2025-05-31", count: 100 },
        { on: "2025-06-01", count: 40 },
      ],
      users: { billable: 0 },
      expected: [0, 40, 30],
    },
    {
      seats: null,
      counts: [
        { on: "2025-06-01", count: 130 },
        { on: "2025-09-01", count: 250 },
        { on: "2026-06-01", count: 215 },
      ],
      users: { billable: 0 },
      expected: [0, 250, 0],
    },
    {
      seats: null,
      counts: [
        { on: "2025-05-31", count: 20 },
        { on: "2025-06-01", count: 10 },
        { on: "2026-06-01", count: 15 },
        { on: "2026-06-02", count: 25 },
      ],
      users: { billable: 0 },
      expected: [0, 15, 0],
    },
  ])(
    "with $seats seats, counts $counts and users $users are $expected",
    async ({ seats, counts, users, expected }) => {
      await using emulator = await emulatorOn("2025-06-01");
      await activate(emulator, { seats });

      await emulator.control.put("/user-counts", counts);
      await emulator.control.put("/users", users);

      expect(await usage(emulator)).toEqual(expected);
    },
  );

  test.each([
    { recorded: 50, now: 100, maximum: 100 },
    { recorded: 100, now: 50, maximum: 100 },
    { recorded: 100, now: 100, maximum: 100 },
    { recorded: null, now: 0, maximum: 0 },
  ])("were $maximum at most, after $recorded recorded and with $now now", async (row) => {
    await using emulator = await emulatorOn("2025-06-01");
    await activate(emulator, { seats: null });

    const counts = row.recorded === null ? [] : [{ on: "2025-06-01", count: row.recorded }];
    await emulator.control.put("/user-counts", counts);
    await emulator.control.put("/users", { billable: row.now });

    expect(await usage(emulator)).toEqual([row.now, row.maximum, 0]);
  });

  test("do not include guests and users without membership on Ultimate", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/users", { active: 10, guests: 2, withoutMembership: 3 });

    const counted = [];
    for (const plan of ["premium", "ultimate"]) {
      await activate(emulator, { plan });
      counted.push((await usage(emulator))[0]);
    }

    expect(counted).toEqual([10, 5]);
  });
});

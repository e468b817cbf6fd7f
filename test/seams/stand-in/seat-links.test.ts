import { describe, expect, test } from "vitest";
import { emulatorOn } from "../../support/emulator-on.ts";
import { aReport, soldOn } from "./a-report.ts";

describe("POST /api/v1/seat_links", () => {
  test("is answered with the subscription's key, byte for byte", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { key, send } = await soldOn(emulator);

    const first = await send({ ...aReport, license_key: key });
    const second = await send({ ...aReport, license_key: key });

    const answer = {
      success: true,
      license: key,
      future_subscriptions: [],
      new_subscription: false,
      next_reconciliation_date: null,
      display_alert_from: null,
    };
    expect([first, second]).toEqual([
      { status: 200, body: answer },
      { status: 200, body: answer },
    ]);
  });

  test("announces the terms to come in snake case", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const term = { seats: 20, startsOn: "2026-06-01", expiresOn: "2027-06-01" };
    const { key, send } = await soldOn(emulator, {
      futureTerms: [{ plan: "ultimate", ...term }],
    });

    const { body } = await send({ ...aReport, license_key: key });

    expect(body.future_subscriptions).toEqual([
      {
        cloud_license_enabled: true,
        offline_cloud_license_enabled: false,
        plan: "ultimate",
        company: "Example Company",
        email: "admin@example.com",
        name: "Example Admin",
        starts_at: "2026-06-01",
        expires_at: "2027-06-01",
        users_in_license_count: 20,
      },
    ]);
  });

  test("sends the key of the next term once that has begun, also for the key of the one before", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const term = { seats: 20, startsOn: "2026-06-01", expiresOn: "2027-06-01" };
    const { key, send } = await soldOn(emulator, {
      futureTerms: [{ plan: "ultimate", ...term }],
    });
    await emulator.control.put("/clock", { now: "2026-06-01" });

    const first = await send({ ...aReport, license_key: key });
    const second = await send({ ...aReport, license_key: key });

    expect(first.body.license).not.toBe(key);
    expect(second.body.license).toBe(first.body.license);
  });

  test.each([
    {
      year: "today",
      body: aReport,
      seen: { timestamp: "2025-05-21T12:00:11Z", maxHistoricalUserCount: 2, billableUsersCount: 1 },
    },
    {
      year: "14.x, with the license's digest",
      body: { ...aReport, license_md5: "d41d8cd98f00b204e9800998ecf8427e" },
      seen: { timestamp: "2025-05-21T12:00:11Z", maxHistoricalUserCount: 2, billableUsersCount: 1 },
    },
    {
      year: "13.0",
      body: { date: "2025-05-20", max_historical_user_count: 7, active_users: 6 },
      seen: { timestamp: "2025-05-20", maxHistoricalUserCount: 7, billableUsersCount: 6 },
    },
    {
      year: "12.9",
      body: { date: "2025-05-20", max_historical_user_count: 7 },
      seen: { timestamp: "2025-05-20", maxHistoricalUserCount: 7, billableUsersCount: null },
    },
    {
      year: "an instance without any counts",
      body: { ...aReport, max_historical_user_count: 0, billable_users_count: null },
      seen: {
        timestamp: "2025-05-21T12:00:11Z",
        maxHistoricalUserCount: 0,
        billableUsersCount: null,
      },
    },
  ])("takes a body of $year, and keeps what it says", async ({ body, seen }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { key, send, reports } = await soldOn(emulator);

    const answer = await send({ ...body, license_key: key });

    expect(answer).toMatchObject({ status: 200, body: { license: key } });
    expect(await reports()).toEqual([
      expect.objectContaining({
        receivedAt: "2025-06-01T00:00:00Z",
        licenseNumber: 1001,
        ...seen,
      }),
    ]);
  });

  test("keeps every report, oldest first, and who sent it", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { key, send, reports } = await soldOn(emulator);

    await send({ ...aReport, license_key: key });
    await send({ ...aReport, license_key: key, billable_users_count: 3, hostname: "other.test" });

    expect(await reports()).toMatchObject([
      {
        billableUsersCount: 1,
        hostname: "gitlab.example.com",
        gitlabVersion: "17.6.1-ee",
        instanceId: aReport.instance_id,
        uniqueInstanceId: aReport.unique_instance_id,
      },
      { billableUsersCount: 3, hostname: "other.test" },
    ]);
  });

  test.each([
    { what: "without its last newline", spelled: (key: string) => key.trimEnd() },
    { what: "with other line ends", spelled: (key: string) => key.replaceAll("\n", "\r\n") },
  ])("knows a key $what", async ({ spelled }) => {
    await using emulator = await emulatorOn("2025-06-01");
    const { key, send } = await soldOn(emulator);

    const { status, body } = await send({ ...aReport, license_key: spelled(key) });

    expect({ status, license: body.license }).toEqual({ status: 200, license: key });
  });
});

test("Reports of a subscription that was never sold are not found", async () => {
  await using emulator = await emulatorOn("2025-06-01");

  expect((await emulator.control.get("/portal/subscriptions/A-S00000099/reports")).body).toEqual({
    error: {
      code: "subscription-not-found",
      message: 'No subscription is named "A-S00000099".',
    },
  });
});

test("A reset forgets the reports", async () => {
  await using emulator = await emulatorOn("2025-06-01");
  await emulator.graphql.activate(emulator.ready.activationCode ?? "");

  await emulator.control.post("/reset", {});

  expect((await emulator.control.get("/portal/subscriptions/A-S00000001/reports")).body).toEqual(
    [],
  );
});

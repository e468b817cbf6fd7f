import { describe, expect, test } from "vitest";
import { answerJson } from "../../support/scripted-portal.ts";
import { cloudLicense, syncingInstance } from "../../support/syncing-instance.ts";

const now = "2025-06-15T10:00:00Z";
const report = async ({ control }: Awaited<ReturnType<typeof syncingInstance>>) =>
  (await control.post("/jobs/seat-link/run", {})).body;
const stateOf = async ({ control }: Awaited<ReturnType<typeof syncingInstance>>) =>
  (await control.get("/state")).body;

describe("an answer to a report with a key", () => {
  test("that is another one adds a license, which takes over", async () => {
    await using instance = await syncingInstance(now);
    await instance.activate(cloudLicense());
    const renewal = await instance.write(cloudLicense({ id: 2, active_user_count: 25 }));
    instance.answerReports({ license: renewal });

    const ran = await report(instance);

    expect(ran).toEqual({
      job: "seat-link",
      at: now,
      outcome: "done",
      detail: "License 2 was installed.",
    });
    const state = await stateOf(instance);
    expect(state.licenses.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    expect(state.currentLicense).toMatchObject({ number: 2, seats: 25, syncedAt: now });
  });

  test("of a cancellation is stored, and the other subscription takes over", async () => {
    await using instance = await syncingInstance(now);
    await instance.activate(cloudLicense({ id: 1, subscription_name: "A-S00000007" }));
    await instance.activate(cloudLicense({ id: 2, subscription_name: "A-S00000008" }));
    const cancelled = cloudLicense(
      { id: 3, subscription_name: "A-S00000008" },
      { expires_at: "2025-06-10", generated_from_cancellation: true },
    );
    instance.answerReports({ license: await instance.write(cancelled) });

    await report(instance);

    const state = await stateOf(instance);
    expect(state.licenses).toHaveLength(3);
    expect(state.currentLicense).toMatchObject({ number: 1, subscription: "A-S00000007" });
  });

  test("of a cancellation stays in force, expired, where there is no other", async () => {
    await using instance = await syncingInstance(now);
    await instance.activate(cloudLicense({ id: 1, subscription_name: "A-S00000007" }));
    const cancelled = cloudLicense(
      { id: 3, subscription_name: "A-S00000007" },
      { expires_at: "2025-06-10", generated_from_cancellation: true },
    );
    instance.answerReports({ license: await instance.write(cancelled) });

    await report(instance);

    expect((await stateOf(instance)).currentLicense).toMatchObject({ number: 3 });
  });

  test.each([
    {
      what: "cannot be read",
      key: async () => "invalid-key",
      sentence:
        "The license key is invalid. Make sure it is exactly as you received it from GitLab Inc.",
    },
    {
      what: "has expired",
      key: (instance: Awaited<ReturnType<typeof syncingInstance>>) =>
        instance.write(cloudLicense({ id: 9 }, { expires_at: "2025-06-10" })),
      sentence: "This license has already expired.",
    },
  ])("that $what leaves the licenses alone, and is told of", async ({ key, sentence }) => {
    await using instance = await syncingInstance(now);
    await instance.activate(cloudLicense());
    const before = await stateOf(instance);
    instance.answerReports({ license: await key(instance), future_subscriptions: [{ plan: "x" }] });

    const ran = await report(instance);

    const told = `The license of the answer was not stored: ${sentence}`;
    expect(ran).toMatchObject({ outcome: "done", detail: told });
    const after = await stateOf(instance);
    expect(after.licenses).toEqual(before.licenses);
    expect(after.lastSync).toMatchObject({ state: "failed", error: told });
    expect(after.jobs).toEqual(before.jobs);
  });
});

describe("an answer to a report without a key", () => {
  test("does not move the last sync", async () => {
    await using instance = await syncingInstance(now);
    await instance.activate(cloudLicense());
    instance.answerReports({ success: true });
    await instance.control.post("/clock/advance", { hours: 2 });

    const ran = await report(instance);

    expect(ran).toMatchObject({ outcome: "done", detail: "The portal sent no license." });
    expect((await stateOf(instance)).lastSync).toMatchObject({
      state: "succeeded",
      syncedAt: now,
      attemptedAt: "2025-06-15T12:00:00Z",
      ageSeconds: 7_200,
    });
  });
});

describe("what comes beside the key", () => {
  const future = async ({ graphql }: Awaited<ReturnType<typeof syncingInstance>>) => {
    const { body } = await graphql(
      "{ subscriptionFutureEntries { nodes { plan type startsAt usersInLicenseCount } } }",
    );
    return body.data.subscriptionFutureEntries.nodes;
  };
  const toCome = {
    cloud_license_enabled: true,
    offline_cloud_licensing: true,
    plan: "ultimate",
    starts_at: "2026-06-01",
    users_in_license_count: 25,
  };

  test.each([
    { sent: [], answer: { future_subscriptions: [] } },
    { sent: null, answer: {} },
  ])("replaces the subscriptions to come, and $sent clears them", async ({ answer }) => {
    await using instance = await syncingInstance(now);
    await instance.activate(cloudLicense());
    instance.answerReports({ future_subscriptions: [toCome] });
    await report(instance);
    const stored = await future(instance);

    instance.answerReports(answer);
    await report(instance);

    expect(stored).toEqual([
      { plan: "ultimate", type: "offline_cloud", startsAt: "2026-06-01", usersInLicenseCount: 25 },
    ]);
    expect(await future(instance)).toEqual([]);
  });

  test("stores the dates of the reconciliation, changes them, and forgets them without both", async () => {
    await using instance = await syncingInstance(now);
    await instance.activate(cloudLicense());
    const dates = async (answer: Record<string, unknown>) => {
      instance.answerReports(answer);
      await report(instance);
      const { nextReconciliationDate, displayAlertFrom } = (await stateOf(instance)).lastSync;
      return [nextReconciliationDate, displayAlertFrom];
    };

    const [first, later] = ["2025-06-15", "2025-09-15"];
    const from = "2025-06-08";
    expect([
      await dates({ next_reconciliation_date: first, display_alert_from: from }),
      await dates({ next_reconciliation_date: later, display_alert_from: from }),
      await dates({ next_reconciliation_date: later }),
    ]).toEqual([
      [first, from],
      [later, from],
      [null, null],
    ]);
  });
});

describe("a report that the portal refuses", () => {
  test.each([
    { status: 400, body: "", error: "HTTP status code: 400" },
    { status: 422, body: { errors: "Unknown license" }, error: "Unknown license" },
  ])("with $status is tried again later, with the portal's word for it", async (row) => {
    await using instance = await syncingInstance(now);
    await instance.activate(cloudLicense());
    instance.answerReports(answerJson(row.body, row.status));

    const ran = await report(instance);

    expect(ran).toMatchObject({ outcome: "failed", detail: expect.stringContaining(row.error) });
    const { jobs, lastSync } = await stateOf(instance);
    expect(jobs.at(-1)).toMatchObject({
      job: "seat-link",
      state: "retrying",
      cause: "manual",
      attempts: 1,
      lastError: row.error,
      nextRunAt: expect.stringMatching(/^2025-06-15T11:(0\d|1\d)/),
    });
    expect(lastSync).toMatchObject({ state: "failed", error: row.error, attemptedAt: now });
  });
});

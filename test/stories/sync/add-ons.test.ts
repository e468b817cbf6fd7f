import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { answerJson } from "../../support/scripted-portal.ts";
import { cloudLicense, syncingInstance } from "../../support/syncing-instance.ts";
import { withAddOns } from "../../support/with-add-ons.ts";

const yearOf = (quantity: number) => [
  { quantity, started_on: "2025-06-01", expires_on: "2026-06-01" },
];

const lastReport = async ({ control }: TestEmulator) =>
  (await control.get("/portal/subscriptions/A-S00000001/reports")).body.at(-1);

/** Bodies of the reports that went over the wire, oldest first. */
const sentReports = async ({ control }: TestEmulator): Promise<{ add_on_metrics: unknown }[]> =>
  (await control.get("/traffic?hop=portal")).body
    .filter(({ request }: { request: { url: string } }) => request.url.endsWith("/seat_links"))
    .map(({ request }: { request: { body: string } }) => JSON.parse(request.body));

describe("a license with Duo Enterprise for 100 seats, of which 50 are assigned", () => {
  test("is reported with one entry for that add-on", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await withAddOns(emulator, { duo_enterprise: yearOf(100) });
    await emulator.control.put("/add-ons", [{ type: "duo_enterprise", assignedSeats: 50 }]);

    await emulator.control.post("/jobs/seat-link/run", {});

    expect(await lastReport(emulator)).toMatchObject({
      addOnMetrics: [{ addOnType: "duo_enterprise", purchasedSeats: 100, assignedSeats: 50 }],
    });
    expect((await sentReports(emulator)).at(-1)?.add_on_metrics).toEqual([
      { add_on_type: "duo_enterprise", purchased_seats: 100, assigned_seats: 50 },
    ]);
  });

  test("has none on the day on which the add-on expires", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await withAddOns(emulator, {
      duo_enterprise: [{ quantity: 100, started_on: "2025-06-01", expires_on: "2025-06-03" }],
    });
    await emulator.control.put("/add-ons", [{ type: "duo_enterprise", assignedSeats: 50 }]);

    await emulator.control.put("/clock", { now: "2025-06-02T23:00:00Z" });
    const before = await lastReport(emulator);
    await emulator.control.put("/clock", { now: "2025-06-03T23:00:00Z" });

    expect(before.addOnMetrics).toHaveLength(1);
    expect((await lastReport(emulator)).addOnMetrics).toEqual([]);
  });

  test("keeps them while those of another add-on change, and a reset forgets all", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await withAddOns(emulator, { duo_enterprise: yearOf(100), duo_pro: yearOf(5) });

    await emulator.control.put("/add-ons", [{ type: "duo_enterprise", assignedSeats: 50 }]);
    const { body: both } = await emulator.control.put("/add-ons", [
      { type: "duo_pro", assignedSeats: 7 },
    ]);
    const { body: one } = await emulator.control.put("/add-ons", [
      { type: "duo_enterprise", assignedSeats: 0 },
    ]);
    await emulator.control.post("/reset");

    const [enterprise, pro] = [
      { type: "duo_enterprise", purchasedSeats: 100, assignedSeats: 50, active: true },
      { type: "duo_pro", purchasedSeats: 5, assignedSeats: 7, active: true },
    ];
    expect(both).toEqual([enterprise, pro]);
    expect(one).toEqual([{ ...enterprise, assignedSeats: 0 }, pro]);
    expect((await emulator.control.get("/add-ons")).body).toEqual([]);
  });
});

describe("a license with credits", () => {
  test("says so, and reports no seat of them", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const asked = "{ currentLicense { hasGitlabCreditsAddOn } }";
    await withAddOns(emulator, { gitlab_credits: yearOf(25) });

    const { body } = await emulator.graphql(asked);
    await emulator.control.put("/clock", { now: "2026-06-01" });

    expect(body.data).toEqual({ currentLicense: { hasGitlabCreditsAddOn: true } });
    expect((await lastReport(emulator)).addOnMetrics).toEqual([
      { addOnType: "gitlab_credits", purchasedSeats: 0, assignedSeats: 0 },
    ]);
    expect((await emulator.graphql(asked)).body.data).toEqual({
      currentLicense: { hasGitlabCreditsAddOn: false },
    });
  });

  test("takes its add-ons with it when it is removed", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await withAddOns(emulator, { gitlab_credits: yearOf(25) });
    const { body: before } = await emulator.control.get("/add-ons");

    await emulator.graphql(
      'mutation { licenseDestroy(input: {id: "gid://gitlab/License/1001"}) { errors } }',
    );

    expect(before).toHaveLength(1);
    expect((await emulator.control.get("/add-ons")).body).toEqual([]);
  });
});

describe("an instance without an add-on", () => {
  test("reports none, whatever seats are assigned", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    const { body } = await emulator.control.put("/add-ons", [
      { type: "duo_enterprise", assignedSeats: 50 },
    ]);

    await emulator.graphql.activate(emulator.ready.activationCode ?? "");

    expect(body).toEqual([
      { type: "duo_enterprise", purchasedSeats: 0, assignedSeats: 50, active: false },
    ]);
    expect((await lastReport(emulator)).addOnMetrics).toEqual([]);
  });
});

describe("a report that is tried again", () => {
  test("tells of the add-ons that there are by then", async () => {
    await using instance = await syncingInstance("2025-06-01");
    instance.answerReports(answerJson({}, 500));
    await instance.activate(
      cloudLicense({
        add_on_products: { duo_enterprise: yearOf(100), gitlab_credits: yearOf(25) },
      }),
    );
    await instance.control.put("/add-ons", [{ type: "duo_enterprise", assignedSeats: 50 }]);
    instance.answerReports({});

    await instance.control.post("/clock/advance", { hours: 2 });

    const metrics = (assigned: number) => [
      { add_on_type: "duo_enterprise", purchased_seats: 100, assigned_seats: assigned },
      { add_on_type: "gitlab_credits", purchased_seats: 0, assigned_seats: 0 },
    ];
    expect(instance.reports().map(({ add_on_metrics }) => add_on_metrics)).toEqual([
      metrics(0),
      metrics(50),
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { err, ok } from "../../../src/base/result.ts";
import { readLicense } from "../../../src/license/read-license.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { aLicense, day } from "./a-license.ts";
import { aPayload, licenseText } from "./license-text.ts";

type Fields = Readonly<Record<string, unknown>>;

const read = (fields: Fields) => readLicense(licenseText(aPayload(fields)), testReadingKeys);
const plain = { startsOn: day("2025-01-01"), expiresOn: day("2026-01-01") };
const restricted = aLicense({ ...plain, number: null, plan: "starter" });

const optionalFields = [
  "notify_admins_at",
  "notify_users_at",
  "block_changes_at",
  "next_sync_at",
  "last_synced_at",
  "activated_at",
  "cloud_licensing_enabled",
  "offline_cloud_licensing_enabled",
  "auto_renew_enabled",
  "seat_reconciliation_enabled",
  "operational_metrics_enabled",
  "contract_overages_allowed",
  "generated_from_customers_dot",
  "generated_from_cancellation",
  "temporary_extension",
];

const restrictionNames = [
  "id",
  "active_user_count",
  "previous_user_count",
  "trueup_quantity",
  "trueup_from",
  "trueup_to",
  "trueup_period_seat_count",
  "reconciliation_completed",
  "plan",
  "trial",
  "subscription_id",
  "subscription_name",
  "add_ons",
  "add_on_products",
];

describe("a license key", () => {
  test("with the fewest fields gives a license with every default", () => {
    expect(read({ restrictions: undefined })).toEqual(ok(restricted));
  });

  test("with null in every field that it can do without gives the same", () => {
    const nothing = Object.fromEntries(optionalFields.map((name) => [name, null]));
    const restrictions = Object.fromEntries(restrictionNames.map((name) => [name, null]));

    expect(read({ ...nothing, restrictions })).toEqual(ok(restricted));
  });

  test("with every field gives all of it", () => {
    const license = read({
      notify_admins_at: "2025-12-17",
      notify_users_at: "2025-12-18",
      block_changes_at: "2026-01-15",
      next_sync_at: "2025-01-03T00:00:00Z",
      last_synced_at: "2025-01-02T03:04:05+02:00",
      activated_at: "2025-01-01",
      cloud_licensing_enabled: true,
      offline_cloud_licensing_enabled: true,
      auto_renew_enabled: true,
      seat_reconciliation_enabled: true,
      operational_metrics_enabled: true,
      contract_overages_allowed: false,
      generated_from_customers_dot: true,
      generated_from_cancellation: true,
      temporary_extension: true,
      restrictions: {
        id: 7,
        active_user_count: 10,
        previous_user_count: 9,
        trueup_quantity: 0,
        trueup_from: "2024-01-01",
        trueup_to: "2025-01-01",
        trueup_period_seat_count: 8,
        reconciliation_completed: true,
        plan: "ultimate",
        trial: true,
        subscription_id: "8a01",
        subscription_name: "A-S00000001",
        add_ons: { GitLab_Geo: 1 },
        add_on_products: {
          duo_core: [{ quantity: 5, started_on: "2025-01-01", expires_on: "2025-07-01" }],
        },
      },
    });

    expect(license).toEqual(
      ok({
        number: 7,
        licensee: { Name: "Ada Example", Email: "ada@example.com", Company: "Example Ltd" },
        startsOn: "2025-01-01",
        expiresOn: "2026-01-01",
        notifyAdminsOn: "2025-12-17",
        notifyUsersOn: "2025-12-18",
        blockChangesOn: "2026-01-15",
        nextSyncAt: "2025-01-03T00:00:00+00:00",
        lastSyncedAt: "2025-01-02T03:04:05+02:00",
        activatedAt: "2025-01-01T00:00:00+00:00",
        cloud: true,
        offlineCloud: true,
        autoRenew: true,
        seatReconciliation: true,
        operationalMetrics: true,
        contractOveragesAllowed: false,
        generatedFromCustomersDot: true,
        generatedFromCancellation: true,
        temporaryExtension: true,
        seats: 10,
        previousSeats: 9,
        trueUpSeats: 0,
        trueUpFrom: "2024-01-01",
        trueUpTo: "2025-01-01",
        carriesTrueUp: true,
        trueUpPeriodSeats: 8,
        reconciliationCompleted: true,
        plan: "ultimate",
        trial: true,
        subscriptionId: "8a01",
        subscriptionName: "A-S00000001",
        addOns: { GitLab_Geo: 1 },
        addOnPurchases: [
          {
            addOn: "duo_core",
            quantity: 5,
            startsOn: day("2025-01-01"),
            expiresOn: day("2025-07-01"),
          },
        ],
      }),
    );
  });

  test.each(["", "whatever", "foo"])("that is no license file is unreadable: %j", (text) => {
    expect(readLicense(text, testReadingKeys)).toEqual(err({ kind: "license-unreadable" }));
  });
});

describe("a flag of a license key", () => {
  test.each([
    { value: true, cloud: true },
    { value: false, cloud: false },
    { value: null, cloud: false },
    { value: "true", cloud: false },
    { value: 1, cloud: false },
  ])("that is $value counts as $cloud", ({ value, cloud }) => {
    expect(read({ cloud_licensing_enabled: value, restrictions: null })).toEqual(
      ok({ ...restricted, cloud }),
    );
  });

  test.each([
    { value: undefined, allowed: true },
    { value: null, allowed: true },
    { value: "false", allowed: true },
    { value: 0, allowed: true },
    { value: false, allowed: false },
  ])("that is on by default counts as $allowed if it is $value", ({ value, allowed }) => {
    expect(read({ contract_overages_allowed: value, restrictions: null })).toEqual(
      ok({ ...restricted, contractOveragesAllowed: allowed }),
    );
  });
});

describe("the licensee of a license key", () => {
  test("keeps texts, turns numbers and truth values into text, and drops the rest", () => {
    const licensee = { Name: "Ada", Id: 7, Vip: true, Phone: null, Tags: ["a"], More: {} };

    expect(read({ licensee, restrictions: null })).toEqual(
      ok({ ...restricted, licensee: { Name: "Ada", Id: "7", Vip: "true" } }),
    );
  });
});

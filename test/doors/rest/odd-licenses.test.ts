import { describe, expect, test } from "vitest";
import { emulatorOn, type TestEmulator } from "../../support/emulator-on.ts";
import { get, licenseFile, storedRows, upload, uploadText } from "./license-client.ts";

const invalid = "The license key is invalid.";
const unreadable = `${invalid} Make sure it is exactly as you received it from GitLab Inc.`;
const sales = "contact sales at https://about.gitlab.com/sales/";

const noRestrictions = {
  active_user_count: null,
  previous_user_count: null,
  trueup_quantity: null,
  trueup_from: null,
  trueup_to: null,
  trueup_period_seat_count: null,
  reconciliation_completed: null,
  plan: null,
  trial: null,
  id: null,
  subscription_id: null,
  subscription_name: null,
  add_ons: null,
  add_on_products: null,
};

const noOptions = {
  notify_admins_at: null,
  notify_users_at: null,
  block_changes_at: null,
  next_sync_at: null,
  last_synced_at: null,
  activated_at: null,
  cloud_licensing_enabled: null,
  offline_cloud_licensing_enabled: null,
  auto_renew_enabled: null,
  seat_reconciliation_enabled: null,
  operational_metrics_enabled: null,
  contract_overages_allowed: null,
  generated_from_customers_dot: null,
  generated_from_cancellation: null,
  temporary_extension: null,
};

const seats = (active_user_count: unknown) => ({ restrictions: { active_user_count } });

const trueUp = (trueup_quantity: unknown) => ({
  restrictions: {
    previous_user_count: 4,
    trueup_quantity,
    trueup_from: "2024-01-01",
    trueup_to: "2024-12-31",
  },
});

/** Every way to read licenses, and whether it works. */
async function readings(emulator: TestEmulator) {
  const { body } = await emulator.graphql(
    "{ currentLicense { id plan usersOverLicenseCount } licenseHistoryEntries { nodes { id } } }",
  );
  const rest = ["/license", "/license/1", "/licenses", "/license/usage_export"];
  const statuses = await Promise.all(rest.map(async (path) => (await get(emulator, path)).status));
  return { statuses, errors: body.errors };
}

describe("a license is stored", () => {
  test.each([
    { what: "with null in every optional field", attributes: noOptions },
    { what: "with null as restrictions", attributes: { restrictions: null } },
    { what: "with a text as restrictions, which is dropped", attributes: { restrictions: "x" } },
    { what: "with a list as restrictions, which is dropped", attributes: { restrictions: [] } },
    { what: "with 0 as restrictions, which is dropped", attributes: { restrictions: 0 } },
    { what: "with null in every restriction", attributes: { restrictions: noRestrictions } },
    {
      what: "with dates that are none",
      attributes: { block_changes_at: "soon", next_sync_at: "" },
    },
    { what: "with 0 seats and no history", attributes: seats(0), overage: 8 },
    { what: "with half a seat, which counts as no limit", attributes: seats(10.5) },
    { what: "with seats in a text, which count as no limit", attributes: seats("10") },
    { what: "with seats beyond all numbers", attributes: seats(1e300) },
    {
      what: "with true-up dates that are none",
      attributes: { restrictions: { trueup_quantity: 0, trueup_from: "soon", trueup_to: "late" } },
    },
    { what: "with add-ons that are none", attributes: { restrictions: { add_ons: [1, "x"] } } },
    { what: "with a licensee without a name", attributes: { licensee: { Name: null } } },
  ])("$what, and can be read in every way", async ({ attributes, overage = 0 }) => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await upload(emulator, attributes);

    expect(status).toBe(201);
    expect(body).toMatchObject({ id: 1, user_limit: 0, add_ons: {}, overage });
    expect(await readings(emulator)).toEqual({
      statuses: [200, 200, 200, 200],
      errors: undefined,
    });
  });

  test.each([
    { number: 2 ** 31 - 1, usersInLicenseCount: 2 ** 31 - 1 },
    { number: 2 ** 31, usersInLicenseCount: null },
  ])(
    "with $number seats and that as its id, as they are: GraphQL tells no more than its integers can",
    async ({ number, usersInLicenseCount }) => {
      await using emulator = await emulatorOn("2025-06-01");
      const restrictions = { id: number, active_user_count: number };

      const { body } = await upload(emulator, { restrictions });

      expect(body).toMatchObject({ user_limit: number, overage: 0 });
      const answer = await emulator.graphql("{ currentLicense { id usersInLicenseCount } }");
      expect(answer.body.errors).toEqual(
        usersInLicenseCount === null
          ? [
              expect.objectContaining({
                message: "2147483648 is more than an Int of GraphQL can say",
              }),
            ]
          : undefined,
      );
      expect(answer.body.data.currentLicense).toEqual({
        id: `gid://gitlab/License/${number}`,
        usersInLicenseCount,
      });
    },
  );
});

describe("a license is refused, and nothing is stored,", () => {
  test.each([
    { what: "no start", attributes: { issued_at: null } },
    { what: "a start that is no date", attributes: { issued_at: "soon" } },
    { what: "a start that is a number", attributes: { issued_at: 20250101 } },
    { what: "no end", attributes: { expires_at: null } },
    { what: "an end on 30 February", attributes: { expires_at: "2026-02-30" } },
    { what: "a date that is a list", attributes: { block_changes_at: [] } },
    { what: "no licensee", attributes: { licensee: null } },
    { what: "a licensee of whom nothing is said", attributes: { licensee: {} } },
    { what: "another version", attributes: { version: 2 } },
    {
      what: "an offline license that is no cloud license",
      attributes: { offline_cloud_licensing_enabled: true },
    },
    {
      what: "an online license without an end",
      attributes: { cloud_licensing_enabled: true, expires_at: null },
      message: invalid,
    },
    {
      what: "fewer seats than none",
      attributes: seats(-5),
      message: `During the year before this license started, this GitLab installation had 10 active users, exceeding this license's limit of -5 by 15 users. Please add a license for at least 10 users or ${sales}`,
    },
    {
      what: "a true-up of fewer than none",
      attributes: trueUp(-3),
      message: `You have applied a True-up for -3 users but you need one for 6 users. Please ${sales}`,
    },
  ])("for $what", async ({ attributes, message = unreadable }) => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", [{ on: "2024-12-01", count: 10 }]);

    const { status, body } = await upload(emulator, attributes);

    expect({ status, body }).toEqual({ status: 400, body: { message } });
    expect(await storedRows(emulator)).toEqual([]);
  });

  test("for a true-up of a fraction, which is none: the peak decides", async () => {
    await using emulator = await emulatorOn("2025-06-01");
    await emulator.control.put("/user-counts", [{ on: "2024-12-01", count: 10 }]);
    const { restrictions } = trueUp(2.5);

    const { status, body } = await upload(emulator, {
      restrictions: { ...restrictions, active_user_count: 5 },
    });

    expect({ status, body }).toEqual({
      status: 400,
      body: { message: expect.stringContaining("had 10 active users") },
    });
    expect(await storedRows(emulator)).toEqual([]);
  });

  test("for the key of another issuer", async () => {
    await using emulator = await emulatorOn("2025-06-01");

    const { status, body } = await uploadText(
      emulator,
      await licenseFile(emulator, {}, "?key=foreign"),
    );

    expect({ status, body }).toEqual({ status: 400, body: { message: unreadable } });
    expect(await storedRows(emulator)).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { licenseAttributes } from "../../../src/license/attributes.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { aPayload, licenseText } from "./license-text.ts";

const report = (fields: Readonly<Record<string, unknown>>) =>
  licenseAttributes(licenseText(aPayload(fields)), testReadingKeys);

const namesIn = (fields: Readonly<Record<string, unknown>>) =>
  Object.keys(report(fields).attributes ?? {});

describe("the report on a license file", () => {
  test("shows its attributes, dates normalised and flags as truth values", () => {
    expect(report({ issued_at: "1 Jan 25", cloud_licensing_enabled: 1, unknown: 1 })).toEqual({
      valid: true,
      problems: [],
      attributes: {
        version: 1,
        licensee: { Name: "Ada Example", Email: "ada@example.com", Company: "Example Ltd" },
        issued_at: "2025-01-01",
        expires_at: "2026-01-01",
        cloud_licensing_enabled: false,
        offline_cloud_licensing_enabled: false,
        auto_renew_enabled: false,
        seat_reconciliation_enabled: false,
        operational_metrics_enabled: false,
        contract_overages_allowed: true,
        generated_from_customers_dot: false,
        generated_from_cancellation: false,
        temporary_extension: false,
        restrictions: { id: 7, active_user_count: 10, plan: "premium" },
      },
    });
  });

  test("has all attributes in the order of the file format", () => {
    const fields = {
      activated_at: "2025-01-01",
      last_synced_at: "2025-01-01",
      next_sync_at: "2025-01-02",
      block_changes_at: "2026-01-15",
      notify_users_at: "2026-01-01",
      notify_admins_at: "2026-01-01",
    };

    expect(namesIn(fields)).toEqual([
      "version",
      "licensee",
      "issued_at",
      "expires_at",
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
      "restrictions",
    ]);
  });

  test.each([
    { next: "2025-01-02", last: "2025-01-01", written: ["next_sync_at", "last_synced_at"] },
    { next: "2025-01-02", last: null, written: ["next_sync_at", "last_synced_at"] },
    { next: null, last: "2025-01-01", written: [] },
  ])("for a next sync $next and a last one $last has $written", ({ next, last, written }) => {
    const names = namesIn({ next_sync_at: next, last_synced_at: last });

    expect(names.filter((name) => name.includes("sync"))).toEqual(written);
  });

  test("without restrictions is written as it is with empty ones", () => {
    expect(namesIn({ restrictions: {} })).toEqual(namesIn({ restrictions: null }));
    expect(namesIn({ restrictions: {} })).not.toContain("restrictions");
  });

  test("shows a licensee and a start even where the file names none", () => {
    expect(namesIn({ licensee: undefined, issued_at: undefined })).toEqual(
      expect.arrayContaining(["licensee", "issued_at"]),
    );
  });

  test("tells what makes it invalid", () => {
    const { valid, problems } = report({ expires_at: null });

    expect({ valid, problems }).toEqual({ valid: false, problems: ["expires_at is missing"] });
  });

  test("has no attributes if it cannot be opened", () => {
    expect(licenseAttributes("foo", testReadingKeys)).toEqual({
      valid: false,
      problems: ["the text is no license file, or none that the reading keys open"],
      attributes: null,
    });
  });
});

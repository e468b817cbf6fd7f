import { describe, expect, test } from "vitest";
import { err } from "../../../src/base/result.ts";
import { readLicense } from "../../../src/license/read-license.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { aPayload, licenseText } from "./license-text.ts";

const read = (fields: Readonly<Record<string, unknown>>) =>
  readLicense(licenseText(aPayload(fields)), testReadingKeys);

const problemsOf = (fields: Readonly<Record<string, unknown>>) => {
  const license = read(fields);
  return license.ok || license.error.kind === "license-unreadable" ? [] : license.error.problems;
};

describe("a license key", () => {
  test.each([
    {
      form: "without a licensee",
      fields: { licensee: undefined },
      problem: "licensee names nobody",
    },
    { form: "with an empty licensee", fields: { licensee: {} }, problem: "licensee names nobody" },
    {
      form: "with a text as licensee",
      fields: { licensee: "Ada" },
      problem: "licensee names nobody",
    },
    {
      form: "with a list as licensee",
      fields: { licensee: ["Ada"] },
      problem: "licensee names nobody",
    },
    {
      form: "with an unreadable start",
      fields: { issued_at: "soon" },
      problem: "issued_at is not a date",
    },
    {
      form: "with a number as start",
      fields: { issued_at: 20250101 },
      problem: "issued_at is not a date",
    },
    {
      form: "without a start",
      fields: { issued_at: undefined },
      problem: "issued_at is missing",
    },
    {
      form: "without an expiry",
      fields: { expires_at: undefined },
      problem: "expires_at is missing",
    },
    {
      form: "with null as expiry",
      fields: { expires_at: null },
      problem: "expires_at is missing",
    },
    {
      form: "with an unreadable expiry",
      fields: { expires_at: "never" },
      problem: "expires_at is not a date",
    },
    {
      form: "with a list as a sync time",
      fields: { next_sync_at: [] },
      problem: "next_sync_at is not a date",
    },
    {
      form: "with true as a notice date",
      fields: { notify_admins_at: true },
      problem: "notify_admins_at is not a date",
    },
    {
      form: "for offline use without cloud",
      fields: { offline_cloud_licensing_enabled: true },
      problem: "offline_cloud_licensing_enabled needs cloud_licensing_enabled",
    },
  ])("is invalid $form", ({ fields, problem }) => {
    expect(problemsOf(fields)).toEqual([problem]);
  });

  test.each([
    "notify_admins_at",
    "notify_users_at",
    "block_changes_at",
    "next_sync_at",
    "last_synced_at",
    "activated_at",
  ])("is invalid with a number as %s", (name) => {
    expect(problemsOf({ [name]: 20250101 })).toEqual([`${name} is not a date`]);
  });

  test.each([
    { form: "with an unreadable notice date", fields: { notify_users_at: "soon" } },
    { form: "with an unreadable sync time", fields: { last_synced_at: "soon" } },
    { form: "with null for a date it can do without", fields: { block_changes_at: null } },
    { form: "with null for restrictions", fields: { restrictions: null } },
    { form: "with false for a date it can do without", fields: { block_changes_at: false } },
    ...[false, true, 0, "x", []].map((restrictions) => ({
      form: `with ${JSON.stringify(restrictions)} for restrictions`,
      fields: { restrictions },
    })),
    {
      form: "for offline use with cloud",
      fields: { cloud_licensing_enabled: true, offline_cloud_licensing_enabled: true },
    },
    { form: "with fields of no meaning", fields: { starts_at: 1 } },
  ])("is valid $form", ({ fields }) => {
    expect(read(fields).ok).toEqual(true);
  });

  test("tells that it lacks an expiry also where it lacks a licensee", () => {
    expect(problemsOf({ licensee: undefined, expires_at: undefined })).toEqual([
      "licensee names nobody",
      "expires_at is missing",
    ]);
  });

  test("tells every problem, and shows what it says", () => {
    expect(
      read({ licensee: {}, issued_at: "soon", restrictions: { active_user_count: 1 } }),
    ).toEqual(
      err({
        kind: "license-invalid",
        onlineCloud: false,
        problems: ["licensee names nobody", "issued_at is not a date"],
        attributes: {
          version: 1,
          licensee: {},
          issued_at: null,
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
          restrictions: { active_user_count: 1 },
        },
      }),
    );
  });
});

describe("a license key without an expiry", () => {
  test.each([
    { company: "GitLab", email: "a@gitlab.com", ok: true },
    { company: "The gitlab team", email: "a@gitlab.com", ok: true },
    { company: "GitLab", email: "a@jihulab.com", ok: true },
    { company: "GitLab", email: "a@gitlab.com.example", ok: false },
    { company: "GitLab", email: "a@example.com", ok: false },
    { company: "GitLab", email: 1, ok: false },
    { company: "Example", email: "a@gitlab.com", ok: false },
    { company: null, email: "a@gitlab.com", ok: false },
    { company: ["GitLab"], email: "a@gitlab.com", ok: false },
    { company: "GitLab", email: ["a@gitlab.com"], ok: false },
  ])("is valid for $email of $company: $ok", ({ company, email, ok }) => {
    const licensee = { Company: company, Email: email };

    expect(read({ licensee, expires_at: null }).ok).toEqual(ok);
  });
});

describe("an invalid license key", () => {
  test.each([
    { cloud: true, offline: false, onlineCloud: true },
    { cloud: true, offline: true, onlineCloud: false },
    { cloud: false, offline: false, onlineCloud: false },
    { cloud: false, offline: true, onlineCloud: false },
    { cloud: "true", offline: false, onlineCloud: false },
  ])("with cloud $cloud and offline $offline says online cloud: $onlineCloud", (row) => {
    const license = read({
      issued_at: "soon",
      cloud_licensing_enabled: row.cloud,
      offline_cloud_licensing_enabled: row.offline,
    });

    expect(license).toMatchObject(err({ kind: "license-invalid", onlineCloud: row.onlineCloud }));
  });
});

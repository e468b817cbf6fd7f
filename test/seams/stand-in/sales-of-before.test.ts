import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { databaseBefore } from "./database-of-then.ts";
import { activate, portalOn } from "./portal-on.ts";

const sales = [
  {
    number: 1,
    code: "abcdefghijklmnopqrstuvwx",
    kind: "cloud",
    company: "Example Company",
    email: "Admin@Example.com",
    name: "Example Admin",
    activatedAt: "2025-06-01T12:00:00Z",
    soldCode: "soldsoldsoldsoldsoldsold",
    usedBy: "an-instance",
  },
  {
    number: 2,
    code: null,
    kind: "legacy",
    company: "Another Company",
    email: "admin@example.com",
    name: "Example Admin",
    activatedAt: null,
    soldCode: null,
    usedBy: null,
  },
  {
    number: 3,
    code: "ABCDEFGHIJKLMNOPQRSTUVWX",
    kind: "offline",
    company: "Größe & Söhne",
    email: "ada@example.org",
    name: "Ada",
    activatedAt: null,
    soldCode: null,
    usedBy: null,
  },
] as const;

/** What the file of the legacy subscription says, for three years. */
const threeYears = {
  version: 1,
  licensee: { Name: "Example Admin", Email: "admin@example.com", Company: "Another Company" },
  issued_at: "2025-06-01",
  expires_at: "2028-06-01",
  notify_admins_at: "2028-06-01",
  notify_users_at: "2028-06-01",
  block_changes_at: "2028-06-15",
  cloud_licensing_enabled: false,
  offline_cloud_licensing_enabled: false,
  auto_renew_enabled: false,
  seat_reconciliation_enabled: false,
  operational_metrics_enabled: false,
  generated_from_customers_dot: true,
  generated_from_cancellation: false,
  restrictions: {
    active_user_count: 10,
    plan: "premium",
    trial: false,
    id: 1002,
    subscription_id: "00",
    subscription_name: "A-S00000002",
  },
};

/** A database as it was before there were customers, with a report that was answered. */
function writtenBefore(folder: string): string {
  return databaseBefore(folder, "20261129181401", (raw) => {
    const sale = raw.prepare(
      `INSERT INTO subscriptions (number, zuora_id, activation_code, kind, trial, company, email, contact_name, activated_at, sold_code, code_issued_on, code_used_by)
     VALUES (@number, '00', @code, @kind, 0, @company, @email, @name, @activatedAt, @soldCode, '2025-06-01', @usedBy)`,
    );
    const term = raw.prepare(
      "INSERT INTO terms (subscription_number, position, plan, seats, starts_on, expires_on) VALUES (?, 0, 'premium', 10, '2025-06-01', '2026-06-01')",
    );
    for (const one of sales) {
      sale.run(one);
      term.run(one.number);
    }
    raw
      .prepare(
        "INSERT INTO licenses (number, subscription_number, attributes, key) VALUES (1001, 3, ?, 'a text')",
      )
      .run('{"licensee":{"Name":"Ada"},"issued_at":"2025-06-01","restrictions":{"id":1001}}');
    raw.exec(
      `INSERT INTO reports (subscription_number, received_at, license_number, body) VALUES (1, '2025-06-01T12:00:00Z', 1001, '{"hostname":"gitlab.example.com"}')`,
    );
  });
}

describe("a portal that was left before there were customers", () => {
  test("has each sale as a subscription of the customer with its address", async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "stand-in-"));
    const database = writtenBefore(folder.path);
    {
      await using portal = await portalOn("2025-06-02", { database });
      expect(portal.subscriptions()).toMatchObject(
        sales.map(({ number, code, kind, company, email }) => ({
          number,
          activationCode: code,
          kind,
          company,
          email,
          features: {
            cloudLicensing: { cloud: "yes", legacy: "no", offline: "offline" }[kind],
          },
        })),
      );
      expect(portal.reports("A-S00000001")).toMatchObject([{ hostname: "gitlab.example.com" }]);
      expect(portal.activationsOf("A-S00000001")).toMatchObject([
        { instanceIdentifier: "an-instance", activatedAt: null },
      ]);
    }

    const raw = new Database(database, { readonly: true });
    const rows = (query: string) => raw.prepare(query).all();
    expect(rows("SELECT email, company FROM customers ORDER BY id")).toEqual([
      { email: "admin@example.com", company: "Example Company" },
      { email: "ada@example.org", company: "Größe & Söhne" },
    ]);
    expect(
      rows(
        "SELECT billing_account_id AS account, company, bill_to AS billTo FROM billing_account_contacts ORDER BY id",
      ),
    ).toEqual([
      { account: 1, company: "Example Company", billTo: 1 },
      { account: 1, company: "Another Company", billTo: 0 },
      { account: 2, company: "Größe & Söhne", billTo: 1 },
    ]);
    expect(
      rows("SELECT number, customer_id AS customer FROM licenses WHERE number = 1001"),
    ).toEqual([{ number: 1001, customer: 2 }]);
    expect(raw.pragma("foreign_key_check")).toEqual([]);
    raw.close();
  });

  test("has the file of a legacy term of several years stand as it was issued", async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "stand-in-"));
    const file = writtenBefore(folder.path);
    const raw = new Database(file);
    raw.exec("UPDATE terms SET expires_on = '2028-06-01' WHERE subscription_number = 2");
    raw
      .prepare(
        "INSERT INTO licenses (number, subscription_number, attributes, key) VALUES (1002, 2, ?, 'the very text')",
      )
      .run(JSON.stringify(threeYears));
    raw.close();
    await using portal = await portalOn("2025-06-02", { database: file });

    portal.setReconciliation("A-S00000002", {
      nextReconciliationDate: null,
      displayAlertFrom: null,
    });
    portal.renew("A-S00000002", {});

    expect(portal.licenses.show(1002)).toMatchObject({
      value: { license: "the very text", attributes: { expires_at: "2028-06-01" } },
    });
    // That of the renewal, and none in the place of the issued one.
    expect(portal.licenses.find("admin@example.com").map(({ number }) => number)).toEqual([
      1003, 1002,
    ]);
  });

  test("knows its codes as before, the replaced one no longer", async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "stand-in-"));
    await using portal = await portalOn("2025-06-02", { database: writtenBefore(folder.path) });

    expect((await activate(portal, sales[0].code)).errors).toEqual([]);
    expect((await activate(portal, sales[2].code)).errors).toEqual([]);
    expect((await activate(portal, sales[0].soldCode)).errors).toEqual(["invalid activation code"]);
    expect(portal.isSold(sales[0].soldCode)).toBe(true);
  });
});

import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { shownBy } from "./a-legacy-sale.ts";
import { databaseBefore } from "./database-of-then.ts";
import { openLicense } from "./open-license.ts";
import { activate, portalOn, sendQuery } from "./portal-on.ts";

const code = "abcdefghijklmnopqrstuvwx";
const offlineCode = "ABCDEFGHIJKLMNOPQRSTUVWX";

const attributes = (number: number) => ({
  version: 1,
  licensee: { Name: "Example Admin", Email: "admin@example.com", Company: "Example Company" },
  issued_at: "2025-06-01",
  expires_at: "2026-06-01",
  notify_admins_at: "2026-06-01",
  notify_users_at: "2026-06-01",
  block_changes_at: "2026-06-15",
  activated_at: "2025-06-01T12:00:00Z",
  cloud_licensing_enabled: true,
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
    id: number,
    subscription_id: "00",
    subscription_name: "A-S00000001",
  },
});

/** What the offline subscription's key says, with characters that JSON escapes and SQLite might write otherwise. */
const offlineAttributes = {
  ...attributes(1002),
  licensee: {
    Name: "Example Admin",
    Email: "ada@example.org",
    Company: 'Größe "株" & \\ Söhne 😀/',
  },
  offline_cloud_licensing_enabled: true,
  restrictions: { ...attributes(1002).restrictions, subscription_name: "A-S00000003" },
};

/** A database as the first version left it: cloud and offline subscriptions with their keys, and a legacy one without any. */
function writtenByTheFirstVersion(folder: string): string {
  return databaseBefore(folder, "20261122041658", (raw) => {
    const sale = raw.prepare(
      "INSERT INTO subscriptions VALUES (?, '00', ?, ?, 0, ?, ?, 'Example Admin', ?)",
    );
    const { Company, Email } = offlineAttributes.licensee;
    const usedAt = "2025-06-01T12:00:00Z";
    sale.run(1, code, "cloud", "Example Company", "admin@example.com", usedAt);
    sale.run(2, null, "legacy", "Example Company", "ada@example.com", null);
    sale.run(3, offlineCode, "offline", Company, Email, usedAt);
    const term = raw.prepare("INSERT INTO terms VALUES (?, 0, 'premium', 10, ?, ?)");
    for (const number of [1, 2, 3]) term.run(number, "2025-06-01", "2026-06-01");
    const license = raw.prepare("INSERT INTO licenses VALUES (?, ?, ?, ?)");
    license.run(1001, 1, JSON.stringify(attributes(1001)), "the very text\n");
    license.run(1002, 3, JSON.stringify(offlineAttributes), "the offline text\n");
  });
}

describe("a portal that an earlier version has left", () => {
  test("finds the licenses of then, and hands out their very text", async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "stand-in-"));
    const database = writtenByTheFirstVersion(folder.path);

    await using portal = await portalOn("2025-06-02", { database });

    expect(shownBy(portal.licenses.show(1001))).toMatchObject({
      version: 1,
      duplicatedFrom: null,
      subscription: "A-S00000001",
      issuedAt: null,
      license: "the very text\n",
    });
    expect((await activate(portal, code)).licenseKey).toBe("the very text\n");
    expect(portal.licenses.find("admin@example.com")).toMatchObject([{ number: 1001 }]);
  });

  test("hands out the very text of an offline key, which then said when the code was used", async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "stand-in-"));
    await using portal = await portalOn("2025-06-02", {
      database: writtenByTheFirstVersion(folder.path),
    });

    expect((await activate(portal, offlineCode)).licenseKey).toBe("the offline text\n");
    expect(shownBy(portal.licenses.show(1002)).attributes).toMatchObject({
      activated_at: "2025-06-01T12:00:00Z",
    });
    expect(portal.subscription("A-S00000003")).toMatchObject({ licenseNumber: 1002 });
  });

  test("has them duplicated and edited like any other", async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "stand-in-"));
    await using portal = await portalOn("2025-06-02", {
      database: writtenByTheFirstVersion(folder.path),
    });

    const copy = shownBy(portal.licenses.duplicate(1001));

    expect(openLicense(copy.license)).toEqual(attributes(copy.number));
  });

  test("has sent the file of a legacy subscription that was sold without one", async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "stand-in-"));
    const database = writtenByTheFirstVersion(folder.path);
    {
      await using portal = await portalOn("2025-06-02", { database });
      expect(portal.licenses.find("ada@example.com")).toMatchObject([{ number: 1003 }]);
    }

    await using again = await portalOn("2025-06-02", { database });

    expect(again.licenses.find("").map(({ number }) => number)).toEqual([1003, 1002, 1001]);
  });

  test("has its codes expire never, and binds each to the instance that uses it next", async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "stand-in-"));
    await using portal = await portalOn("2030-06-02", {
      database: writtenByTheFirstVersion(folder.path),
    });
    portal.setPolicies({ codesBoundToFirstInstance: true, unusedCodesExpireAfterDays: 1 });

    const used = await activate(portal, code);
    const elsewhere = await sendQuery(
      portal,
      `mutation { cloudActivationActivate(input: {activationCode: "${code}", instanceIdentifier: "another"}) { errors } }`,
    );

    expect(used.errors).toEqual([]);
    expect(await elsewhere.text()).toContain("it belongs to the instance that has used it first");
  });

  test("lets its subscriptions go on", async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "stand-in-"));
    await using portal = await portalOn("2025-06-02", {
      database: writtenByTheFirstVersion(folder.path),
    });

    expect(portal.renew("A-S00000002", { maxHistoricalUsers: 12 })).toMatchObject({
      value: { state: "active", licenseNumber: 1004 },
    });
  });
});

describe("a portal that was stopped and started again", () => {
  test("has its licenses, duplicates, edits and renewals as they were", async () => {
    using folder = mkdtempDisposableSync(join(tmpdir(), "stand-in-"));
    const database = join(folder.path, "portal.sqlite");
    const seen = async (work: (portal: Awaited<ReturnType<typeof portalOn>>) => void) => {
      await using portal = await portalOn("2025-06-01", { database });
      work(portal);
      const licenses = portal.licenses.find("");
      return {
        licenses: licenses.map(({ number }) => shownBy(portal.licenses.show(number))),
        subscriptions: portal.subscriptions(),
      };
    };
    const before = await seen((portal) => {
      portal.sell({ kind: "legacy" });
      portal.renew("A-S00000002", { maxHistoricalUsers: 12, auto: true });
      portal.licenses.duplicate(1002);
      portal.licenses.edit(1003, { expectedVersion: 1, changes: { auto_renew_enabled: false } });
      portal.reissueCode("A-S00000001");
      portal.cancel("A-S00000001");
    });

    expect(await seen(() => undefined)).toEqual(before);
    expect(before.licenses).toMatchObject([{ version: 2, duplicatedFrom: 1002 }, {}, {}]);
  });
});

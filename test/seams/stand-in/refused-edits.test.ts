import { describe, expect, test } from "vitest";
import { aPortalWithAFile } from "./a-legacy-sale.ts";

const restrictions = (fields: object) => ({ restrictions: fields });
const trueUp = (trueup_quantity: unknown, trueup_from?: string, trueup_to?: string) =>
  restrictions({ trueup_quantity, trueup_from, trueup_to });

describe("changes that a license cannot carry are refused, and nothing is saved", () => {
  test.each<{ readonly changes: object; readonly says: string }>([
    { changes: { issued_at: "2025-02-30" }, says: "issued_at must be a day such as 2025-01-31" },
    { changes: { issued_at: 20_250_601 }, says: "issued_at must be a day" },
    { changes: { issued_at: null }, says: "issued_at, the day on which a license starts" },
    { changes: { expires_at: null }, says: "expires_at cannot be removed: no instance takes" },
    {
      changes: { expires_at: null, licensee: { Company: "GitLab", Email: "ada@gitlab.org" } },
      says: "expires_at cannot be removed",
    },
    {
      changes: { expires_at: null, licensee: { Company: "Example AG", Email: "ada@gitlab.com" } },
      says: "expires_at cannot be removed",
    },
    { changes: { expires_at: "2025-05-31" }, says: "expires_at (2025-05-31) must not be before" },
    { changes: { activated_at: "2025-06-01" }, says: "activated_at must be an instant such as" },
    { changes: { auto_renew_enabled: "true" }, says: "auto_renew_enabled must be true or false" },
    { changes: { offline_cloud_licensing_enabled: true }, says: "needs cloud_licensing_enabled" },
    { changes: { version: 2 }, says: '"version" is no field of a license file' },
    { changes: { starts_at: "2025-06-01" }, says: '"starts_at" is no field' },
    { changes: { toString: "x" }, says: '"toString" is no field' },
    { changes: { licensee: null }, says: "licensee must be an object" },
    { changes: { licensee: ["Ada"] }, says: "licensee must be an object" },
    {
      changes: { licensee: { Name: null, Email: null, Company: null } },
      says: "licensee must keep at least one field",
    },
    { changes: { licensee: { Company: "" } }, says: "licensee.Company must have between 1 and" },
    { changes: { licensee: { Company: "x".repeat(256) } }, says: "between 1 and 255" },
    { changes: { licensee: { Company: "a\nb" } }, says: "must not contain control characters" },
    { changes: { licensee: { Company: "\u001b[2J" } }, says: "control characters" },
    { changes: { licensee: { Company: "\ud800" } }, says: "control characters" },
    { changes: { licensee: { Company: 5 } }, says: "licensee.Company must be a text" },
    { changes: { licensee: { "": "x" } }, says: 'the name "" of a field of licensee must have' },
    {
      changes: { licensee: { "a\nb": "x" } },
      says: '"a\\nb" of a field of licensee must not',
    },
    { changes: { licensee: { ["x".repeat(256)]: "x" } }, says: "between 1 and 255 characters" },
    {
      changes: { licensee: { ["__proto__"]: "x" } },
      says: 'the name "__proto__" of a field of licensee must be another one',
    },
    {
      changes: restrictions({ add_ons: { ["__proto__"]: 1 } }),
      says: 'a member "__proto__" that must be another one',
    },
    { changes: restrictions({ active_user_count: 0 }), says: "from 1 to 2147483647" },
    { changes: restrictions({ active_user_count: -5 }), says: "from 1 to 2147483647" },
    { changes: restrictions({ active_user_count: 2 ** 31 }), says: "from 1 to 2147483647" },
    { changes: restrictions({ active_user_count: 1.5 }), says: "a whole number" },
    { changes: restrictions({ active_user_count: "9" }), says: "a whole number" },
    { changes: restrictions({ previous_user_count: -1 }), says: "from 0 to 2147483647" },
    { changes: restrictions({ plan: "gold" }), says: "must be one of starter, premium and" },
    { changes: restrictions({ trial: 1 }), says: "restrictions.trial must be true or false" },
    { changes: restrictions({ id: 1 }), says: "restrictions.id is the license's number" },
    { changes: restrictions({ id: null }), says: "restrictions.id is the license's number" },
    { changes: restrictions({ seats: 1 }), says: '"restrictions.seats" is no field' },
    { changes: restrictions({ add_ons: { GitLab_Geo: "1" } }), says: "restrictions.add_ons has" },
    { changes: restrictions({ add_on_products: { duo: [{ x: 1 }] } }), says: "quantity" },
    { changes: { restrictions: null }, says: "restrictions must be an object" },
    { changes: trueUp(3), says: "trueup_from and trueup_to go together" },
    { changes: trueUp(-3, "2024-06-01", "2025-06-01"), says: "trueup_quantity must be" },
    { changes: trueUp(3, "2025-06-01", "2024-06-01"), says: "trueup_from must not be after" },
  ])("$says: $changes", async ({ changes, says }) => {
    await using office = await aPortalWithAFile();
    const before = office.shown(1001);

    const told = office.licenses.edit(1001, {
      expectedVersion: 1,
      changes: JSON.parse(JSON.stringify(changes)),
    });

    expect(told).toMatchObject({ ok: false, error: { code: "invalid-license" } });
    expect(told.ok || told.error.message).toContain(says);
    expect(office.shown(1001)).toEqual(before);
  });

  test("names everything that is wrong at once", async () => {
    await using office = await aPortalWithAFile();

    const told = office.licenses.edit(1001, {
      expectedVersion: 1,
      changes: { issued_at: "soon", foo: 1, restrictions: { plan: "gold" } },
    });

    expect(told.ok || told.error.message).toBe(
      'issued_at must be a day such as 2025-01-31; "foo" is no field of a license file; restrictions.plan must be one of starter, premium and ultimate. Nothing was saved.',
    );
  });

  test("keeps a name like __proto__ a name", async () => {
    await using office = await aPortalWithAFile();
    const changes = JSON.parse('{"__proto__":{"polluted":true}}');

    const told = office.licenses.edit(1001, { expectedVersion: 1, changes });

    expect(told).toMatchObject({ error: { message: expect.stringContaining("__proto__") } });
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("the file of a license is named after", () => {
  test.each([
    { company: " Example & Partner Inc. 2 ", name: "ExamplePartnerInc2.gitlab-license" },
    { company: "../../etc/passwd", name: "etcpasswd.gitlab-license" },
    { company: "C:\\Windows\\x", name: "CWindowsx.gitlab-license" },
    { company: "Müller GmbH", name: "MüllerGmbH.gitlab-license" },
    { company: "日本 株式会社", name: "日本株式会社.gitlab-license" },
    { company: "<script>alert(1)</script>", name: "scriptalert1script.gitlab-license" },
    { company: "&&& 😀", name: "License1001.gitlab-license" },
    { company: "x".repeat(255), name: `${"x".repeat(200)}.gitlab-license` },
    { company: "株".repeat(100), name: `${"株".repeat(66)}.gitlab-license` },
    { company: "𠮷".repeat(100), name: `${"𠮷".repeat(50)}.gitlab-license` },
    { company: `x${"𠮷".repeat(100)}`, name: `x${"𠮷".repeat(49)}.gitlab-license` },
  ])("its company $company: $name", async ({ company, name }) => {
    await using office = await aPortalWithAFile({ company });

    expect(office.shown(1001).fileName).toBe(name);
  });

  test("whoever it names first if it names no company", async () => {
    await using office = await aPortalWithAFile();

    const changes = { licensee: { Company: null } };

    expect(office.saved(1001, { expectedVersion: 1, changes }).fileName).toBe(
      "ExampleAdmin.gitlab-license",
    );
  });
});

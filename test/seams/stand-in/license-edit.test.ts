import { describe, expect, test } from "vitest";
import { aPortalWithAFile, shownBy } from "./a-legacy-sale.ts";
import { activate, firstCode, portalOn } from "./portal-on.ts";

const trueUp = { trueup_quantity: 3, trueup_from: "2024-06-01", trueup_to: "2025-06-01" };

describe("saving an edited license", () => {
  test("gives it another text with what was changed and all the rest, under its number", async () => {
    await using office = await aPortalWithAFile();
    const before = { shown: office.shown(1001), says: office.says(1001) };

    const saved = office.saved(1001, { expectedVersion: 1, changes: { restrictions: trueUp } });

    expect(saved).toMatchObject({ number: 1001, version: 2, savedAt: "2025-06-01T12:00:00Z" });
    expect(saved.license).not.toBe(before.shown.license);
    expect(office.shown(1001)).toEqual(saved);
    expect(office.says(1001)).toEqual({
      ...before.says,
      restrictions: { ...before.says.restrictions, ...trueUp },
    });
  });

  test.each([
    ["issued_at", "2025-05-01"],
    ["expires_at", "2027-06-01"],
    ["notify_admins_at", "2026-05-01"],
    ["notify_users_at", "2026-05-15"],
    ["block_changes_at", "2026-07-01"],
    ["next_sync_at", "2025-06-02T03:00:00Z"],
    ["activated_at", "2025-06-01T14:00:00+02:00"],
    ["cloud_licensing_enabled", true],
    ["auto_renew_enabled", true],
    ["seat_reconciliation_enabled", true],
    ["operational_metrics_enabled", true],
    ["contract_overages_allowed", false],
    ["generated_from_customers_dot", false],
    ["generated_from_cancellation", true],
    ["temporary_extension", true],
  ])("changes %s to %s", async (field, value) => {
    await using office = await aPortalWithAFile();

    office.saved(1001, { expectedVersion: 1, changes: { [field]: value } });

    expect(office.says(1001)[field]).toBe(value);
  });

  test.each([
    ["active_user_count", 2_147_483_647],
    ["previous_user_count", 0],
    ["trueup_period_seat_count", 4],
    ["reconciliation_completed", true],
    ["plan", "ultimate"],
    ["trial", true],
    ["subscription_id", "0123"],
    ["subscription_name", "A-S00000009"],
    ["add_ons", { GitLab_Geo: 1 }],
    ["add_on_products", { duo_pro: [{ quantity: 5, started_on: "2025-06-01", trial: false }] }],
    ["code_suggestions_seat_count", 5],
  ])("changes restrictions.%s to %j", async (field, value) => {
    await using office = await aPortalWithAFile();

    office.saved(1001, { expectedVersion: 1, changes: { restrictions: { [field]: value } } });

    expect(office.says(1001).restrictions[field]).toEqual(value);
  });

  test("changes the licensee field by field, and the name of the file with the company", async () => {
    await using office = await aPortalWithAFile();
    const licensee = { Company: "Größe & Co. <2>", Email: null, Department: "R&D" };

    const saved = office.saved(1001, { expectedVersion: 1, changes: { licensee } });

    expect(office.says(1001)["licensee"]).toEqual({
      Name: "Example Admin",
      Company: "Größe & Co. <2>",
      Department: "R&D",
    });
    expect(saved).toMatchObject({ email: null, fileName: "GrößeCo2.gitlab-license" });
  });

  test("removes with null what a license can do without", async () => {
    await using office = await aPortalWithAFile();

    office.saved(1001, {
      expectedVersion: 1,
      changes: { block_changes_at: null, restrictions: { active_user_count: null } },
    });

    expect(office.says(1001)).not.toHaveProperty("block_changes_at");
    expect(office.says(1001).restrictions).not.toHaveProperty("active_user_count");
  });

  test.each(["ada@gitlab.com", "ada@jihulab.com"])(
    "removes the end of a license of the vendor's own team: %s",
    async (Email) => {
      await using office = await aPortalWithAFile();
      const changes = { expires_at: null, licensee: { Company: "The GitLab Team", Email } };

      office.saved(1001, { expectedVersion: 1, changes });

      expect(office.says(1001)).not.toHaveProperty("expires_at");
    },
  );

  test("that changes nothing leaves the text as it is, byte for byte", async () => {
    await using office = await aPortalWithAFile();
    const before = office.shown(1001);

    const changes = { issued_at: "2025-06-01", restrictions: { active_user_count: 4 } };

    expect(office.saved(1001, { expectedVersion: 1, changes })).toEqual(before);
    expect(office.saved(1001, { expectedVersion: 1, changes: {} })).toEqual(before);
  });

  test("leaves a duplicate's original as it is, byte for byte", async () => {
    await using office = await aPortalWithAFile();
    const before = office.shown(1001);
    office.licenses.duplicate(1001);

    office.saved(1002, { expectedVersion: 1, changes: { restrictions: trueUp } });

    expect(office.shown(1001)).toEqual(before);
  });

  test("lets the code of its subscription bring the edited text from then on", async () => {
    await using portal = await portalOn("2025-06-01");
    await activate(portal, firstCode(portal));

    const changes = { restrictions: { active_user_count: 12 } };
    const saved = shownBy(portal.licenses.edit(1001, { expectedVersion: 1, changes }));

    expect((await activate(portal, firstCode(portal))).licenseKey).toBe(saved.license);
  });

  test("lets the code bring the edited text also if it starts on another day", async () => {
    await using portal = await portalOn("2025-06-01");
    await activate(portal, firstCode(portal));

    const changes = { issued_at: "2025-05-01" };
    const saved = shownBy(portal.licenses.edit(1001, { expectedVersion: 1, changes }));

    expect((await activate(portal, firstCode(portal))).licenseKey).toBe(saved.license);
    expect(portal.licenses.find("").map(({ number }) => number)).toEqual([1001]);
  });

  test("gives way to another license once the subscription changes", async () => {
    await using portal = await portalOn("2025-06-01");
    await activate(portal, firstCode(portal));
    const changes = { restrictions: { active_user_count: 12 } };
    portal.licenses.edit(1001, { expectedVersion: 1, changes });

    portal.addSeats("A-S00000001", { seats: 5 });
    await activate(portal, firstCode(portal));

    expect(portal.subscription("A-S00000001")).toMatchObject({ seats: 15, licenseNumber: 1002 });
    expect(shownBy(portal.licenses.show(1001))).toMatchObject({ version: 2 });
  });
});

describe("two who edit one license at once", () => {
  test("are told: the second has to look again, and nothing of the first is lost", async () => {
    await using office = await aPortalWithAFile();
    const first = { expectedVersion: 1, changes: { licensee: { Company: "First AG" } } };
    const second = { expectedVersion: 1, changes: { restrictions: { active_user_count: 9 } } };
    const saved = office.saved(1001, first);

    expect(office.licenses.edit(1001, second)).toEqual({
      ok: false,
      error: {
        code: "license-changed",
        message:
          "License 1001 has version 2, not 1: it was saved in the meantime. Look at it again, and repeat your change.",
      },
    });

    expect(office.shown(1001)).toEqual(saved);
    office.saved(1001, { ...second, expectedVersion: 2 });
    expect(office.shown(1001)).toMatchObject({ version: 3, company: "First AG" });
    expect(office.says(1001).restrictions["active_user_count"]).toBe(9);
  });
});

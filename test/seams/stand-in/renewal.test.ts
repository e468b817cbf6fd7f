import { describe, expect, test } from "vitest";
import type { RenewalOrder } from "../../../src/stand-in/sales/change-subscription.ts";
import { aPortalWith, name } from "./a-sale.ts";
import { activate, aDay } from "./portal-on.ts";

describe("renewing", () => {
  test("leaves the key of the term in force as it is, and announces the next", async () => {
    await using sale = await aPortalWith();
    const before = await activate(sale.portal, sale.code);

    sale.portal.renew(name, { seats: 85, plan: "ultimate", years: 2 });

    const after = await activate(sale.portal, sale.code);
    expect(after.licenseKey).toBe(before.licenseKey);
    expect(after.futureSubscriptions).toMatchObject([
      {
        plan: "ultimate",
        usersInLicenseCount: 85,
        startsAt: "2026-06-01",
        expiresAt: "2028-06-01",
      },
    ]);
  });

  test.each([
    {
      how: "without the figure",
      order: { seats: 85 },
      says: { previous_user_count: 100 },
    },
    {
      how: "after 115 users at most",
      order: { seats: 85, maxHistoricalUsers: 115 },
      says: {
        previous_user_count: 100,
        trueup_quantity: 15,
        trueup_from: "2025-06-01",
        trueup_to: "2026-06-01",
        trueup_period_seat_count: 100,
      },
    },
    {
      how: "after 90 users at most, which owes nothing",
      order: { seats: 85, maxHistoricalUsers: 90 },
      says: {
        previous_user_count: 100,
        trueup_quantity: 0,
        trueup_from: "2025-06-01",
        trueup_to: "2026-06-01",
        trueup_period_seat_count: 100,
      },
    },
  ] satisfies { how: string; order: RenewalOrder; says: object }[])(
    "$how says so in the key of the next term",
    async ({ order, says }) => {
      await using sale = await aPortalWith();
      sale.portal.renew(name, order);
      sale.moveTo("2026-06-01");

      const { auto_renew_enabled, issued_at, expires_at, restrictions } = await sale.keyNow();

      expect({ auto_renew_enabled, issued_at, expires_at }).toEqual({
        auto_renew_enabled: false,
        issued_at: "2026-06-01",
        expires_at: "2027-06-01",
      });
      expect(restrictions).toEqual({
        active_user_count: 85,
        ...says,
        plan: "premium",
        trial: false,
        id: 1001,
        subscription_id: expect.any(String),
        subscription_name: name,
      });
    },
  );

  test("automatically says so in the key, and asks for no figure", async () => {
    await using sale = await aPortalWith();
    sale.portal.renew(name, { auto: true });
    sale.moveTo("2026-06-01");

    expect(await sale.keyNow()).toMatchObject({
      auto_renew_enabled: true,
      restrictions: expect.not.objectContaining({ trueup_quantity: expect.anything() }),
    });
  });

  test("measures the true-up by the seats that were there in the end", async () => {
    await using sale = await aPortalWith();
    sale.portal.addSeats(name, { seats: 10 });
    sale.portal.renew(name, { maxHistoricalUsers: 115 });
    sale.moveTo("2026-06-01");

    expect((await sale.keyNow()).restrictions).toMatchObject({
      active_user_count: 110,
      previous_user_count: 110,
      trueup_quantity: 5,
    });
  });

  test("after unlimited seats has no true-up, which would switch off the check of the users", async () => {
    await using sale = await aPortalWith({ seats: null });
    sale.portal.renew(name, { seats: 50, maxHistoricalUsers: 80 });
    sale.moveTo("2026-06-01");

    const { restrictions } = await sale.keyNow();

    expect(restrictions).toEqual({
      active_user_count: 50,
      plan: "premium",
      trial: false,
      id: 1001,
      subscription_id: expect.any(String),
      subscription_name: name,
    });
  });

  test("sends a legacy customer the next file at once", async () => {
    await using sale = await aPortalWith({ kind: "legacy" });

    expect(sale.portal.subscription(name)).toMatchObject({ licenseNumber: 1001 });
    expect(sale.portal.renew(name, { maxHistoricalUsers: 103 })).toMatchObject({
      value: { expiresOn: "2026-06-01", licenseNumber: 1002 },
    });
  });

  test("goes on from the last term that was sold, also after its end", async () => {
    await using sale = await aPortalWith();
    sale.moveTo("2026-07-01");
    expect(sale.portal.subscription(name)).toMatchObject({ state: "expired" });

    sale.portal.renew(name, {});

    expect(sale.portal.subscription(name)).toMatchObject({
      state: "active",
      startsOn: "2026-06-01",
      expiresOn: "2027-06-01",
    });
  });

  test("long after the end sends the file of the term that was sold, over as it is, and only that", async () => {
    await using sale = await aPortalWith({ kind: "legacy" });
    sale.moveTo("2028-07-01");

    expect(sale.portal.renew(name, {})).toMatchObject({
      value: { state: "expired", expiresOn: "2027-06-01", licenseNumber: 1002 },
    });
    expect(sale.portal.renew(name, { years: 2 })).toMatchObject({
      value: { state: "active", expiresOn: "2029-06-01", licenseNumber: 1003 },
    });
  });

  test.each([
    { order: { plan: "gold" }, code: "unknown-plan" },
    { order: { seats: 0 }, code: "invalid-seats" },
    { order: { seats: -5 }, code: "invalid-seats" },
    { order: { years: 0 }, code: "invalid-years" },
    { order: { years: 101 }, code: "invalid-years" },
    { order: { maxHistoricalUsers: -1 }, code: "invalid-max-historical-users" },
    { order: { maxHistoricalUsers: 2 ** 31 }, code: "invalid-max-historical-users" },
  ] satisfies { order: RenewalOrder; code: string }[])(
    "with $order is refused",
    async ({ order, code }) => {
      await using sale = await aPortalWith();

      expect(sale.portal.renew(name, order)).toMatchObject({ ok: false, error: { code } });
      expect((await activate(sale.portal, sale.code)).futureSubscriptions).toEqual([]);
    },
  );

  test("is refused beyond the last year that a key can name", async () => {
    await using sale = await aPortalWith({ expiresOn: aDay("9999-06-01") });

    expect(sale.portal.renew(name, {})).toMatchObject({ error: { code: "term-too-late" } });
  });
});

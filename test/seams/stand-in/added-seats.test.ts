import { describe, expect, test } from "vitest";
import { aPortalWithAFile } from "./a-legacy-sale.ts";
import { aPortalWith, name } from "./a-sale.ts";
import { activate } from "./portal-on.ts";

describe("adding seats", () => {
  test.each([
    { seats: 5, leaves: 105 },
    { seats: -99, leaves: 1 },
  ])("of $seats gives the next activation a key for $leaves with a new number", async (row) => {
    await using sale = await aPortalWith();
    const before = await sale.keyNow();

    expect(sale.portal.addSeats(name, { seats: row.seats })).toMatchObject({
      ok: true,
      value: { name, seats: row.leaves, licenseNumber: 1001 },
    });

    expect([before, await sale.keyNow()]).toMatchObject([
      { restrictions: { id: 1001, active_user_count: 100 } },
      { restrictions: { id: 1002, active_user_count: row.leaves } },
    ]);
  });

  test("and taking them away again gives another key: numbers are not used twice", async () => {
    await using sale = await aPortalWith();
    await sale.keyNow();
    sale.portal.addSeats(name, { seats: 5 });
    await sale.keyNow();

    sale.portal.addSeats(name, { seats: -5 });

    expect((await sale.keyNow()).restrictions).toMatchObject({ id: 1003, active_user_count: 100 });
  });

  test("leaves the terms alone that were sold for later", async () => {
    await using sale = await aPortalWith();
    sale.portal.renew(name, { seats: 85 });

    sale.portal.addSeats(name, { seats: 5 });

    expect(await activate(sale.portal, sale.code)).toMatchObject({
      futureSubscriptions: [{ usersInLicenseCount: 85 }],
    });
  });

  test.each([
    { seats: -100, code: "invalid-seats" },
    { seats: 2 ** 31 - 100, code: "invalid-seats" },
    { seats: 0.5, code: "invalid-seats" },
  ])("of $seats to 100 is refused", async ({ seats, code }) => {
    await using sale = await aPortalWith();

    expect(sale.portal.addSeats(name, { seats: seats })).toMatchObject({
      ok: false,
      error: { code },
    });
    expect(sale.portal.subscription(name)).toMatchObject({ seats: 100 });
  });

  test("to unlimited ones is refused", async () => {
    await using sale = await aPortalWith({ seats: null });

    expect(sale.portal.addSeats(name, { seats: 1 })).toMatchObject({
      error: { code: "unlimited-seats" },
    });
  });
});

describe("adding seats to a term that is renewed already", () => {
  test("sends a legacy customer the next file again, which names those", async () => {
    await using office = await aPortalWithAFile({ seats: 10 });
    office.portal.renew("A-S00000002", { maxHistoricalUsers: 12 });
    expect(office.says(1002).restrictions).toMatchObject({
      previous_user_count: 10,
      trueup_quantity: 2,
      trueup_period_seat_count: 10,
    });

    office.portal.addSeats("A-S00000002", { seats: 5 });

    expect(office.licenses.find("").map(({ number }) => number)).toEqual([1004, 1003, 1002, 1001]);
    expect(office.says(1003)).toMatchObject({
      issued_at: "2025-06-01",
      restrictions: { active_user_count: 15 },
    });
    expect(office.says(1004)).toMatchObject({
      issued_at: "2026-06-01",
      restrictions: {
        active_user_count: 10,
        previous_user_count: 15,
        trueup_quantity: 0,
        trueup_period_seat_count: 15,
      },
    });
  });

  test("changes what the code brings in the next term", async () => {
    await using sale = await aPortalWith();
    sale.portal.renew(name, { maxHistoricalUsers: 115 });
    sale.portal.addSeats(name, { seats: 10 });
    sale.moveTo("2026-06-01");

    expect((await sale.keyNow()).restrictions).toMatchObject({
      active_user_count: 100,
      previous_user_count: 110,
      trueup_quantity: 5,
    });
  });
});

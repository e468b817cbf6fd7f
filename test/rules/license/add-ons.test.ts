import { describe, expect, test } from "vitest";
import { activeAddOns, hasCredits } from "../../../src/license/add-ons.ts";
import { aLicense, day } from "./a-license.ts";

interface Bought {
  readonly addOn?: string;
  readonly quantity?: number;
  readonly from?: string;
  readonly to?: string;
}

const purchaseOf = ({
  addOn = "duo_enterprise",
  quantity = 100,
  from = "2025-06-01",
  to = "2026-06-01",
}: Bought) => ({ addOn, quantity, startsOn: day(from), expiresOn: day(to) });

const givenBy = (purchases: readonly Bought[], on = "2025-06-01", fields = {}) => {
  const addOnPurchases = purchases.map(purchaseOf);
  const license = aLicense({ cloud: true, addOnPurchases, ...fields });
  return [...activeAddOns(license, day(on))];
};

describe("an add-on of a license", () => {
  test.each([
    { on: "2025-05-31", active: [] },
    { on: "2025-06-01", active: [["duo_enterprise", 100]] },
    { on: "2026-05-31", active: [["duo_enterprise", 100]] },
    { on: "2026-06-01", active: [] },
  ])("from 2025-06-01 to 2026-06-01 is, on $on, active with $active", ({ on, active }) => {
    expect(givenBy([{}], on)).toEqual(active);
  });

  test("has the seats of all its purchases that are active", () => {
    const purchases = [{}, { quantity: 20 }, { quantity: 3, to: "2025-06-01" }];

    expect(givenBy(purchases)).toEqual([["duo_enterprise", 120]]);
  });

  test("stands beside others, in the order of the license", () => {
    expect(givenBy([{ addOn: "duo_pro", quantity: 5 }, {}, { addOn: "duo_pro" }])).toEqual([
      ["duo_pro", 105],
      ["duo_enterprise", 100],
    ]);
  });

  test("that has credits has no seats", () => {
    const credits = { addOn: "gitlab_credits", quantity: 25 };

    expect(givenBy([credits, {}, credits])).toEqual([
      ["gitlab_credits", 0],
      ["duo_enterprise", 100],
    ]);
  });

  test.each([
    { kind: "an offline license", fields: { offlineCloud: true }, count: 1 },
    { kind: "a legacy license", fields: { cloud: false }, count: 0 },
  ])("of $kind counts $count times", ({ fields, count }) => {
    expect(givenBy([{}], "2025-06-01", fields)).toHaveLength(count);
  });
});

test("A license without add-ons gives none", () => {
  expect(givenBy([])).toEqual([]);
});

describe("the credits of a license", () => {
  test.each([
    { addOn: "gitlab_credits", on: "2025-06-01", has: true },
    { addOn: "gitlab_credits", on: "2026-06-01", has: false },
    { addOn: "duo_enterprise", on: "2025-06-01", has: false },
  ])("that has $addOn are, on $on, there: $has", ({ addOn, on, has }) => {
    const license = aLicense({ cloud: true, addOnPurchases: [purchaseOf({ addOn })] });

    expect(hasCredits(license, day(on))).toBe(has);
  });
});

import { describe, expect, test } from "vitest";
import { ok } from "../../../src/base/result.ts";
import { readLicense } from "../../../src/license/read-license.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { aLicense, day } from "./a-license.ts";
import { aPayload, licenseText } from "./license-text.ts";

const readRestrictions = (restrictions: Readonly<Record<string, unknown>>) =>
  readLicense(licenseText(aPayload({ restrictions })), testReadingKeys);

const restricted = aLicense({
  startsOn: day("2025-01-01"),
  expiresOn: day("2026-01-01"),
  number: null,
  plan: "starter",
});

describe("an add-on among the restrictions", () => {
  const purchase = { quantity: 100, started_on: "2025-06-01", expires_on: "2026-06-01" };
  const bought = {
    addOn: "duo_enterprise",
    quantity: 100,
    startsOn: day("2025-06-01"),
    expiresOn: day("2026-06-01"),
  };

  test.each([
    { form: "as the portal writes it", fields: { purchase_xid: "A-S1", trial: false }, read: {} },
    { form: "of 0 seats", fields: { quantity: 0 }, read: { quantity: 0 } },
    {
      form: "with days written leniently",
      fields: { started_on: "20250602", expires_on: "1 Jun 2027" },
      read: { startsOn: day("2025-06-02"), expiresOn: day("2027-06-01") },
    },
  ])("is read $form", ({ fields, read }) => {
    expect(
      readRestrictions({ add_on_products: { duo_enterprise: [{ ...purchase, ...fields }] } }),
    ).toEqual(ok({ ...restricted, addOnPurchases: [{ ...bought, ...read }] }));
  });

  test.each([
    { form: "of an older license", fields: {}, quantity: 100 },
    { form: "beside other add-ons", fields: { add_on_products: { duo_core: [] } }, quantity: 100 },
    { form: "of 0 seats", fields: { code_suggestions_seat_count: 0 }, quantity: null },
    {
      form: "beside what replaces it",
      fields: { add_on_products: { duo_pro: [] } },
      quantity: null,
    },
  ])("that was called code suggestions is Duo Pro for the term: $form", ({ fields, quantity }) => {
    const { startsOn, expiresOn } = restricted;

    expect(readRestrictions({ code_suggestions_seat_count: 100, ...fields })).toEqual(
      ok({
        ...restricted,
        addOnPurchases:
          quantity === null ? [] : [{ addOn: "duo_pro", quantity, startsOn, expiresOn }],
      }),
    );
  });

  test("is read with every purchase of it, in the order of the key", () => {
    const products = { duo_pro: [purchase, { ...purchase, quantity: 5 }], duo_core: [purchase] };

    expect(readRestrictions({ add_on_products: products })).toEqual(
      ok({
        ...restricted,
        addOnPurchases: [
          { ...bought, addOn: "duo_pro" },
          { ...bought, addOn: "duo_pro", quantity: 5 },
          { ...bought, addOn: "duo_core" },
        ],
      }),
    );
  });

  test.each([
    { form: "without a quantity", fields: { quantity: undefined } },
    { form: "with a text for a quantity", fields: { quantity: "100" } },
    { form: "with less than 0 seats", fields: { quantity: -1 } },
    { form: "with part of a seat", fields: { quantity: 1.5 } },
    { form: "without a first day", fields: { started_on: undefined } },
    { form: "with an unreadable first day", fields: { started_on: "then" } },
    { form: "with a number for its first day", fields: { started_on: 20250601 } },
    { form: "without a day after the last", fields: { expires_on: null } },
    { form: "with an unreadable day after the last", fields: { expires_on: "later" } },
  ])("$form is none", ({ fields }) => {
    const products = { duo_enterprise: [{ ...purchase, ...fields }, purchase] };

    expect(readRestrictions({ add_on_products: products })).toEqual(
      ok({ ...restricted, addOnPurchases: [bought] }),
    );
  });

  test.each([
    { form: "null", products: null },
    { form: "a text", products: "duo_enterprise" },
    { form: "a list of lists", products: [[purchase]] },
    { form: "a number for the list", products: { duo_enterprise: 100 } },
    { form: "one purchase for the list", products: { duo_enterprise: purchase } },
    { form: "null for a purchase", products: { duo_enterprise: [null] } },
    { form: "a number for a purchase", products: { duo_enterprise: [100] } },
  ])("that is $form is none", ({ products }) => {
    expect(readRestrictions({ add_on_products: products })).toEqual(ok(restricted));
  });
});

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

describe("a number among the restrictions", () => {
  test.each([
    { value: 0, seats: 0 },
    { value: 10, seats: 10 },
    { value: -1, seats: -1 },
    { value: 2 ** 31 - 1, seats: 2 ** 31 - 1 },
    { value: -(2 ** 31), seats: -(2 ** 31) },
    { value: 2 ** 31, seats: 2 ** 31 },
    { value: -(2 ** 31) - 1, seats: -(2 ** 31) - 1 },
    { value: 2 ** 53, seats: null },
    { value: 1.5, seats: null },
    { value: "10", seats: null },
    { value: true, seats: null },
    { value: null, seats: null },
    { value: undefined, seats: null },
  ])("that is $value counts as $seats", ({ value, seats }) => {
    expect(readRestrictions({ active_user_count: value })).toEqual(ok({ ...restricted, seats }));
  });
});

describe("the plan of a license key", () => {
  test.each([
    { value: undefined, plan: "starter" },
    { value: null, plan: "starter" },
    { value: "", plan: "starter" },
    { value: "  ", plan: "starter" },
    { value: 1, plan: "starter" },
    { value: "unknown", plan: "unknown" },
    { value: "premium", plan: "premium" },
  ])("that is $value is $plan", ({ value, plan }) => {
    expect(readRestrictions({ plan: value })).toEqual(ok({ ...restricted, plan }));
  });
});

describe("a true-up among the restrictions", () => {
  const trueUp = { trueup_quantity: 5, trueup_from: "2024-01-01", trueup_to: "2025-01-01" };
  const [trueUpFrom, trueUpTo] = [day("2024-01-01"), day("2025-01-01")];

  test.each([
    { form: "is complete", fields: {}, license: { trueUpSeats: 5, trueUpFrom, trueUpTo } },
    {
      form: "is of 0 seats",
      fields: { trueup_quantity: 0 },
      license: { trueUpSeats: 0, trueUpFrom, trueUpTo },
    },
    {
      form: "has an unreadable day",
      fields: { trueup_from: "then" },
      license: { trueUpSeats: 5, trueUpTo },
    },
    {
      form: "has a number for a day",
      fields: { trueup_to: 20250101 },
      license: { trueUpSeats: 5, trueUpFrom },
    },
  ])("counts if it $form", ({ fields, license }) => {
    expect(readRestrictions({ ...trueUp, ...fields })).toEqual(
      ok({ ...restricted, carriesTrueUp: true, ...license }),
    );
  });

  test("counts if it has true for a day", () => {
    expect(readRestrictions({ ...trueUp, trueup_to: true })).toEqual(
      ok({ ...restricted, carriesTrueUp: true, trueUpSeats: 5, trueUpFrom }),
    );
  });

  test.each([
    {
      form: "has no quantity",
      fields: { trueup_quantity: null },
      license: { trueUpFrom, trueUpTo },
    },
    {
      form: "has a text for a quantity",
      fields: { trueup_quantity: "5" },
      license: { trueUpFrom, trueUpTo },
    },
    {
      form: "has no first day",
      fields: { trueup_from: null },
      license: { trueUpSeats: 5, trueUpTo },
    },
    {
      form: "has no last day",
      fields: { trueup_to: undefined },
      license: { trueUpSeats: 5, trueUpFrom },
    },
    {
      form: "has false for the last day",
      fields: { trueup_to: false },
      license: { trueUpSeats: 5, trueUpFrom },
    },
    {
      form: "has a blank last day",
      fields: { trueup_to: " " },
      license: { trueUpSeats: 5, trueUpFrom },
    },
  ])("does not count if it $form", ({ fields, license }) => {
    expect(readRestrictions({ ...trueUp, ...fields })).toEqual(ok({ ...restricted, ...license }));
  });
});

describe("other restrictions", () => {
  test.each([
    { form: "a trial", fields: { trial: true }, license: { trial: true } },
    { form: "no trial", fields: { trial: false }, license: { trial: false } },
    { form: "a trial as text", fields: { trial: "yes" }, license: {} },
    {
      form: "a subscription's number",
      fields: { subscription_id: 12 },
      license: { subscriptionId: "12" },
    },
    {
      form: "an add-on without a count",
      fields: { add_ons: { A: 2, B: "1", C: null } },
      license: { addOns: { A: 2 } },
    },
    { form: "add-ons in a list", fields: { add_ons: ["A"] }, license: {} },
    {
      form: "a reconciliation that is not completed",
      fields: { reconciliation_completed: false },
      license: {},
    },
  ])("are read with $form", ({ fields, license }) => {
    expect(readRestrictions(fields)).toEqual(ok({ ...restricted, ...license }));
  });
});

import { describe, expect, test } from "vitest";
import {
  type CustomerStep,
  customerViewOf,
  type ViewedSubscription,
} from "../../../src/stand-in/people/customer-view.ts";
import type { Subscription } from "../../../src/stand-in/sales/subscription.ts";
import type { Day } from "../../../src/time/day.ts";

const on = (day: string) => day as Day;

/** On cloud licensing, with ten seats of Premium for the year from June on. */
const usual: Subscription = {
  name: "A-S00000002",
  number: 2,
  deployment: "self-managed",
  activationCode: "aaaabbbbccccddddeeeeffff",
  plan: "premium",
  seats: 10,
  startsOn: on("2025-06-01"),
  expiresOn: on("2026-06-01"),
  futureTerms: [],
  company: "Example AG",
  email: "ada@example.com",
  kind: "cloud",
  features: {
    cloudLicensing: "yes",
    operationalMetrics: false,
    seatReconciliation: false,
    autoRenew: false,
  },
  group: null,
  version: 1,
  trial: false,
  state: "active",
  cloudLicensing: true,
  licenseNumber: null,
  nextReconciliationDate: null,
  displayAlertFrom: null,
};

const viewed = (
  changed: Partial<Subscription> = {},
  { isResellers = false, today = "2025-12-01" } = {},
) => {
  const facts: ViewedSubscription = {
    subscription: { ...usual, ...changed },
    isResellers,
    license: null,
  };
  return customerViewOf(facts, on(today));
};

/** The steps that a customer can take. */
const steps = (view: ReturnType<typeof viewed>) =>
  Object.entries(view.against).flatMap(([step, against]) => (against === null ? [step] : []));

const hosted = { deployment: "hosted", kind: null, activationCode: null } as const;
const group = { id: 7, name: "Example" };
const later = {
  plan: "premium",
  seats: 10,
  startsOn: on("2026-06-01"),
  expiresOn: on("2027-06-01"),
  trial: false,
} as const;

describe("a customer", () => {
  test.each([
    ["yes", "cloud", false],
    ["offline", "offline", true],
    ["no", "legacy", true],
    [null, "legacy", true],
  ] as const)(
    "may have the license file by Cloud Licensing %s: %s, %s",
    (cloudLicensing, kind, hasFile) => {
      const features = { ...usual.features, cloudLicensing };

      expect(viewed({ kind, features }).hasFile).toBe(hasFile);
    },
  );

  test("sees the code of whatever has one, but not of a reseller's", () => {
    expect(viewed().activationCode).toBe(usual.activationCode);
    expect(viewed({ kind: "legacy" }).activationCode).toBe(usual.activationCode);
    expect(viewed({}, { isResellers: true }).activationCode).toBeNull();
  });

  test("of a reseller has the license and can link, and does nothing else", () => {
    const view = viewed({ kind: "legacy" }, { isResellers: true, today: "2026-05-20" });
    const ofGroups = viewed(hosted, { isResellers: true });

    expect([view.isReadOnly, view.hasFile, steps(view)]).toEqual([true, true, []]);
    expect(steps(ofGroups)).toEqual(["link-group"]);
  });

  test.each<[string, Partial<Subscription>, readonly CustomerStep[]]>([
    ["in the middle of its term", {}, ["add-seats", "upgrade", "cancel", "turn-on-auto-renew"]],
    [
      "that renews by itself",
      { features: { ...usual.features, autoRenew: true } },
      ["add-seats", "upgrade", "cancel", "turn-off-auto-renew"],
    ],
    ["with unlimited seats", { seats: null }, ["upgrade", "cancel", "turn-on-auto-renew"]],
    [
      "of several years",
      { expiresOn: on("2028-06-01") },
      ["upgrade", "cancel", "turn-on-auto-renew"],
    ],
    [
      "of a leap year's 366 days",
      { startsOn: on("2024-02-01"), expiresOn: on("2025-02-01"), state: "active" },
      ["add-seats", "renew", "upgrade", "cancel", "turn-on-auto-renew"],
    ],
    ["renewed already", { futureTerms: [later] }, ["upgrade", "cancel", "turn-on-auto-renew"]],
    ["of Ultimate", { plan: "ultimate" }, ["add-seats", "cancel", "turn-on-auto-renew"]],
    ["that has ended", { state: "expired", expiresOn: on("2025-11-01") }, ["renew"]],
    ["that was cancelled", { state: "cancelled", expiresOn: on("2025-11-01") }, []],
    [
      "of the hosted product",
      { ...hosted, group },
      ["add-seats", "upgrade", "cancel", "turn-on-auto-renew", "change-group"],
    ],
    [
      "of the hosted product, on trial",
      { ...hosted, trial: true },
      ["add-seats", "upgrade", "cancel", "turn-on-auto-renew"],
    ],
  ])("does with a subscription %s what can be done", (_what, changed, expected) => {
    expect(steps(viewed(changed))).toEqual(expected);
  });

  test.each([
    ["2026-05-16", "It can be renewed from 2026-05-17 on, 15 days before it ends."],
    ["2026-05-17", null],
    ["2026-06-30", null],
  ])("who wants to renew on %s is told: %s", (today, against) => {
    expect(viewed({}, { today }).against.renew).toBe(against);
  });

  test.each<[string, Partial<Subscription>, string]>([
    ["Expires on", {}, "2026-06-01"],
    ["Auto-renews on", { features: { ...usual.features, autoRenew: true } }, "2026-06-01"],
    ["Expires on", { futureTerms: [later] }, "2027-06-01"],
    ["Expired on", { state: "expired" }, "2026-06-01"],
    ["Cancelled on", { state: "cancelled" }, "2026-06-01"],
  ])("is told %s of a subscription", (words, changed, day) => {
    expect(viewed(changed).ending).toEqual({ words, on: day });
  });
});

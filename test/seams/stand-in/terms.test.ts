import { describe, expect, test } from "vitest";
import type { Order } from "../../../src/stand-in/sales/order.ts";
import { openLicense } from "./open-license.ts";
import { activate, aDay, codeOf, moveToNoonOf, noonOf, portalOn, sold } from "./portal-on.ts";

const threeYears: Order = {
  startsOn: aDay("2025-06-01"),
  expiresOn: aDay("2026-06-01"),
  futureTerms: [
    {
      plan: "premium",
      seats: 20,
      startsOn: aDay("2026-06-01"),
      expiresOn: aDay("2027-06-01"),
    },
    {
      plan: "ultimate",
      seats: null,
      startsOn: aDay("2027-07-01"),
      expiresOn: aDay("2028-07-01"),
    },
  ],
};

describe("a subscription of several terms", () => {
  test("announces the later ones", async () => {
    await using portal = await portalOn("2025-06-01");

    const { futureSubscriptions } = await activate(portal, codeOf(portal, threeYears));

    const customer = {
      cloudLicenseEnabled: true,
      offlineCloudLicenseEnabled: false,
      company: "Example Company",
      email: "admin@example.com",
      name: "Example Admin",
    };
    expect(futureSubscriptions).toEqual([
      {
        ...customer,
        plan: "premium",
        startsAt: "2026-06-01",
        expiresAt: "2027-06-01",
        usersInLicenseCount: 20,
      },
      {
        ...customer,
        plan: "ultimate",
        startsAt: "2027-07-01",
        expiresAt: "2028-07-01",
        usersInLicenseCount: null,
      },
    ]);
  });

  test.each([
    { on: "2025-01-01", term: "2025-06-01", later: 2 },
    { on: "2026-05-31", term: "2025-06-01", later: 2 },
    { on: "2026-06-01", term: "2026-06-01", later: 1 },
    { on: "2027-06-30", term: "2026-06-01", later: 1 },
    { on: "2027-07-01", term: "2027-07-01", later: 0 },
    { on: "2030-01-01", term: "2027-07-01", later: 0 },
  ])("gives on $on the key of the term from $term", async ({ on, term, later }) => {
    await using portal = await portalOn(on);

    const answer = await activate(portal, codeOf(portal, threeYears));

    expect(openLicense(answer.licenseKey)["issued_at"]).toBe(term);
    expect(answer.futureSubscriptions).toHaveLength(later);
  });

  test("has a new key with a new number once the next term has started", async () => {
    const clock = noonOf("2025-06-01");
    await using portal = await portalOn(clock);
    const { activationCode, name } = sold(portal, threeYears);
    const first = await activate(portal, activationCode ?? "");
    moveToNoonOf(clock, "2026-06-01");

    const second = await activate(portal, activationCode ?? "");

    expect(second.newSubscription).toBe(false);
    expect([first, second].map(({ licenseKey }) => openLicense(licenseKey))).toMatchObject([
      { issued_at: "2025-06-01", restrictions: { id: 1001, active_user_count: 10 } },
      {
        issued_at: "2026-06-01",
        activated_at: "2025-06-01T12:00:00Z",
        restrictions: { id: 1002, active_user_count: 20 },
      },
    ]);
    expect(portal.subscription(name)).toMatchObject({
      seats: 20,
      startsOn: "2026-06-01",
      licenseNumber: 1002,
    });
  });
});

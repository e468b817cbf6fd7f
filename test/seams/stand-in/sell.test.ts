import { describe, expect, test } from "vitest";
import type { Order, OrderedTerm } from "../../../src/stand-in/sales/order.ts";
import { aSubscription } from "../../support/a-subscription.ts";
import { activate, aDay, firstCode, moveToNoonOf, noonOf, portalOn } from "./portal-on.ts";

const aTerm = (term: Partial<OrderedTerm> = {}): OrderedTerm => ({
  plan: "premium",
  seats: 10,
  startsOn: aDay("2026-06-01"),
  expiresOn: aDay("2027-06-01"),
  ...term,
});

describe("a portal that was never started before", () => {
  test("has sold one subscription with all the defaults", async () => {
    await using portal = await portalOn("2025-06-01");

    expect(portal.subscriptions()).toEqual([
      aSubscription({
        name: "A-S00000001",
        number: 1,
        activationCode: expect.stringMatching(/^[A-Za-z0-9]{24}$/),
      }),
    ]);
    expect(portal.unusedCode()).toBe(firstCode(portal));
  });
});

describe("selling", () => {
  test("answers with the subscription as ordered, and keeps it", async () => {
    await using portal = await portalOn("2025-06-01");

    const subscription = portal.sell({
      plan: "ultimate",
      seats: null,
      startsOn: aDay("2025-01-01"),
      expiresOn: aDay("2027-01-01"),
      company: "ACME",
      email: "boss@acme.example",
      name: "The Boss",
      kind: "offline",
      trial: true,
    });

    const sold = {
      name: "A-S00000002",
      number: 2,
      activationCode: expect.stringMatching(/^[A-Za-z0-9]{24}$/),
      plan: "ultimate",
      seats: null,
      startsOn: "2025-01-01",
      expiresOn: "2027-01-01",
      futureTerms: [],
      company: "ACME",
      email: "boss@acme.example",
      deployment: "self-managed",
      kind: "offline",
      features: {
        cloudLicensing: "offline",
        operationalMetrics: false,
        seatReconciliation: false,
        autoRenew: false,
      },
      group: null,
      version: 1,
      trial: true,
      state: "active",
      cloudLicensing: false,
      licenseNumber: 1001,
      nextReconciliationDate: null,
      displayAlertFrom: null,
    };
    expect(subscription).toEqual({ ok: true, value: sold });
    expect(portal.subscription("A-S00000002")).toEqual(sold);
    expect(portal.subscriptions()).toEqual([expect.objectContaining({ number: 1 }), sold]);
  });

  test("gives a legacy subscription no code", async () => {
    await using portal = await portalOn("2025-06-01");

    const subscription = portal.sell({ kind: "legacy" });

    expect(subscription).toMatchObject({ ok: true, value: { activationCode: null } });
  });

  test("counts years from 29 February to the 28th", async () => {
    await using portal = await portalOn("2024-02-29");

    expect(portal.subscription("A-S00000001")).toMatchObject({ expiresOn: "2025-02-28" });
  });

  test("names the oldest unused code, and a legacy subscription has none", async () => {
    await using portal = await portalOn("2025-06-01");
    portal.sell({ kind: "legacy" });
    const third = portal.sell({});

    await activate(portal, firstCode(portal));

    expect(portal.unusedCode()).toBe(third.ok && third.value.activationCode);
  });

  test.each(["A-S00000009", "A-S1", "A-S 0000001", "a-s00000001", "1", "", "A-S00000001 "])(
    "knows no subscription %j",
    async (name) => {
      await using portal = await portalOn("2025-06-01");

      expect(portal.subscription(name)).toBeNull();
    },
  );
});

describe("an order that makes no sense", () => {
  test.each([
    { code: "unknown-plan", order: { plan: "gold" } },
    { code: "unknown-plan", order: { plan: "Premium" } },
    { code: "invalid-seats", order: { seats: 0 } },
    { code: "invalid-seats", order: { seats: -1 } },
    { code: "invalid-seats", order: { seats: 1.5 } },
    { code: "invalid-seats", order: { seats: 2 ** 31 } },
    { code: "invalid-seats", order: { seats: Number.NaN } },
    { code: "term-without-days", order: { expiresOn: aDay("2025-06-01") } },
    { code: "term-without-days", order: { expiresOn: aDay("2025-05-31") } },
    { code: "term-too-late", order: { expiresOn: aDay("9999-12-18") } },
    { code: "invalid-company", order: { company: "" } },
    { code: "invalid-company", order: { company: " " } },
    { code: "invalid-company", order: { company: "x".repeat(256) } },
    { code: "invalid-email", order: { email: "a@b\n.example" } },
    { code: "invalid-name", order: { name: "a\u0000" } },
    { code: "invalid-name", order: { name: "\ud800" } },
    {
      code: "overlapping-terms",
      order: { futureTerms: [aTerm({ startsOn: aDay("2026-05-31") })] },
    },
    { code: "overlapping-terms", order: { futureTerms: [aTerm(), aTerm()] } },
    { code: "unknown-plan", order: { futureTerms: [aTerm({ plan: "" })] } },
    { code: "too-many-terms", order: { futureTerms: Array.from({ length: 101 }, () => aTerm()) } },
  ] satisfies {
    code: string;
    order: Order;
  }[])("is refused as $code: $order", async ({ code, order }) => {
    await using portal = await portalOn("2025-06-01");

    const subscription = portal.sell(order);

    expect(subscription).toEqual({ ok: false, error: { code, message: expect.any(String) } });
    expect(portal.subscriptions()).toHaveLength(1);
  });

  test.each([
    { order: { seats: 2 ** 31 - 1 } },
    { order: { expiresOn: aDay("2025-06-02") } },
    { order: { startsOn: aDay("9999-12-01") } },
    { order: { company: "x".repeat(255) } },
    { order: { futureTerms: [aTerm()] } },
  ] satisfies { order: Order }[])("is not this: $order", async ({ order }) => {
    await using portal = await portalOn("2025-06-01");

    expect(portal.sell(order).ok).toBe(true);
  });
});

describe("starting over", () => {
  test("leaves the first subscription, with its code unused and its term from today", async () => {
    const clock = noonOf("2025-06-01");
    await using portal = await portalOn(clock);
    const [first] = portal.subscriptions();
    await activate(portal, firstCode(portal));
    portal.sell({});
    portal.addFault({ kind: "empty", endpoint: "any-portal", times: "standing" });
    moveToNoonOf(clock, "2025-07-01");

    portal.reset();

    expect(portal.subscriptions()).toEqual([
      { ...first, startsOn: "2025-07-01", expiresOn: "2026-07-01" },
    ]);
    expect(portal.faults()).toEqual([]);
    expect(portal.unusedCode()).toBe(first?.activationCode);
  });
});

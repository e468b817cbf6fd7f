import { describe, expect, test } from "vitest";
import type { StandIn } from "../../../src/stand-in/stand-in.ts";
import { aPortalWith, name } from "./a-sale.ts";
import { activate, aDay, firstCode, portalOn } from "./portal-on.ts";

const refusals = (portal: StandIn) => {
  const codeOf = (told: ReturnType<StandIn["cancel"]>) => (told.ok ? "done" : told.error.code);
  return {
    addSeats: codeOf(portal.addSeats(name, { seats: 5 })),
    renew: codeOf(portal.renew(name, {})),
    expire: codeOf(portal.expire(name)),
    reissueCode: codeOf(portal.reissueCode(name)),
    cancel: codeOf(portal.cancel(name)),
  };
};

describe("a subscription that was cancelled", () => {
  test("has an expired key generated from cancellation, and no later terms", async () => {
    await using sale = await aPortalWith();
    sale.portal.renew(name, {});
    await sale.keyNow();
    sale.moveTo("2025-09-01");

    expect(sale.portal.cancel(name)).toMatchObject({
      value: { state: "cancelled", expiresOn: "2025-09-01" },
    });

    expect(await sale.keyNow()).toMatchObject({
      expires_at: "2025-09-01",
      generated_from_cancellation: true,
      restrictions: { id: 1002 },
    });
    expect((await activate(sale.portal, sale.code)).futureSubscriptions).toEqual([]);
  });

  test("has one too if it was cancelled before it started", async () => {
    await using sale = await aPortalWith({ startsOn: aDay("2025-07-01") });

    sale.portal.cancel(name);

    expect(await sale.keyNow()).toMatchObject({
      issued_at: "2025-06-01",
      expires_at: "2025-06-01",
      generated_from_cancellation: true,
    });
  });

  test("is changed no more", async () => {
    await using sale = await aPortalWith();
    sale.portal.cancel(name);

    expect(new Set(Object.values(refusals(sale.portal)))).toEqual(
      new Set(["subscription-cancelled"]),
    );
  });

  test("keeps its files as they were sent", async () => {
    await using sale = await aPortalWith({ kind: "legacy" });

    expect(sale.portal.cancel(name)).toMatchObject({ value: { licenseNumber: 1001 } });
  });
});

describe("a subscription that was made to expire", () => {
  test("has an expired key that is not generated from cancellation", async () => {
    await using sale = await aPortalWith();
    await sale.keyNow();
    sale.moveTo("2025-09-01");

    expect(sale.portal.expire(name)).toMatchObject({ value: { state: "expired" } });

    expect(await sale.keyNow()).toMatchObject({
      expires_at: "2025-09-01",
      generated_from_cancellation: false,
      restrictions: { id: 1002 },
    });
  });

  test("takes no seats and expires no second time, but is renewed from that day on", async () => {
    await using sale = await aPortalWith();
    sale.portal.expire(name);
    await sale.keyNow();

    expect(refusals(sale.portal)).toMatchObject({
      addSeats: "subscription-expired",
      renew: "done",
      expire: "done",
    });
  });

  test("has its files as they were sent", async () => {
    await using sale = await aPortalWith({ kind: "legacy" });

    expect(sale.portal.expire(name)).toMatchObject({ value: { licenseNumber: 1001 } });
  });

  test("has the key of the renewal once it was renewed on the same day", async () => {
    await using sale = await aPortalWith();
    sale.portal.expire(name);
    await sale.keyNow();

    sale.portal.renew(name, {});

    expect(await sale.keyNow()).toMatchObject({
      issued_at: "2025-06-01",
      expires_at: "2026-06-01",
      restrictions: { id: 1002, previous_user_count: 100 },
    });
  });
});

describe("a new code", () => {
  test("takes the place of the old one, which is unknown from now on, and brings the same key", async () => {
    await using sale = await aPortalWith();
    const before = await activate(sale.portal, sale.code);

    const told = sale.portal.reissueCode(name);

    const { activationCode } = sale.portal.subscription(name) ?? {};
    expect(told).toMatchObject({ ok: true, value: { activationCode } });
    expect(activationCode).toMatch(/^[A-Za-z0-9]{24}$/);
    expect(activationCode).not.toBe(sale.code);
    expect(await activate(sale.portal, sale.code)).toMatchObject({
      licenseKey: null,
      errors: ["invalid activation code"],
    });
    expect((await activate(sale.portal, activationCode ?? "")).licenseKey).toBe(before.licenseKey);
  });

  test("of the first subscription is forgotten with a reset, which brings the first one back", async () => {
    await using portal = await portalOn("2025-06-01");
    const first = firstCode(portal);
    portal.reissueCode("A-S00000001");
    portal.reissueCode("A-S00000001");

    portal.reset();

    expect(firstCode(portal)).toBe(first);
  });

  test("is not to be had for a legacy subscription", async () => {
    await using sale = await aPortalWith({ kind: "legacy" });

    expect(sale.portal.reissueCode(name)).toMatchObject({
      error: { code: "no-activation-code" },
    });
  });
});

test.each(["A-S00000009", "A-S2", "2", ""])("a subscription %j is not there", async (unknown) => {
  await using portal = await portalOn("2025-06-01");

  expect(portal.cancel(unknown)).toMatchObject({ error: { code: "subscription-not-found" } });
});

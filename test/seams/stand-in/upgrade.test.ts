import { describe, expect, test } from "vitest";
import { aPortalWithAFile } from "./a-legacy-sale.ts";
import { aPortalWith, name } from "./a-sale.ts";
import { activate } from "./portal-on.ts";

describe("another plan", () => {
  test.each(["ultimate", "starter"])("%s gives the next activation a key with it", async (plan) => {
    await using sale = await aPortalWith();
    await sale.keyNow();

    expect(sale.portal.upgrade(name, { plan: plan })).toMatchObject({
      ok: true,
      value: { name, plan },
    });

    expect((await sale.keyNow()).restrictions).toMatchObject({
      id: 1002,
      active_user_count: 100,
      plan,
    });
  });

  test("leaves the terms alone that were sold for later", async () => {
    await using sale = await aPortalWith();
    sale.portal.renew(name, {});

    sale.portal.upgrade(name, { plan: "ultimate" });

    expect(await activate(sale.portal, sale.code)).toMatchObject({
      futureSubscriptions: [{ plan: "premium" }],
    });
  });

  test("of a legacy subscription comes as a file at once", async () => {
    await using office = await aPortalWithAFile();

    expect(office.portal.upgrade(name, { plan: "ultimate" })).toMatchObject({
      value: { licenseNumber: 1002 },
    });

    expect(office.says(1002).restrictions).toMatchObject({ plan: "ultimate" });
  });

  test.each([
    { plan: "premium", code: "plan-unchanged" },
    { plan: "gold", code: "unknown-plan" },
  ])("is refused for $plan with $code, and nothing changes", async ({ plan, code }) => {
    await using sale = await aPortalWith();
    const before = sale.portal.subscription(name);

    expect(sale.portal.upgrade(name, { plan: plan })).toMatchObject({ ok: false, error: { code } });

    expect(sale.portal.subscription(name)).toEqual(before);
  });
});

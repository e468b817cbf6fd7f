import { describe, expect, test } from "vitest";
import type { Order } from "../../../src/stand-in/sales/order.ts";
import { openLicense } from "./open-license.ts";
import { activate, codeOf, firstCode, moveToNoonOf, noonOf, portalOn } from "./portal-on.ts";

describe("activating a code that was sold", () => {
  test("answers with a key for the term in force", async () => {
    await using portal = await portalOn("2025-06-01");

    const { licenseKey, ...rest } = await activate(portal, firstCode(portal));

    expect(rest).toEqual({ futureSubscriptions: [], newSubscription: true, errors: [] });
    expect(openLicense(licenseKey)).toEqual({
      version: 1,
      licensee: { Name: "Example Admin", Email: "admin@example.com", Company: "Example Company" },
      issued_at: "2025-06-01",
      expires_at: "2026-06-01",
      notify_admins_at: "2026-06-01",
      notify_users_at: "2026-06-01",
      block_changes_at: "2026-06-15",
      activated_at: "2025-06-01T12:00:00Z",
      cloud_licensing_enabled: true,
      offline_cloud_licensing_enabled: false,
      auto_renew_enabled: false,
      seat_reconciliation_enabled: false,
      operational_metrics_enabled: false,
      generated_from_customers_dot: true,
      generated_from_cancellation: false,
      restrictions: {
        active_user_count: 10,
        plan: "premium",
        trial: false,
        id: 1001,
        subscription_id: expect.stringMatching(/^[\da-f]{32}$/),
        subscription_name: "A-S00000001",
      },
    });
  });

  test("turns the subscription's cloud flag on and uses the code up for listing", async () => {
    await using portal = await portalOn("2025-06-01");

    await activate(portal, firstCode(portal));

    expect(portal.subscription("A-S00000001")).toMatchObject({
      cloudLicensing: true,
      licenseNumber: 1001,
    });
    expect(portal.unusedCode()).toBeNull();
  });

  test("answers every instance with the same key, and only the first is new", async () => {
    const clock = noonOf("2025-06-01");
    await using portal = await portalOn(clock);
    const first = await activate(portal, firstCode(portal));
    moveToNoonOf(clock, "2025-09-01");

    const second = await activate(portal, firstCode(portal));

    expect(second).toEqual({ ...first, newSubscription: false });
  });

  test("issues one key when ten instances come at once", async () => {
    await using portal = await portalOn("2025-06-01");
    const code = firstCode(portal);

    const answers = await Promise.all(Array.from({ length: 10 }, () => activate(portal, code)));

    expect(new Set(answers.map(({ licenseKey }) => licenseKey)).size).toBe(1);
    expect(answers.filter(({ newSubscription }) => newSubscription)).toHaveLength(1);
    const next = await activate(portal, codeOf(portal, {}));
    expect(openLicense(next.licenseKey).restrictions["id"]).toBe(1002);
  });

  test.each([
    { order: { trial: true }, expected: { restrictions: { trial: true } } },
    {
      order: { kind: "offline" },
      expected: { cloud_licensing_enabled: true, offline_cloud_licensing_enabled: true },
    },
    { order: { plan: "ultimate" }, expected: { restrictions: { plan: "ultimate" } } },
    {
      order: { company: "Zoë & Søn 😀", email: "z@example.com", name: "Zoë" },
      expected: { licensee: { Name: "Zoë", Email: "z@example.com", Company: "Zoë & Søn 😀" } },
    },
  ] satisfies { order: Order; expected: object }[])(
    "gives a key as ordered: $order",
    async ({ order, expected }) => {
      await using portal = await portalOn("2025-06-01");

      const { licenseKey } = await activate(portal, codeOf(portal, order));

      expect(openLicense(licenseKey)).toMatchObject(expected);
    },
  );

  test("names no seats in a key for unlimited users", async () => {
    await using portal = await portalOn("2025-06-01");

    const { licenseKey } = await activate(portal, codeOf(portal, { seats: null }));

    expect(openLicense(licenseKey).restrictions).not.toHaveProperty("active_user_count");
  });

  test("blocks nothing after a trial", async () => {
    await using portal = await portalOn("2025-06-01");

    const { licenseKey } = await activate(portal, codeOf(portal, { trial: true }));

    expect(openLicense(licenseKey)).not.toHaveProperty("block_changes_at");
  });

  test("writes the first use with the offset of the portal's zone", async () => {
    await using portal = await portalOn(noonOf("2025-06-01", "Europe/Berlin"));

    const { licenseKey } = await activate(portal, firstCode(portal));

    expect(openLicense(licenseKey)["activated_at"]).toBe("2025-06-01T14:00:00+02:00");
  });
});

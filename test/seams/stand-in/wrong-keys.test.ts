import { describe, expect, test } from "vitest";
import { aPortalWith, name } from "./a-sale.ts";
import { openLicense } from "./open-license.ts";
import { activate, firstCode, portalOn } from "./portal-on.ts";

const once = { endpoint: "activate", times: 1 } as const;

describe("a wrong key", () => {
  const licensee = { Company: "Example Company" };
  const restrictions = { subscription_name: "A-S00000001", active_user_count: 10, id: 1001 };

  test.each([
    {
      kind: "expired-license",
      says: { issued_at: "2024-05-31", expires_at: "2025-05-31", cloud_licensing_enabled: true },
    },
    {
      kind: "future-license",
      says: { issued_at: "2025-07-01", expires_at: "2026-07-01", cloud_licensing_enabled: true },
    },
    {
      kind: "legacy-license",
      says: { issued_at: "2025-06-01", expires_at: "2026-06-01", cloud_licensing_enabled: false },
    },
    {
      kind: "foreign-key",
      says: { issued_at: "2025-06-01", expires_at: "2026-06-01", cloud_licensing_enabled: true },
    },
  ] as const)(
    "of kind $kind is answered once and does not become the subscription's",
    async ({ kind, says }) => {
      await using portal = await portalOn("2025-06-01");
      const code = firstCode(portal);
      portal.addFault({ kind, ...once });

      const wrong = await activate(portal, code);

      const key = kind === "foreign-key" ? "foreign" : "own";
      expect(openLicense(wrong.licenseKey, key)).toMatchObject({ licensee, restrictions, ...says });
      expect(portal.unusedCode()).toBe(code);
      expect(openLicense((await activate(portal, code)).licenseKey)).toMatchObject({
        expires_at: "2026-06-01",
        restrictions: { id: 1002 },
      });
    },
  );

  test("of a renewed term says what the right one says of the term before", async () => {
    await using sale = await aPortalWith();
    sale.portal.renew(name, { maxHistoricalUsers: 115 });
    sale.moveTo("2026-06-01");
    sale.portal.addFault({ kind: "expired-license", ...once });

    const { expires_at, restrictions } = await sale.keyNow();

    expect(expires_at).toBe("2026-05-31");
    expect(restrictions).toMatchObject({
      previous_user_count: 100,
      trueup_quantity: 15,
      trueup_from: "2025-06-01",
    });
  });

  test("comes for a code that was never sold as for the default order", async () => {
    await using portal = await portalOn("2025-06-01");
    portal.addFault({ kind: "expired-license", ...once });

    const answer = await activate(portal, "never-sold");

    expect(answer.errors).toEqual([]);
    expect(openLicense(answer.licenseKey)).toMatchObject({
      licensee,
      expires_at: "2025-05-31",
      restrictions: { subscription_name: "A-S00000000" },
    });
  });
});

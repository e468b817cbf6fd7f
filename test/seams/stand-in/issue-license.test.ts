import { describe, expect, test } from "vitest";
import { payloadOf } from "./open-license.ts";
import { portalOn } from "./portal-on.ts";

describe("a license issued as asked", () => {
  test("says exactly that, in that order, and takes no license number", async () => {
    await using portal = await portalOn("2025-06-01");

    const license = portal.issueLicense(
      { zzz: null, issued_at: "soon", restrictions: { plan: 7 } },
      { foreignKey: false, boundary: false },
    );

    expect(payloadOf(license)).toBe(
      '{"version":1,"zzz":null,"issued_at":"soon","restrictions":{"plan":7}}',
    );
    expect(portal.subscriptions()).toMatchObject([{ licenseNumber: null }]);
  });

  test("can be signed with another key", async () => {
    await using portal = await portalOn("2025-06-01");

    const license = portal.issueLicense({ version: 2 }, { foreignKey: true, boundary: false });

    expect(payloadOf(license, "foreign")).toBe('{"version":2}');
    expect(() => payloadOf(license)).toThrow();
  });

  test("can stand between boundary lines", async () => {
    await using portal = await portalOn("2025-06-01");

    const license = portal.issueLicense({}, { foreignKey: false, boundary: true });

    const lines = license.split("\n");
    expect([lines.at(0), lines.at(-1)]).toEqual([
      "--------------------BEGIN GITLAB LICENSE--------------------",
      "---------------------END GITLAB LICENSE---------------------",
    ]);
    expect(payloadOf(lines.slice(1, -1).join("\n"))).toBe('{"version":1}');
  });
});

import { describe, expect, test } from "vitest";
import { seededRandom, systemRandom } from "../../../src/base/random.ts";
import { signingKey } from "../../../src/stand-in/licenses/signing-keys.ts";
import {
  sealLicense,
  toPayload,
  toVerbatimPayload,
  withBoundary,
} from "../../../src/stand-in/licenses/write-license.ts";
import { envelopeOf, payloadOf } from "./open-license.ts";

const aSeal = { key: signingKey, random: systemRandom, purpose: "license/1" };
const aLicense = { licensee: { Name: "Ada", Email: "ada@example.com" }, issued_at: "2025-06-01" };

describe("a sealed license", () => {
  test("is base64 in lines of 60, the last one ended as well", () => {
    const license = sealLicense(toPayload(aLicense), aSeal);

    const lines = license.split("\n");
    expect(lines.pop()).toBe("");
    expect(lines.slice(0, -1).every((line) => line.length === 60)).toBe(true);
    expect(lines.at(-1)).toMatch(/^[A-Za-z0-9+/=]{1,60}$/);
  });

  test("holds data, key and iv in this order, themselves in such lines", () => {
    const envelope = envelopeOf(sealLicense(toPayload(aLicense), aSeal));

    expect(Object.keys(envelope)).toEqual(["data", "key", "iv"]);
    expect(envelope.key).toMatch(/^([A-Za-z0-9+/]{60}\n){5}[A-Za-z0-9+/]{42}==\n$/);
    expect(envelope.key).toHaveLength(350);
    expect(envelope.iv).toMatch(/^[A-Za-z0-9+/]{22}==\n$/);
    expect(envelope.data).toMatch(/^([A-Za-z0-9+/]{60}\n)+[A-Za-z0-9+/=]{1,60}\n$/);
  });

  test("opens with the public key, character for character", () => {
    const payload = toPayload({ ...aLicense, licensee: { Name: "Zoë Ångström 😀" } });

    expect(payloadOf(sealLicense(payload, aSeal))).toBe(payload);
  });

  test("has an AES key and IV of its own", () => {
    const [first, second] = [sealLicense("{}", aSeal), sealLicense("{}", aSeal)].map(envelopeOf);

    expect(first?.key).not.toBe(second?.key);
    expect(first?.iv).not.toBe(second?.iv);
  });

  test("is reproduced by a seed, and by it alone", () => {
    const seal = (seed: number, purpose: string) =>
      sealLicense("{}", { key: signingKey, random: seededRandom(seed), purpose });

    expect(seal(1, "license/1")).toBe(seal(1, "license/1"));
    expect(seal(1, "license/1")).not.toBe(seal(2, "license/1"));
    expect(seal(1, "license/1")).not.toBe(seal(1, "license/2"));
  });
});

describe("the payload", () => {
  test("has the attributes in the order of the format", () => {
    const payload = toPayload({
      restrictions: { plan: "premium" },
      temporary_extension: false,
      generated_from_cancellation: true,
      generated_from_customers_dot: true,
      contract_overages_allowed: false,
      operational_metrics_enabled: true,
      seat_reconciliation_enabled: true,
      auto_renew_enabled: true,
      offline_cloud_licensing_enabled: true,
      cloud_licensing_enabled: true,
      activated_at: "2025-06-01T12:00:00Z",
      last_synced_at: "2025-06-02T12:00:00Z",
      next_sync_at: "2025-06-03T12:00:00Z",
      block_changes_at: "2026-06-15",
      notify_users_at: "2026-06-01",
      notify_admins_at: "2026-06-01",
      expires_at: "2026-06-01",
      issued_at: "2025-06-01",
      licensee: { Name: "Ada" },
    });

    expect(payload).toBe(
      '{"version":1,"licensee":{"Name":"Ada"},"issued_at":"2025-06-01","expires_at":"2026-06-01",' +
        '"notify_admins_at":"2026-06-01","notify_users_at":"2026-06-01","block_changes_at":"2026-06-15",' +
        '"next_sync_at":"2025-06-03T12:00:00Z","last_synced_at":"2025-06-02T12:00:00Z",' +
        '"activated_at":"2025-06-01T12:00:00Z","cloud_licensing_enabled":true,' +
        '"offline_cloud_licensing_enabled":true,"auto_renew_enabled":true,"seat_reconciliation_enabled":true,' +
        '"operational_metrics_enabled":true,"contract_overages_allowed":false,' +
        '"generated_from_customers_dot":true,"generated_from_cancellation":true,"temporary_extension":false,' +
        '"restrictions":{"plan":"premium"}}',
    );
  });

  test("always has the flags, and nothing else that is not set", () => {
    expect(toPayload(aLicense)).toBe(
      '{"version":1,"licensee":{"Name":"Ada","Email":"ada@example.com"},"issued_at":"2025-06-01",' +
        '"cloud_licensing_enabled":false,"offline_cloud_licensing_enabled":false,"auto_renew_enabled":false,' +
        '"seat_reconciliation_enabled":false,"operational_metrics_enabled":false,' +
        '"generated_from_customers_dot":false,"generated_from_cancellation":false}',
    );
  });

  test.each([
    { given: { last_synced_at: "2025-06-02" }, written: [] },
    {
      given: { next_sync_at: "2025-06-03" },
      written: ['"next_sync_at":"2025-06-03"', '"last_synced_at":null'],
    },
    {
      given: { next_sync_at: "2025-06-03", last_synced_at: "2025-06-02" },
      written: ['"next_sync_at":"2025-06-03"', '"last_synced_at":"2025-06-02"'],
    },
  ])("of $given has the sync dates $written", ({ given, written }) => {
    const payload = toPayload({ ...aLicense, ...given });

    expect(payload.match(/"(next_sync|last_synced)_at":[^,]+/g) ?? []).toEqual(written);
  });

  test.each([
    { given: {}, written: '{"version":1}' },
    {
      given: { restrictions: null, licensee: "x", b: 1 },
      written: '{"version":1,"restrictions":null,"licensee":"x","b":1}',
    },
    { given: { a: [], version: "2" }, written: '{"a":[],"version":"2"}' },
  ])("of $given taken verbatim is $written", ({ given, written }) => {
    expect(toVerbatimPayload(given)).toBe(written);
  });
});

test("boundary lines are 60 wide, and nothing follows the last", () => {
  expect(withBoundary("abc\ndef\n")).toBe(
    "--------------------BEGIN GITLAB LICENSE--------------------\n" +
      "abc\ndef\n" +
      "---------------------END GITLAB LICENSE---------------------",
  );
});

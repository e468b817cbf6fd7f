import { describe, expect, test } from "vitest";
import { type NotReported, whyNotReported } from "../../../src/activation/seat-link.ts";
import { whyNot } from "../../../src/activation/seat-link-messages.ts";
import { aLicense, day } from "../license/a-license.ts";

const kinds = [
  { kind: "online cloud", fields: { cloud: true }, reason: null },
  {
    kind: "offline cloud",
    fields: { cloud: true, offlineCloud: true },
    reason: "offline-license" as const,
  },
  { kind: "legacy", fields: {}, reason: "legacy-license" as const },
  {
    kind: "legacy license with an offline mark",
    fields: { offlineCloud: true },
    reason: "legacy-license" as const,
  },
];

const expiries = [
  { expiry: "to come", expiresOn: day("2026-06-01") },
  { expiry: "15 days ago", expiresOn: day("2025-06-16") },
  { expiry: "years ago", expiresOn: day("2001-01-01") },
];

const trials = [{ trial: true }, { trial: false }, { trial: null }];

describe.each(kinds)("a license of the kind $kind", ({ fields, reason }) => {
  describe.each(expiries)("whose expiry is $expiry", ({ expiresOn }) => {
    test.each(trials)(`with trial $trial is ${reason ?? "reported"}`, ({ trial }) => {
      expect(whyNotReported(aLicense({ ...fields, expiresOn, trial }))).toBe(reason);
    });
  });

  test("that never expires is not reported", () => {
    const never = reason ?? "license-without-expiry";

    expect(whyNotReported(aLicense({ ...fields, expiresOn: null }))).toBe(never);
  });
});

test("Without a license there is nothing to report", () => {
  expect(whyNotReported(null)).toBe("no-license");
});

test.each([
  ["no-license", "No license is in force."],
  ["legacy-license", "The license in force is no cloud license."],
  ["offline-license", "The license in force is an offline one."],
  ["license-without-expiry", "The license in force never expires."],
] satisfies [NotReported, string][])("%s is told as: %s", (reason, sentence) => {
  expect(whyNot(reason)).toBe(sentence);
});

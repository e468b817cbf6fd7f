import { describe, expect, test } from "vitest";
import { isTokenDue, whyNoToken } from "../../../src/activation/service-token.ts";
import {
  tokenFailureOf,
  whyNoTokenInWords,
} from "../../../src/activation/service-token-messages.ts";
import type { Instant } from "../../../src/time/calendar.ts";
import { aLicense, day } from "../license/a-license.ts";

const instant = (text: string) => Date.parse(text) as Instant;

describe("a service token is asked for", () => {
  test.each([{ on: "2025-06-01" }, { on: "2026-06-01" }, { on: "2026-06-15" }])(
    "under an online license that ends on 2026-06-01, on $on",
    ({ on }) => {
      expect(whyNoToken(aLicense({ cloud: true }), day(on))).toEqual([]);
    },
  );
});

describe("no service token is asked for", () => {
  const [legacy, offline] = [{ cloud: false }, { cloud: true, offlineCloud: true }];
  test.each([
    { what: "without a license", license: null, says: "License not found" },
    {
      what: "under a legacy license",
      license: aLicense(legacy),
      says: "License is not an online cloud license",
    },
    {
      what: "under an offline license",
      license: aLicense(offline),
      says: "License is not an online cloud license",
    },
    {
      what: "under a license without an end",
      license: aLicense({ cloud: true, expiresOn: null }),
      says: "License has no expiration date",
    },
    {
      what: "15 days after the end",
      license: aLicense({ cloud: true, expiresOn: day("2025-05-17") }),
      says: "License grace period has been expired",
    },
    {
      what: "for two reasons",
      license: aLicense({ ...legacy, expiresOn: day("2025-05-17") }),
      says: "License is not an online cloud license, License grace period has been expired",
    },
    {
      what: "for two others",
      license: aLicense({ ...offline, expiresOn: null }),
      says: "License is not an online cloud license, License has no expiration date",
    },
  ])("$what: $says", ({ license, says }) => {
    expect(whyNoTokenInWords(whyNoToken(license, day("2025-06-01")))).toBe(says);
  });
});

describe("a token that ends on 2025-07-01 at 12:00", () => {
  test.each([
    { at: "2025-06-29T12:00:00Z", due: false },
    { at: "2025-06-29T12:00:01Z", due: true },
    { at: "2025-07-01T12:00:00Z", due: true },
    { at: "2025-08-01T12:00:00Z", due: true },
  ])("is, at $at, to be renewed: $due", ({ at, due }) => {
    expect(isTokenDue({ expiresAt: instant("2025-07-01T12:00:00Z") }, instant(at))).toBe(due);
  });
});

describe("a token that did not come", () => {
  const unreachable = {
    kind: "portal-unreachable",
    detail: "ECONNREFUSED",
    status: null,
    cause: null,
    leaked: null,
  } as const;
  test.each([
    { failure: unreachable, says: "CONNECTIVITY_ERROR" },
    {
      failure: { kind: "portal-refused-request", reason: "No." } as const,
      says: "The subscription portal refused the request: No.",
    },
    {
      failure: { kind: "portal-sent-no-token" } as const,
      says: "The subscription portal sent no usable service token",
    },
    {
      failure: { kind: "silent-mode" } as const,
      says: "only get, head, options, and trace methods are allowed in silent mode",
    },
  ])("for $failure.kind is told of as: $says", ({ failure, says }) => {
    expect(tokenFailureOf(failure)).toBe(says);
  });
});

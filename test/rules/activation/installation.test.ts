import { describe, expect, test } from "vitest";
import { decideArrival, decideUpload } from "../../../src/activation/installation.ts";
import type { InstallationFacts, LicenseRecord } from "../../../src/activation/license-records.ts";
import { err, ok } from "../../../src/base/result.ts";
import type { License } from "../../../src/license/license.ts";
import type { Instant } from "../../../src/time/calendar.ts";
import { aLicense, day } from "../license/a-license.ts";
import { factsOf } from "../license/facts.ts";

const [before, now] = [1_000 as Instant, 2_000 as Instant];

const aRecord = (fields: Partial<License>): LicenseRecord => ({
  row: 3,
  key: "the key in force",
  license: aLicense(fields),
  createdAt: before,
  syncedAt: before,
});

const known = (facts: Partial<InstallationFacts>): InstallationFacts => ({
  ...factsOf({ current: facts.inForce?.license ?? null }),
  inForce: null,
  trialEndsOn: null,
  ...facts,
});

const anUpload = (license: License, key = "another key") => ({
  key,
  license,
  at: now,
  today: day("2025-06-01"),
  origin: { by: "person" } as const,
});

const anArrival = (license: License, key?: string) => ({
  ...anUpload(license, key),
  futureSubscriptions: [],
});

describe("a key that the portal sent", () => {
  test.each([
    { key: "the key in force", cloud: true, takes: "row-synced" },
    { key: "the key in force", cloud: false, takes: "row-added" },
    { key: "another key", cloud: true, takes: "row-added" },
  ])(
    "as $key, of a license that is a cloud license: $cloud, is a $takes",
    ({ key, cloud, takes }) => {
      const inForce = aRecord({ cloud });

      const decided = decideArrival(anArrival(inForce.license, key), known({ inForce }));

      expect(decided).toMatchObject(
        ok({ license: { kind: takes, syncedAt: now }, futureSubscriptions: [] }),
      );
    },
  );

  test("is not judged again where it is in force, however late that is", () => {
    const expired = aRecord({ cloud: true, expiresOn: day("2025-05-31") });
    const facts = known({ inForce: expired });

    const again = decideArrival(anArrival(expired.license, expired.key), facts);
    const anew = decideArrival(anArrival(expired.license), facts);

    expect([again.ok, anew]).toEqual([true, err([{ kind: "license-expired" }])]);
  });
});

describe("a license file", () => {
  test("takes a row that never synced, and leaves the future subscriptions, whatever its key", () => {
    const inForce = aRecord({ cloud: true });
    const file = anUpload(inForce.license, inForce.key);

    expect(decideUpload(file, known({ inForce }))).toEqual(
      ok({
        license: { kind: "row-added", upload: file, syncedAt: null },
        trialEndsOn: null,
        futureSubscriptions: null,
      }),
    );
  });

  test.each([
    { expiresOn: day("2025-05-31"), refused: true },
    { expiresOn: day("2025-06-01"), refused: true },
    { expiresOn: day("2025-06-02"), refused: false },
  ])("that expires on $expiresOn is refused on 2025-06-01: $refused", ({ expiresOn, refused }) => {
    expect(decideUpload(anUpload(aLicense({ expiresOn })), known({})).ok).toBe(!refused);
  });
});

describe("the end of the first trial", () => {
  const end = day("2026-06-01");

  test.each([
    { what: "a trial", trial: true, expiresOn: end, trialEndsOn: null, kept: end },
    { what: "a second trial", trial: true, expiresOn: end, trialEndsOn: "2024-06-01", kept: null },
    { what: "an endless trial", trial: true, expiresOn: null, trialEndsOn: null, kept: null },
    { what: "no trial", trial: false, expiresOn: end, trialEndsOn: null, kept: null },
    {
      what: "a license that does not say",
      trial: null,
      expiresOn: end,
      trialEndsOn: null,
      kept: null,
    },
  ])("is kept of $what: $kept", ({ trial, expiresOn, trialEndsOn, kept }) => {
    const license = aLicense({ trial, expiresOn });

    expect(decideUpload(anUpload(license), known({ trialEndsOn }))).toMatchObject(
      ok({ trialEndsOn: kept }),
    );
  });
});

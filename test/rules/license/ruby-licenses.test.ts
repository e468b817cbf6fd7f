import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ok } from "../../../src/base/result.ts";
import { readLicense } from "../../../src/license/read-license.ts";
import { testReadingKeys } from "../../../src/license/reading-keys.ts";
import { aLicense, day } from "./a-license.ts";

const read = (name: string) =>
  readLicense(
    readFileSync(
      new URL(`../../fixtures/licenses/${name}.gitlab-license`, import.meta.url),
      "utf8",
    ),
    testReadingKeys,
  );

const written = aLicense({
  licensee: { Name: "Zoë Example", Email: "zoe@example.com", Company: "Exämple GmbH" },
  startsOn: day("2025-01-01"),
  expiresOn: day("2026-01-01"),
  cloud: true,
  seats: 10,
  plan: "ultimate",
  subscriptionName: "A-S00000001",
});

describe("a license file that Ruby wrote", () => {
  test.each(["plain", "boundary", "crlf"])("is read in its form %s", (name) => {
    expect(read(name)).toEqual(ok(written));
  });

  test("is read with oddly spelled dates", () => {
    expect(read("odd-dates")).toEqual(
      ok({
        ...written,
        notifyAdminsOn: "2025-12-17",
        notifyUsersOn: "2025-12-18",
        nextSyncAt: "2025-01-02T03:04:05+00:00",
        lastSyncedAt: "2025-01-01T23:30:00+05:30",
        activatedAt: "2025-01-01T10:11:12-08:00",
      }),
    );
  });
});

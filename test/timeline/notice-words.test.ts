import { describe, expect, test } from "vitest";
import { noticeWords } from "../../src/timeline/notice-words.ts";
import { noticesOver } from "../../src/timeline/notices.ts";
import { day } from "../license/a-license.ts";
import { entriesOf, installed, instant, utc, type Written } from "./entries.ts";

/** What is said last. */
const said = (now: string, ...events: readonly Written[]) =>
  noticesOver(entriesOf(...events), { now: instant(now), calendar: utc })
    .map(noticeWords)
    .at(-1);

describe("that a license expires soon has as its cause whom the product tells", () => {
  test.each([
    {
      license: { trial: true, blockChangesOn: null },
      told: "administrators and users",
      since: "2026-05-25",
    },
    { license: {}, told: "administrators", since: "2026-05-17" },
    {
      license: { blockChangesOn: day("2026-01-01") },
      told: "administrators and users",
      since: "2026-05-17",
    },
  ])("$told from $since on: $license", ({ license, told, since }) => {
    expect(said("2026-05-31", ["2025-06-01", installed(1, license)])?.cause).toBe(
      `License 1001 is in force, and ${told} are told from ${since} on.`,
    );
  });
});

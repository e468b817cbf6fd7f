import { describe, expect, test } from "vitest";
import { noticeWords } from "../../../src/timeline/notice-words.ts";
import { noticesOver } from "../../../src/timeline/notices.ts";
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

describe("what is in force is said with what it takes the place of", () => {
  const ended = { generatedFromCancellation: true, expiresOn: day("2025-12-01") };

  test("a license of a subscription that was cancelled is told as such", () => {
    expect(
      said("2025-08-20", ["2025-06-01", installed(1)], ["2025-08-20", installed(2, ended)]),
    ).toEqual({
      text: "License 1002, whose subscription was cancelled, is in force instead of license 1001.",
      cause:
        "No license can be used, and of those that have started, license 1002 was installed last. Subscription A-S1 was cancelled, so that its licenses are passed over.",
    });
  });

  test("a license that has expired is told as such", () => {
    const over = { expiresOn: day("2025-08-01"), blockChangesOn: null, subscriptionName: null };
    const inForce = noticesOver(
      entriesOf(["2025-06-01", installed(1, over)], ["2025-08-20", installed(2, over)]),
      { now: instant("2025-08-20"), calendar: utc },
    ).findLast(({ change }) => change.notice === "in-force");

    expect(inForce && noticeWords(inForce)).toEqual({
      text: "License 1002, which has expired, is in force instead of license 1001.",
      cause:
        "No license can be used, and of those that have started, license 1002 was installed last. It expired on 2025-08-01.",
    });
  });

  test("rows of one number are told apart", () => {
    const edited = installed(2, { number: 1001 });

    expect(said("2025-06-02", ["2025-06-01", installed(1)], ["2025-06-02", edited])?.text).toBe(
      "License 1001 in row 2 is in force instead of that in row 1.",
    );
  });
});

import { describe, expect, test } from "vitest";
import { toExplainedRules } from "../../../src/activation/explain-license.ts";
import { explanationText } from "../../../src/activation/explanation-text.ts";
import { type Evidence, explainLicense } from "../../../src/license/explanation.ts";
import type { License } from "../../../src/license/license.ts";
import { aLicense, day } from "../license/a-license.ts";
import { type Counts, currentLicense, evidenceOf } from "../license/facts.ts";

/** The text for a license that arrives on 2025-06-01, while one from 2024-06-15 to 2025-06-15 is in force. */
function linesFor(
  fields: Partial<License>,
  counts: Counts,
  evidence: Partial<Evidence> = {},
): string[] {
  const license = aLicense(fields);
  const explanation = explainLicense(license, { ...evidenceOf(counts), ...evidence });
  return explanationText(toExplainedRules(license, explanation))
    .split("\n")
    .map((line) => line.trim());
}

const trueUp: Partial<License> = {
  carriesTrueUp: true,
  trueUpSeats: 1,
  trueUpFrom: day("2024-09-01"),
  trueUpTo: day("2025-01-01"),
};

const hundredBefore = { ...currentLicense, seats: 100 };

describe("an explanation for people", () => {
  test.each<{ tells: string; license: Partial<License>; counts?: Counts; line: string }>([
    {
      tells: "what an endless license for anybody is",
      license: { seats: null, expiresOn: null, startsOn: day("2025-06-01") },
      line: "A license for any number of users, from 2025-06-01 without end. It does not say how many seats the term before had.",
    },
    {
      tells: "what a cloud license is not judged by",
      license: { cloud: true },
      line: "Admitted by the rules of the current version (no rule about seats applies to a cloud license).",
    },
    {
      tells: "that the past does not matter to a cloud license",
      license: { cloud: true },
      line: "- The past does not matter here",
    },
    {
      tells: "that an expired license needs another end",
      license: { seats: 9, expiresOn: day("2025-06-01") },
      line: "- an end after 2025-06-01, in any case",
    },
    {
      tells: "that the past was within the license in force",
      license: { seats: 9 },
      counts: { peak: 9 },
      line: "- The past: 9 users at most, on 2024-06-15. Looked at: 2024-06-15 to 2025-06-15 (366 days with the first and the last), the term of the license in force on the instance",
    },
    {
      tells: "since when an endless license has been in force",
      license: { seats: 9 },
      counts: { peak: 1, current: { ...currentLicense, expiresOn: null } },
      line: "- The past: 1 user at most, on 2024-06-15. Looked at: 2024-06-15 to 2025-06-01 (352 days with the first and the last), since the license in force on the instance began, as it has no end",
    },
    {
      tells: "which days a true-up names",
      license: { seats: 9, previousSeats: 9, ...trueUp },
      counts: { peak: 10, peakOn: "2024-10-01" },
      line: "- The past: 10 users at most, on 2024-10-01. Looked at: 2024-09-01 to 2025-01-01 (123 days with the first and the last), as the true-up in this license names them",
    },
    {
      tells: "which seats before a key had better name",
      license: { seats: 50 },
      counts: { peak: 100, now: 50, current: hundredBefore },
      line: "- the seats before (previous_user_count) named as 100",
    },
    {
      tells: "that a true-up and the seats before are missing",
      license: { seats: 85 },
      counts: { peak: 115, now: 85, current: hundredBefore },
      line: "- a true-up of 15 seats for 2024-06-15 to 2025-06-15, as many as are owed (the tolerance lets 14 pass), and the seats before (previous_user_count) named as 100",
    },
    {
      tells: "that a true-up alone is too little",
      license: { seats: 5, previousSeats: 4, ...trueUp },
      counts: { peak: 7, peakOn: "2024-10-01", now: 7 },
      line: "- a true-up of 3 seats for 2024-09-01 to 2025-01-01, and at least 7 seats",
    },
    {
      tells: "that a sentence of 2017 had other numbers than those that decided",
      license: { seats: 5, previousSeats: 1 },
      counts: { now: 7 },
      line: "These numbers are not those that decided: a defect of these rules. What was compared is below.",
    },
    {
      tells: "that earlier years looked at other days",
      license: { seats: 9 },
      counts: { peak: 10 },
      line: "The past: 10 users at most, on 2024-06-15. Looked at: 2024-06-01 to 2025-06-01 (366 days with the first and the last), the year up to the start of this license",
    },
  ])("tells $tells", ({ license, counts = {}, line }) => {
    expect(linesFor(license, counts)).toContain(line);
  });

  test("tells that no count is taken as nobody", () => {
    expect(linesFor({ seats: 9 }, {}, { daysWith: () => [] })).toContainEqual(
      expect.stringContaining("- The past: no count is recorded, which is taken as 0 users."),
    );
  });

  test("names five days of the peak and counts the rest", () => {
    const days = ["01", "02", "03", "04", "05", "06", "07"].map((date) => day(`2024-07-${date}`));

    expect(linesFor({ seats: 9 }, { peak: 9 }, { daysWith: () => days })).toContainEqual(
      expect.stringContaining(
        "on 2024-07-01, 2024-07-02, 2024-07-03, 2024-07-04, 2024-07-05 and 2 more days. Looked at",
      ),
    );
  });

  test("names other users of today where an earlier year counted others", () => {
    expect(linesFor({ seats: 9 }, { peak: 1, now: 3 }, { activeUsers: 5 })).toContain(
      "Today, 2025-06-01: 5 users",
    );
  });
});

import { describe, expect, test } from "vitest";
import { noticesOver } from "../../../src/timeline/notices.ts";
import type { Entry, Recorded } from "../../../src/timeline/recorded.ts";
import { day } from "../license/a-license.ts";
import { entriesOf, installed, instant, removed, told, utc } from "./entries.ts";

/** Why a license came into force, or is not in force. */
const reasons = (entries: readonly Entry[], now: string) =>
  noticesOver(entries, { now: instant(now), calendar: utc }).flatMap(({ at, change }) => {
    const reason = change.notice === "in-force" ? change.reason : null;
    const passed = change.notice === "not-in-force" ? `not: ${change.unusable}` : null;
    const why = reason ?? passed;
    return why === null ? [] : [`${utc.dayOf(at)} ${change.stored?.row} ${why}`];
  });

const inForce = "2025-06-01 in-force 1";

describe("of several licenses", () => {
  const next = { startsOn: day("2026-06-01"), expiresOn: day("2027-06-01"), blockChangesOn: null };

  test.each<{ name: string; events: readonly (readonly [string, Recorded])[]; why: string[] }>([
    {
      name: "the one that was installed last wins, even over one that lasts longer",
      events: [
        ["2025-06-01", installed(1, { expiresOn: day("2030-06-01") })],
        ["2025-08-01", installed(2, { expiresOn: day("2026-08-01") })],
      ],
      why: ["2025-06-01 1 installed", "2025-08-01 2 installed"],
    },
    {
      name: "the next term takes over on the day on which it starts",
      events: [
        ["2025-06-01", installed(1)],
        ["2025-08-01", installed(2, next)],
      ],
      why: ["2025-06-01 1 installed", "2025-08-01 2 not: not-started", "2026-06-01 2 started"],
    },
    {
      name: "one that ends gives way to an earlier one that lasts longer",
      events: [
        ["2025-06-01", installed(1, { expiresOn: day("2030-06-01") })],
        ["2025-08-01", installed(2)],
      ],
      why: ["2025-06-01 1 installed", "2025-08-01 2 installed", "2026-06-01 1 before-expired"],
    },
    {
      name: "one that is removed gives way to the one before it",
      events: [
        ["2025-06-01", installed(1)],
        ["2025-08-01", installed(2)],
        ["2025-09-01", removed(2)],
      ],
      why: ["2025-06-01 1 installed", "2025-08-01 2 installed", "2025-09-01 1 before-removed"],
    },
    {
      name: "those of a cancelled subscription are passed over for those of another",
      events: [
        ["2025-06-01", installed(1, { subscriptionName: "A-S2", expiresOn: day("2026-07-01") })],
        ["2025-08-01", installed(2)],
        [
          "2025-09-01",
          installed(3, { generatedFromCancellation: true, expiresOn: day("2025-09-01") }),
        ],
      ],
      why: [
        "2025-06-01 1 installed",
        "2025-08-01 2 installed",
        "2025-09-01 3 not: cancelled",
        "2025-09-01 1 before-cancelled",
      ],
    },
    {
      name: "where none can be used, the last installed that has started is in force as it is",
      events: [
        ["2025-06-01", installed(1)],
        [
          "2025-09-01",
          installed(2, { generatedFromCancellation: true, expiresOn: day("2025-09-01") }),
        ],
      ],
      why: ["2025-06-01 1 installed", "2025-09-01 2 none-usable"],
    },
    {
      name: "a license of a subscription that was cancelled before does not come into force",
      events: [
        ["2025-06-01", installed(1, { subscriptionName: "A-S2", expiresOn: day("2026-07-01") })],
        ["2025-07-01", installed(2, { generatedFromCancellation: true })],
        ["2025-08-01", installed(3)],
      ],
      why: ["2025-06-01 1 installed", "2025-07-01 2 not: cancelled", "2025-08-01 3 not: cancelled"],
    },
  ])("$name", ({ events, why }) => {
    expect(reasons(entriesOf(...events), "2026-06-02")).toEqual(why);
  });

  test("only the newest hundred count, and removals bring others back", () => {
    const later = { startsOn: day("2030-01-01"), expiresOn: day("2031-01-01") };
    const events = Array.from(
      { length: 100 },
      (_, index) => ["2025-06-02", installed(index + 2, later)] as const,
    );

    const all = told(
      entriesOf(["2025-06-01", installed(1)], ...events, ["2025-06-03", removed(2)]),
      "2025-06-04",
    ).filter((one) => !one.includes("not-in-force"));

    expect(all).toEqual([inForce, "2025-06-02 none-in-force 1", "2025-06-03 in-force 1"]);
  });

  test("the last that is removed leaves none", () => {
    expect(
      told(entriesOf(["2025-06-01", installed(1)], ["2025-07-01", removed(1)]), "2030-01-01"),
    ).toEqual([inForce, "2025-07-01 none-in-force 1"]);
  });

  test("a new one lets changes in again", () => {
    const entries = entriesOf(["2025-06-01", installed(1)], ["2026-06-20", installed(2, next)]);

    expect(told(entries, "2026-08-01").slice(-3)).toEqual([
      "2026-06-16 grace-over 1",
      "2026-06-20 in-force 2",
      "2026-06-20 changes-allowed 2",
    ]);
  });
});

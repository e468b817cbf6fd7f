import { aTable, aTest, notEmulated, partly, type RowsOf, testedBy } from "./ledger.ts";

const selection = aTable(
  "rules/license/current-license.test.ts",
  "$name: the current one is $place",
);
const usage = aTable(
  "stories/activation/users-beside-a-license.test.ts",
  "with $seats seats, counts $counts and users $users are $expected",
);
const plan = aTable("rules/license/restrictions.test.ts", "that is $value is $plan");

export const licensingSelectionRows = {
  C01: testedBy(selection('{ name: "two usable", licenses: [usable, usable], place: 0 }')),
  C02: testedBy(selection('{ name: "an expired and a usable one"')),
  C03: testedBy(selection('{ name: "all expired"')),
  C04: testedBy(selection('{ name: "a future and a usable one"')),
  C07: partly(
    "a database without its tables, which an instance never has",
    selection('{ name: "none at all"'),
    aTest("seams/db/current-record.test.ts", "is none if none of the stored ones can be read"),
  ),
  C08: notEmulated(
    "a current license that is remembered for a minute; it always is the database's",
  ),
  C09: testedBy(
    aTest(
      "seams/db/current-record.test.ts",
      "is found anew after a row is stored, changed and removed",
    ),
  ),
  C10: testedBy(
    aTest(
      "seams/db/license-records.test.ts",
      "goes by start, then by when a row was stored, then by expiry, latest first",
    ),
    aTest(
      "seams/db/license-records.test.ts",
      "hides the licenses that it cannot read, and shows them again with the old key",
    ),
  ),
} satisfies RowsOf<"licensing", "C">;

const notices = "rules/license/notices.test.ts";

export const licensingDerivedRows = {
  D01: testedBy(
    aTable("rules/license/seats.test.ts", "for $seats seats with $users users is $over")(
      "{ seats: 10, users: 14, over: 4 }",
      "{ seats: 100, users: 110, over: 10 }",
      "{ seats: 2, users: 1, over: 0 }",
      "{ seats: null, users: 1000, over: 0 }",
    ),
  ),
  D02: testedBy(
    aTest(
      "stories/activation/users-beside-a-license.test.ts",
      "were $maximum at most, after $recorded recorded and with $now now",
    ),
  ),
  D03: testedBy(usage("expected: [0, 250, 0]")),
  D04: testedBy(usage("expected: [0, 40, 30]")),
  D07: testedBy(
    aTable(
      "seams/db/user-records.test.ts",
      "are $most from $from to $to",
    )('{ from: "2014-06-01", to: "2014-09-01", most: 900 }'),
  ),
  D08: testedBy(usage("expected: [0, 15, 0]")),
  D11: notEmulated("the mail to whoever pays for the seats, and with it the rule when it is sent"),
  D13: partly(
    "a page for ordinary users that shows the notice",
    aTable(notices, "and blocks changes on $blockChangesOn is told to users on 2026-06-15: $told")(
      '{ blockChangesOn: "2026-06-14", told: true }',
      '{ blockChangesOn: "2026-06-15", told: true }',
      '{ blockChangesOn: "2026-06-16", told: false }',
    ),
    aTable(notices, "is told to users on $today if it is a trial: $told")(
      '{ today: "2026-05-24", told: false }',
      '{ today: "2026-05-25", told: true }',
      '{ today: "2026-05-26", told: true }',
    ),
  ),
  D14: partly(
    "what ends with the grace period",
    aTable(notices, "is past its days of grace on $today: $over")(
      '{ today: "2026-04-01", over: false }',
      '{ today: "2026-06-11", over: false }',
      '{ today: "2026-06-16", over: true }',
    ),
    aTest(notices, "is told to nobody, has no days of grace and no number of days left"),
  ),
  D15: testedBy(
    plan(
      '{ value: undefined, plan: "starter" }',
      '{ value: null, plan: "starter" }',
      '{ value: "", plan: "starter" }',
      '{ value: "unknown", plan: "unknown" }',
    ),
  ),
} satisfies RowsOf<"licensing", "D">;

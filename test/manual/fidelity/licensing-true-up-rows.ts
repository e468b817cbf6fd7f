import { aTable, aTest, partly, type RowsOf, testedBy } from "./ledger.ts";

const trueUp = "rules/license/true-up.test.ts";
const admitted = aTable(
  trueUp,
  "of $trueUpSeats seats beside $previousSeats, $seats new ones, after $peak users, now $now, is admitted: $answer.ok",
);
const tooSmall = admitted(
  "seats: 10, trueUpSeats: 8, previousSeats: 0, peak: 10, now: 0, answer: shortfall(8, 10)",
);
const refusal = aTable(
  "rules/activation/messages.test.ts",
  "names the rule and its numbers: $text",
);
const shortfall = refusal('{ kind: "true-up-shortfall", paid: 8, owed: 10');

export const licensingTrueUpRows = {
  T01: testedBy(tooSmall, shortfall),
  T02: testedBy(
    tooSmall,
    aTable(
      "rules/license/restrictions.test.ts",
      "are read with $form",
    )('form: "a reconciliation that is not completed"'),
  ),
  T04: testedBy(
    admitted("seats: 10, trueUpSeats: 10, previousSeats: 0, peak: 10, now: 0, answer: admitted"),
  ),
  T05: testedBy(
    admitted(
      "seats: 10, trueUpSeats: 10, previousSeats: 0, peak: 10, now: 12, answer: exceededNow(12, 10)",
    ),
  ),
  T08: testedBy(
    admitted(
      "seats: 10, trueUpSeats: 10, previousSeats: null, peak: 900, now: 0, answer: admitted",
    ),
  ),
  T09: testedBy(
    admitted(
      "seats: 10, trueUpSeats: 10, previousSeats: null, peak: 0, now: 12, answer: exceededNow(12, 10)",
    ),
  ),
  T11: testedBy(
    admitted("seats: 5, trueUpSeats: 6, previousSeats: 4, peak: 10, now: 0, answer: admitted"),
  ),
  T12: testedBy(
    admitted(
      "seats: 5, trueUpSeats: 6, previousSeats: 4, peak: 10, now: 12, answer: exceededNow(12, 5)",
    ),
  ),
  T16: testedBy(
    admitted("seats: null, trueUpSeats: 1, previousSeats: 10, peak: 11, now: 0, answer: admitted"),
  ),
  T18: testedBy(
    admitted("seats: 12, trueUpSeats: 0, previousSeats: 10, peak: 10, now: 10, answer: admitted"),
    aTable("rules/license/restrictions.test.ts", "counts if it $form")('form: "is of 0 seats"'),
  ),
  T19: testedBy(
    aTable(
      "rules/license/restrictions.test.ts",
      "does not count if it $form",
    )('form: "has no first day"'),
    aTest(trueUp, "that lacks a key is measured as if there were no true-up"),
  ),
  T22: testedBy(
    aTable(trueUp, "is not checked if it is $name")(
      'name: "online cloud"',
      'name: "offline cloud"',
    ),
  ),
  T23: testedBy(tooSmall),
  T24: testedBy(
    aTable(
      "stories/uploads/stored-legacy-license.test.ts",
      "with $terms stays in force under 900, where a new one is refused",
    )("{ previous_user_count: 8, ...trueUp }"),
  ),
  T25: testedBy(
    admitted("seats: 12, trueUpSeats: 5, previousSeats: 10, peak: 15, now: 12, answer: admitted"),
  ),
} satisfies RowsOf<"licensing", "T">;

const eras = aTable(
  "rules/license/seat-rules.test.ts",
  "$license after $peak users, now $now, is $is",
);
const others = "the rules of 2021, 2016 and 2015";
const ofYears = (row: string) => partly(others, eras(row));

export const licensingEraRows = {
  E01: ofYears("license: { seats: 10 }, peak: 11, now: 0"),
  E02: ofYears("license: renewalTenOfOne, peak: 0, now: 11"),
  E03: partly(
    others,
    eras("license: renewalFiveOfOne,"),
    aTable(
      "stories/uploads/rules-of-other-years.test.ts",
      "is refused in $rules in the words of that year",
    )('rules: "2017"'),
  ),
  E06: ofYears("license: downgrade, peak: 15, now: 0"),
  E09: ofYears("license: downgrade, peak: 15, now: 3"),
  E10: ofYears("license: { seats: 10, cloud: true },"),
} satisfies RowsOf<"licensing", "E">;

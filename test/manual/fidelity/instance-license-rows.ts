import { aTable, aTest, type RowsOf, testedBy } from "./ledger.ts";

const removal = "stories/activation/removal.test.ts";
const removed = aTable(removal, "removes a license of kind %s, with its future subscriptions");
const removedByRow = aTable("doors/rest/remove-license.test.ts", "answers $status to the id $id");

const selection = aTable(
  "rules/license/current-license.test.ts",
  "$name: the current one is $place",
);
const cancellation = aTable("rules/license/current-license.test.ts", "$name");
const renewal = aTable(
  "rules/license/admission.test.ts",
  "for $seats seats instead of $previousSeats after $peak users, now $now, is admitted: $answer.ok",
);
const ending = aTable(
  "rules/license/admission.test.ts",
  "on $expiresOn, with $license, today 2025-06-01, is admitted: $answer.ok",
);

export const instanceRemovalRows = {
  D1: testedBy(aTest(removal, "removes a legacy license too")),
  D2: testedBy(removed('"cloud"')),
  D3: testedBy(
    aTest(
      "doors/rest/remove-license.test.ts",
      "clears the future subscriptions with the license in force",
    ),
    removed(),
  ),
  D4: testedBy(aTest(removal, "leaves the one in force and the future subscriptions")),
  D5: testedBy(removedByRow('{ id: "0", status: 404, body: { message: "404 Not found" } }')),
  D6: testedBy(
    aTable(removal, "(%s) removes none")('"user"', '"anonymous"'),
    aTest(
      "doors/graphql/admin-mode.test.ts",
      "nothing can be removed by an administrator without it",
    ),
  ),
  D7: testedBy(
    aTest("stories/sync/add-ons.test.ts", "takes its add-ons with it when it is removed"),
  ),
} satisfies RowsOf<"instance", "D">;

export const instanceRuleRows = {
  L1: testedBy(
    aTest(
      "stories/dates/licenses-over-time.test.ts",
      "is under the one that was stored later, even if it started earlier",
    ),
  ),
  L2: testedBy(cancellation("its later licenses give way too")),
  L3: testedBy(selection('{ name: "all expired", licenses: [expired, expired], place: 0 }')),
  L4: testedBy(selection('{ name: "only future ones"')),
  L5: testedBy(
    aTable(
      "rules/license/term.test.ts",
      "on $today has started: $started, has expired: $expired",
    )('{ today: "2026-06-01", started: true, expired: true }'),
  ),
  L6: testedBy(renewal("seats: 10, previousSeats: 10, peak: 0, now: 11, answer: admitted")),
  L7: testedBy(
    renewal("seats: 10, previousSeats: 10, peak: 0, now: 12, answer: exceededNow(12, 10)"),
    aTable(
      "rules/activation/messages.test.ts",
      "names the rule and its numbers: $text",
    )('when: "now", users: 14, seats: 9'),
  ),
  L8: testedBy(aTable("rules/license/admission.test.ts", "is admitted, offline %s")()),
  L9: testedBy(ending('expiresOn: "2025-05-31", license: cancellation, answer: admitted')),
} satisfies RowsOf<"instance", "L">;

import { aTable, aTest, partly, type RowsOf, testedBy } from "./ledger.ts";

const queue = aTable("seams/db/seat-link-queue.test.ts", "$what");
const answers = "stories/sync/sync-answers.test.ts";
const changes = "stories/sync/changes-by-sync.test.ts";
const bySync = "stories/sync/answers-by-sync.test.ts";
const badAnswer = aTable(bySync, "$fault");
const badLicense = aTable(
  bySync,
  "of kind $kind leaves the license in force, and the error is seen",
);
const client = "seams/portal/seat-link.test.ts";
const tokens = "stories/activation/service-token.test.ts";
const refusedReport = aTable(client, "with $status and $body fails as: $reason");
const notReported = aTable(
  "doors/cli/sync.test.ts",
  "says why there is nothing to report under $under",
);
const daily = "stories/sync/daily-reports.test.ts";

export const licensingSyncRows = {
  S01: partly(
    "counts at other times of the day than 12:00",
    queue('"leaves out the days before the license and those to come"'),
  ),
  S04: testedBy(queue('"goes by the newest count, be it the highest"')),
  S06: testedBy(
    aTest(daily, "An instance without a license reports nothing, on no day"),
    aTable(daily, "reports nothing under $what, neither at once nor the day after")(
      '"a legacy license"',
      '"an offline license"',
      '"an online license without an end"',
    ),
    notReported(
      '"no license"',
      '"a legacy license"',
      '"an offline license"',
      '"a license without an end"',
    ),
  ),
  S07: testedBy(
    aTest(
      "stories/sync/seat-link.test.ts",
      "goes on reporting after the license has expired, and gets its renewal so",
    ),
    aTable(daily, "reports $what every day")('"an online license that expired 15 days ago"'),
  ),
  S08: testedBy(queue('"without any count says when it was made"')),
  S09: testedBy(aTest(client, "has the product's keys in the product's order")),
  S10: testedBy(
    aTest(
      "stories/sync/failed-reports.test.ts",
      "brings back a license that was removed meanwhile, as the product's does",
    ),
  ),
  S11: testedBy(aTest(answers, "that is another one adds a license, which takes over")),
  S12: testedBy(
    aTest(
      "stories/sync/seat-link.test.ts",
      "moves its last sync with every report, and adds no row for a key that is unchanged",
    ),
  ),
  S14: testedBy(
    aTable(
      answers,
      "that $what leaves the licenses alone, and is told of",
    )('what: "cannot be read"'),
    badLicense('{ kind: "invalid-key", why: invalid }'),
  ),
  S15: testedBy(
    aTest(
      answers,
      "stores the dates of the reconciliation, changes them, and forgets them without both",
    ),
    aTest(changes, "the dates of the reconciliation: set, changed, and forgotten without both"),
  ),
  S17: testedBy(
    aTable(answers, "replaces the subscriptions to come, and $sent clears them")(
      "{ sent: [], answer: { future_subscriptions: [] } }",
      "{ sent: null, answer: {} }",
    ),
    aTest(bySync, "the list of what is to come clears it, and the next answer brings it back"),
  ),
  S18: testedBy(
    refusedReport('status: 400, body: {}, reason: "HTTP status code: 400"'),
    aTable(
      answers,
      "with $status is tried again later, with the portal's word for it",
    )('status: 400, body: ""'),
    badAnswer('{ kind: "status", status: 400 }'),
  ),
  S19: testedBy(
    refusedReport('status: 422, body: { errors: "License is unknown." }'),
    aTable(
      answers,
      "with $status is tried again later, with the portal's word for it",
    )('status: 422, body: { errors: "Unknown license" }'),
    badAnswer('errors: ["Your subscription cannot be found."]'),
  ),
  S20: testedBy(
    aTest(
      "stories/sync/silent-portal.test.ts",
      "A portal that never answers fails the reports of an advance, and does not hold up the clock",
    ),
    badAnswer('{ kind: "drop-connection" }'),
    aTest(bySync, "silence"),
  ),
  S21: testedBy(
    aTest("rules/jobs/retries.test.ts", "21 times, which are 20 retries, is given up"),
    aTest("stories/sync/failed-reports.test.ts", "21 times is dead, and stays in sight"),
    aTest(
      "stories/sync/failed-reports.test.ts",
      "is tried again by the clock, until the portal takes it",
    ),
  ),
  S22: testedBy(
    aTest(tokens, "is followed by a question for a token after an activation"),
    aTest(tokens, "is followed by one when somebody has asked for it"),
    aTest(tokens, "is followed by none if it came of itself, and none is needed"),
  ),
  S24: testedBy(
    aTest(
      "doors/pages/sync-seat-link.test.ts",
      "queues a report under an online license, and says so",
    ),
    aTest("doors/pages/sync-seat-link.test.ts", "refuses with %s, and reports nothing"),
  ),
  S25: testedBy(
    aTest(answers, "of a cancellation is stored, and the other subscription takes over"),
    aTest(answers, "of a cancellation stays in force, expired, where there is no other"),
    aTest(
      changes,
      "a cancellation: the expired license is stored, and stays in force without another",
    ),
    aTest(changes, "a cancellation, after which the instance's other subscription takes over"),
  ),
  S26: testedBy(
    aTest("stories/sync/add-ons.test.ts", "is reported with one entry for that add-on"),
  ),
} satisfies RowsOf<"licensing", "S">;

const form = "doors/pages/license-form.test.ts";
const taken = aTable(form, "$what is stored, and told of on the subscription page");
const refusedByForm = aTable(form, "$what is told of among the settings, and nothing is stored");

export const licensingUploadRows = {
  U01: testedBy(refusedByForm('what: "nothing"')),
  U02: testedBy(refusedByForm('what: "garbage"')),
  U03: testedBy(
    taken(
      'what: "a legacy license that started yesterday"',
      'what: "a legacy license that starts today"',
      'what: "an offline license that starts today"',
    ),
  ),
  U04: testedBy(taken('what: "a license that starts tomorrow"')),
  U06: testedBy(refusedByForm('what: "an online cloud license"')),
  U07: testedBy(refusedByForm('what: "an offline license that has expired"')),
  U08: testedBy(
    taken('what: "a trial"'),
    aTest(
      "stories/uploads/trials.test.ts",
      "is that of the first trial, which is remembered for good",
    ),
  ),
  U10: testedBy(
    aTest(
      "doors/rest/remove-license.test.ts",
      "clears the future subscriptions with the license in force",
    ),
    aTest(
      "doors/pages/remove-license.test.ts",
      "clears the future subscriptions with the license in force",
    ),
    aTest(
      "doors/pages/remove-license.test.ts",
      "leads to the settings where there is none, and removes nothing",
    ),
    aTable(
      "doors/pages/license-form-access.test.ts",
      "lets in nobody but administrators ($method $path)",
    )('{ method: "DELETE", path: "/admin/license" }'),
    aTest(
      "doors/rest/authentication.test.ts",
      "an ordinary user to whom only administrators are let",
    ),
    aTable(
      "doors/rest/remove-license.test.ts",
      "answers $status to the id $id",
    )('{ id: "0", status: 404, body: { message: "404 Not found" } }'),
  ),
  U11: testedBy(
    aTable(
      "doors/rest/refused-uploads.test.ts",
      "answers 400 to $what, and stores nothing",
    )('what: "text that is no license"'),
  ),
  U12: testedBy(
    aTest(
      "doors/rest/upload-license.test.ts",
      "stores a license $where, and answers with it and its active users",
    ),
  ),
} satisfies RowsOf<"licensing", "U">;

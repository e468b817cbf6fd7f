import { aTable, aTest, partly, type RowsOf, testedBy } from "./ledger.ts";

const added = aTest(
  "doors/rest/upload-license.test.ts",
  "stores a license $where, and answers with it and its active users",
);
const refusedUpload = aTable(
  "doors/rest/refused-uploads.test.ts",
  "answers 400 to $what, and stores nothing",
)('what: "text that is no license"');
const forbidden = aTable("doors/rest/license-access.test.ts", "is refused $method $path");
const recount = aTable("doors/rest/license-access.test.ts", "$who answers $status");

const forms = "doors/graphql/request-forms.test.ts";
const refused = aTable("doors/graphql/refused-requests.test.ts", "for $form");
const tokens = "doors/graphql/tokens.test.ts";
const sessions = "doors/graphql/sessions.test.ts";

export const instanceRestRows = {
  R1: testedBy(
    aTest(
      "doors/rest/read-licenses.test.ts",
      "shows the license in force, with 0 as the limit of one that has none",
    ),
  ),
  R2: testedBy(forbidden('{ method: "GET", path: "/license" }')),
  R3: testedBy(
    aTest(
      "doors/rest/usage-export.test.ts",
      "has the license and a line for each recorded day of its term (%s)",
    ),
    aTest("doors/rest/usage-export.test.ts", "of $kind is remembered: $remembered"),
    aTest(
      "stories/start/uploads-on-failing-disk.test.ts",
      "does not remember an export that failed",
    ),
  ),
  R4: testedBy(forbidden('{ method: "GET", path: "/license/usage_export" }')),
  R5: testedBy(added),
  R6: testedBy(refusedUpload),
  R7: testedBy(forbidden('{ method: "POST", path: "/license" }')),
  R8: testedBy(
    aTest("doors/rest/remove-license.test.ts", "removes the row of that database id ($sent)"),
    aTest("stories/activation/removal.test.ts", "removes a legacy license by REST too"),
  ),
  R9: testedBy(
    aTable(
      "doors/rest/remove-license.test.ts",
      "answers $status to the id $id",
    )('{ id: "0", status: 404, body: { message: "404 Not found" } }'),
  ),
  R10: testedBy(
    aTest(
      "doors/rest/authentication.test.ts",
      "an ordinary user to whom only administrators are let",
    ),
  ),
  R11: testedBy(
    aTest(
      "doors/rest/read-licenses.test.ts",
      "shows any license by its database id, with its active users",
    ),
    aTable(
      "doors/rest/read-licenses.test.ts",
      "answers $status to the id $id",
    )('{ id: "2", status: 404'),
    forbidden('{ method: "GET", path: "/license/1" }'),
  ),
  R12: partly(
    "a recount that replaces an older count: users are counted whenever somebody asks",
    recount('who: "for a license"', 'who: "for none"', 'who: "from nobody"'),
    forbidden('{ method: "PUT", path: "/license/1/refresh_billable_users" }'),
  ),
  R13: testedBy(
    aTest(
      "doors/rest/read-licenses.test.ts",
      "lists the latest stored first, without active users",
    ),
  ),
  R14: testedBy(aTest("doors/rest/read-licenses.test.ts", "is empty where there is none")),
  R15: testedBy(forbidden('{ method: "GET", path: "/licenses" }')),
} satisfies RowsOf<"instance", "R">;

const syncButton = "doors/pages/sync-seat-link.test.ts";
const form = "doors/pages/license-form.test.ts";
const refusedByForm = aTable(form, "$what is told of among the settings, and nothing is stored");

export const instanceAdminRows = {
  C1: testedBy(aTest(syncButton, "queues a report under an online license, and says so")),
  C2: testedBy(aTest(syncButton, "refuses with %s, and reports nothing")),
  C3: testedBy(
    aTest(
      "doors/pages/remove-license.test.ts",
      "removes the $kind license in force, and says what is in force then",
    ),
  ),
  C4: testedBy(refusedByForm('what: "nothing"', 'what: "blanks"')),
  C5: testedBy(refusedByForm('what: "garbage"')),
  C6: testedBy(refusedByForm('what: "an online cloud license"')),
  C7: testedBy(
    aTable(form, "$what is stored, and told of on the subscription page")(
      'what: "a legacy license that started yesterday"',
      'what: "an offline license that starts today"',
      'what: "a trial"',
    ),
  ),
} satisfies RowsOf<"instance", "C">;

const activationOnPage = (title: string) =>
  testedBy(aTest("strangers/browser/subscription/activation.test.ts", title));
const inForceOnPage = (title: string) =>
  testedBy(aTest("strangers/browser/subscription/license-in-force.test.ts", title));
const dialog = activationOnPage(
  "beside a license opens a dialog, shows the error in it, and gives the focus back",
);
const refusals = activationOnPage(
  "has one alert, by the first error alone, with the numbers of the answer",
);
const datedAhead = activationOnPage(
  "of a license that starts next month says so, by the instance's clock",
);

export const instancePageRows = {
  E1: testedBy(
    aTest(
      "doors/pages/subscription-page.test.ts",
      "shows the cloud license in force, with its plan, and a link to the usage",
    ),
  ),
  E2: inForceOnPage(
    "says that it has started, can be dismissed, and leaves the focus on its button",
  ),
  E3: inForceOnPage(
    "of a license without an end fails, with a question, a reason, and no way to dismiss it",
  ),
  E4: datedAhead,
  E5: dialog,
  E6: dialog,
  E7: dialog,
  E8: activationOnPage(
    "is what a page without a license offers, with plans and a trial beside it, and no export",
  ),
  E9: refusals,
  E10: activationOnPage("of a license that has expired says so, and stores nothing"),
  E11: datedAhead,
  E12: activationOnPage("shows the license, its type and the success, which gets the focus"),
  E13: inForceOnPage("falls back on the license before, then on none, and tells so each time"),
} satisfies RowsOf<"instance", "E">;

export const instanceHttpRows = {
  H1: testedBy(aTest(forms, "for __typename is answered with Query")),
  H2: testedBy(aTest(forms, "is answered with a list, in order")),
  H3: testedBy(aTable(forms, "($form) ends unexpectedly")('form: "a _json that is a text"')),
  H4: testedBy(refused('form: "1,000 fields"', 'form: "1,000 fields over a batch of five"')),
  H5: testedBy(
    aTest(tokens, "is taken from $slot, and refused there when nobody holds it"),
    aTest(tokens, "is refused in $slot, which is for others"),
    aTest("doors/graphql/worthless-tokens.test.ts", "is refused once it has expired"),
    aTest("doors/graphql/worthless-tokens.test.ts", "is refused once it is revoked"),
  ),
  H6: testedBy(
    aTest(tokens, "without api and read_api is worth nothing"),
    aTest(tokens, "with read_api alone may read and not change"),
  ),
  H7: testedBy(
    aTable(forms, "$form")('form: "by GET"'),
    aTest("doors/graphql/refused-requests.test.ts", "with $form are refused"),
    aTest(
      "doors/graphql/refused-requests.test.ts",
      "with an operationName that picks the query are answered",
    ),
  ),
  H8: testedBy(refused('form: "variables that are no JSON"')),
  H9: testedBy(
    aTest(sessions, "may query with a wrong CSRF token"),
    aTest(sessions, "is refused with a wrong CSRF token for $form"),
  ),
  H10: testedBy(
    aTest(
      "doors/graphql/limits.test.ts",
      "makes every operation of its batch answer so, and none is run",
    ),
  ),
  H11: partly(
    "a limit that is reached by asking often; a fault gives its answer",
    aTable(
      "doors/control/instance-faults.test.ts",
      "answers a mutation with $status, and does not run it",
    )("{ status: 429, body: messageOf("),
  ),
  H12: testedBy(aTest(tokens, "of a deactivated user is answered with 403")),
} satisfies RowsOf<"instance", "H">;

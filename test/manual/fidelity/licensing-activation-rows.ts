import { aTable, aTest, differs, notEmulated, partly, type RowsOf, testedBy } from "./ledger.ts";

const activation = "stories/activation/activation.test.ts";
const failed = "stories/activation/failed-activation.test.ts";
const misbehaving = aTable(
  failed,
  "with $fault is answered with its sentence, and nothing is stored",
);
const log = "stories/activation/activation-log.test.ts";
const told = "stories/uploads/told-by-portal.test.ts";
const futureInAnswer = aTest(
  told,
  "is in the answer with all its fields, and in the list from then on",
);
const secondCode = aTest(
  activation,
  "makes the new license the current one and keeps the old one in the history",
);
const status500 = misbehaving('{ kind: "status", status: 500 }, error: "CONNECTIVITY_ERROR"');
const client = "seams/portal/client.test.ts";
const failedConnection = aTable(client, "because it $how counts as unreachable");

const withoutPortal = aTable(
  "stories/activation/no-portal-access.test.ts",
  "refuses a code that was sold, asks the portal nothing and stores nothing",
);
const seatLink = "stories/sync/seat-link.test.ts";
const duoCore = notEmulated("the setting for Duo Core");
const seatControl = notEmulated("seat control");

export const licensingActivationRows = {
  A01: testedBy(aTest(activation, "answers with the license and makes it the current one")),
  A02: partly(
    "the names under which a real instance keeps them in its database",
    futureInAnswer,
    aTest(
      "seams/portal/redemption.test.ts",
      "gives future subscriptions with their nine fields, null where one is missing",
    ),
  ),
  A03: testedBy(
    aTest(failed, "is refused in the portal's words"),
    misbehaving('{ kind: "errors", errors: ["without cloud compatible subscription"] }'),
  ),
  A04: testedBy(
    status500,
    aTest(log, "names status and body of a portal that failed, without the code"),
  ),
  A05: testedBy(misbehaving('{ kind: "status", status: 403 }')),
  A06: testedBy(
    misbehaving('{ kind: "status", status: 402 }'),
    aTest(log, "has no line for status 402, as with the product"),
  ),
  A07: testedBy(misbehaving('{ kind: "status", status: 422 }')),
  A08: testedBy(
    aTest(failed, "for longer than the instance waits is a connectivity error"),
    aTest(log, "says how the connection to the portal failed"),
  ),
  A09: partly(
    "addresses that the instance may not ask",
    failedConnection('how: "is refused"', 'how: "has a name that does not resolve"'),
    failedConnection('how: "is reset"'),
    aTest(client, "because TLS does not come about counts as unreachable"),
  ),
  A10: testedBy(withoutPortal('situation: "an instance in silent mode"')),
  A11: testedBy(secondCode),
  A12: testedBy(aTest(activation, "keeps the one row and moves only its last sync")),
  A14: testedBy(
    aTest(told, "leaves the license in force, the history and the future list as they were"),
  ),
  A16: partly("the page's title", aTest(activation, "stores it, and no license is current")),
  A17: testedBy(withoutPortal('situation: "an instance that is the hosted product"')),
  A18: differs(
    3,
    "no text of an exception reaches an answer",
    aTable("rules/activation/messages.test.ts", "is one sentence for $failure.kind")(),
  ),
  A19: testedBy(status500),
  A21: testedBy(
    aTable(told, "by $told takes away those that were stored")("{ told: [] }", "{ told: null }"),
  ),
  A22: testedBy(
    aTest(seatLink, "is followed by a report on the new license"),
    aTest(
      "stories/activation/service-token.test.ts",
      "is followed by a question for a token after an activation",
    ),
  ),
  A23: testedBy(
    aTest(seatLink, "of an offline license is followed by none"),
    aTable(
      "stories/sync/daily-reports.test.ts",
      "reports nothing under $what, neither at once nor the day after",
    )('"an offline license"', '"an online license without an end"'),
  ),
  A24: duoCore,
  A25: duoCore,
  A26: seatControl,
  A27: seatControl,
  A28: differs(
    1,
    "the server refuses such a code itself, unless told to leave that to the portal",
    aTable(failed, "such as %j is refused without asking the portal")(
      '"23CharactersAreTooFew01"',
      '"25CharactersAreTooManyOnes"',
    ),
    aTest(failed, "goes to the portal where the check is left to it"),
  ),
  A29: testedBy(
    aTest(
      "stories/start/boot-activation.test.ts",
      "is activated as automated, and the log says so without the code",
    ),
    aTest(activation, "asks the portal once, with both and automated false"),
    aTest(client, "carries the code, the instance's identity and the admin headers"),
  ),
  A30: testedBy(
    aTest(client, "carries the code, the instance's identity and the admin headers"),
    aTable("seams/config/config-sources.test.ts", "include $variable")("GITLAB_QA_USER_AGENT"),
  ),
  A32: differs(
    3,
    "the portal's first reason, in a sentence",
    misbehaving('{ kind: "graphql-errors", errors: [{ message: "Field is gone" }] }'),
  ),
  A33: differs(3, "a sentence of its own", misbehaving('{ kind: "html" }')),
  A35: testedBy(
    aTable(
      "stories/activation/access.test.ts",
      "as %s gets null and an error, and the portal is not asked",
    )('"user"'),
  ),
  A36: testedBy(secondCode),
  A37: testedBy(
    aTest("stories/activation/two-instances.test.ts", "licenses both with the same key"),
  ),
} satisfies RowsOf<"licensing", "A">;

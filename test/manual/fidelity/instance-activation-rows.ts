import { aTable, aTest, differs, notEmulated, partly, type RowsOf, testedBy } from "./ledger.ts";

const told = "stories/uploads/told-by-portal.test.ts";
const everyField = aTest(
  told,
  "is answered with what it says, null for the rest, and the plan starter",
);
const whatIsSent = aTest(told, "is sent to the portal as typed, with who the instance is");
const futureInAnswer = aTest(
  told,
  "is in the answer with all its fields, and in the list from then on",
);
const futureKind = aTable(told, "is of type $type for cloud $cloud and offline $offline");
const futureRule = aTable("rules/activation/future-subscription.test.ts", "is of kind $kind: %o");
const keyThatIsNone = aTest(
  told,
  "leaves the license in force, the history and the future list as they were",
);

const misbehaving = aTable(
  "stories/activation/failed-activation.test.ts",
  "with $fault is answered with its sentence, and nothing is stored",
);
const portalsErrors = misbehaving(
  '{ kind: "errors", errors: ["without cloud compatible subscription"] }',
);

const mayNotRead = aTable(
  "stories/activation/access.test.ts",
  "as $caller gets null and one error for $field",
);
const mayNotChange = aTable(
  "stories/activation/access.test.ts",
  "as %s gets null and an error, and the portal is not asked",
);

const futureList = "stories/activation/lists.test.ts";
const noFuture = aTest(futureList, "are replaced as a whole by the next activation, also by none");
const neverLicensed = aTest(
  "doors/graphql/license-lists.test.ts",
  "has no license, no history and no future subscriptions",
);

export const instanceMutationRows = {
  M1: testedBy(everyField, whatIsSent),
  M2: partly("the names under which a real instance keeps it in its database", futureInAnswer),
  M3: testedBy(aTest(told, "is its number at the portal, or the database's id if it has none")),
  M4: testedBy(mayNotChange('"user"', '"anonymous"')),
  M5: testedBy(portalsErrors),
  M6: testedBy(futureInAnswer),
} satisfies RowsOf<"instance", "M">;

export const instanceActivationRows = {
  S1: partly(
    "the database's own mark of a row that came with a code, which nothing shows",
    aTest(
      "stories/activation/activation.test.ts",
      "answers with the license and makes it the current one",
    ),
  ),
  S2: testedBy(
    aTest(
      "stories/activation/activation.test.ts",
      "makes the new license the current one and keeps the old one in the history",
    ),
  ),
  S3: testedBy(
    aTest(
      "stories/activation/activation.test.ts",
      "keeps the one row and moves only its last sync",
    ),
  ),
  S4: testedBy(noFuture),
  S5: testedBy(
    futureInAnswer,
    aTest(futureList, "are those that came with the last activation, in the portal's order"),
  ),
  S6: notEmulated("the setting for Duo Core: the instance makes nothing of `newSubscription`"),
  S7: testedBy(keyThatIsNone),
  S8: testedBy(portalsErrors),
  S9: testedBy(
    aTable(
      "stories/activation/no-portal-access.test.ts",
      "refuses a code that was sold, asks the portal nothing and stores nothing",
    )('situation: "an instance that is the hosted product"'),
  ),
  S10: differs(
    3,
    "no text of an exception reaches an answer",
    aTable("rules/activation/messages.test.ts", "is one sentence for $failure.kind")(),
  ),
  S11: testedBy(
    aTest("stories/sync/seat-link.test.ts", "is followed by a report on the new license"),
    aTest(
      "stories/activation/service-token.test.ts",
      "is followed by a question for a token after an activation",
    ),
  ),
} satisfies RowsOf<"instance", "S">;

export const instanceQueryRows = {
  Q1: testedBy(mayNotRead('"user"', '"anonymous"')),
  Q2: testedBy(neverLicensed),
  Q3: testedBy(
    aTest(
      "doors/graphql/license-lists.test.ts",
      "goes by start, then by when each was stored, whatever its kind or state",
    ),
  ),
  Q4: testedBy(neverLicensed),
  Q5: testedBy(futureKind('cloud: true, offline: false, type: "online_cloud"')),
  Q6: testedBy(futureKind('cloud: false, offline: false, type: "legacy_license"')),
  Q7: testedBy(futureRule("cloudLicenseEnabled: true, offlineCloudLicensing: true")),
  Q8: testedBy(
    aTest(
      "doors/graphql/admin-mode.test.ts",
      "a signed-in administrator is an ordinary user until the password is given once more",
    ),
    aTable(
      "doors/graphql/admin-mode.test.ts",
      "an administrator's token with the scopes $scopes",
    )('scopes: ["api"], read: refused'),
  ),
} satisfies RowsOf<"instance", "Q">;

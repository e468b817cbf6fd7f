import { aTable, aTest, differs, notEmulated, type RowsOf, testedBy } from "./ledger.ts";

const sync = notEmulated("the daily report to the portal");
const syncAnswer = notEmulated("a license that arrives with the daily report");

export const licensingSyncRows = {
  S01: sync,
  S04: sync,
  S06: sync,
  S07: sync,
  S08: sync,
  S09: sync,
  S10: syncAnswer,
  S11: syncAnswer,
  S12: syncAnswer,
  S14: syncAnswer,
  S15: notEmulated("quarterly reconciliation"),
  S17: syncAnswer,
  S18: sync,
  S19: sync,
  S20: sync,
  S21: sync,
  S22: notEmulated("tokens for cloud services"),
  S24: notEmulated("the sync button's endpoint"),
  S25: syncAnswer,
  S26: notEmulated("add-ons"),
} satisfies RowsOf<"licensing", "S">;

const form = "pages/license-form.test.ts";
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
    aTest("surface/trials.test.ts", "is that of the first trial, which is remembered for good"),
  ),
  U10: testedBy(
    aTest(
      "rest/remove-license.test.ts",
      "clears the future subscriptions with the license in force",
    ),
    aTest(
      "pages/remove-license.test.ts",
      "clears the future subscriptions with the license in force",
    ),
    aTest(
      "pages/remove-license.test.ts",
      "leads to the settings where there is none, and removes nothing",
    ),
    aTable(
      "pages/license-form-access.test.ts",
      "lets in nobody but administrators ($method $path)",
    )('{ method: "DELETE", path: "/admin/license" }'),
    aTest("rest/authentication.test.ts", "an ordinary user to whom only administrators are let"),
    aTable(
      "rest/remove-license.test.ts",
      "answers $status to the id $id",
    )('{ id: "0", status: 404, body: { message: "404 Not found" } }'),
  ),
  U11: testedBy(
    aTable(
      "rest/refused-uploads.test.ts",
      "answers 400 to $what, and stores nothing",
    )('what: "text that is no license"'),
  ),
  U12: testedBy(
    aTest(
      "rest/upload-license.test.ts",
      "stores a license $where, and answers with it and its active users",
    ),
  ),
} satisfies RowsOf<"licensing", "U">;

const codeAtBoot = "start/boot-activation.test.ts";
const atBoot = "start/license-file.test.ts";
const notLoaded = aTable(atBoot, "$what");

export const licensingBootRows = {
  R01: testedBy(
    aTest(
      atBoot,
      "goes without a license where there is no file, and says so to whoever wants to know all",
    ),
  ),
  R02: testedBy(
    aTest(codeAtBoot, "is activated as automated, and the log says so without the code"),
  ),
  R03: differs(
    8,
    "the reasons are logged, and the server stays up",
    aTest(
      codeAtBoot,
      "by the portal leaves an instance without a license, and its reasons in the log",
    ),
  ),
  R04: differs(
    8,
    "it is logged, and the portal is asked again",
    aTest(codeAtBoot, "is asked until it is there, with a line in the log for each attempt"),
    aTest(
      "cli/serve-activation-code.test.ts",
      "is ready while the portal keeps silent, and stops at once",
    ),
  ),
  R06: testedBy(
    aTest(atBoot, "none at all, which is the setting's fault"),
    notLoaded('what: "garbage"', 'what: "one that has expired"'),
  ),
  R07: testedBy(
    aTest(atBoot, "loads the usual file of its data directory, even if others can look into that"),
  ),
  R08: testedBy(
    aTest(
      atBoot,
      "goes without a license where there is no file, and says so to whoever wants to know all",
    ),
  ),
  R09: testedBy(
    aTest("cli/license-info.test.ts", "ends with a sentence where there is no license ($flags)"),
  ),
} satisfies RowsOf<"licensing", "R">;

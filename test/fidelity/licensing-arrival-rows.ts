import { aTable, aTest, notEmulated, type RowsOf, testedBy } from "./ledger.ts";

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

const upload = notEmulated("the form that takes a license file");

export const licensingUploadRows = {
  U01: upload,
  U02: upload,
  U03: upload,
  U04: upload,
  U06: upload,
  U07: upload,
  U08: upload,
  U10: testedBy(
    aTest(
      "rest/remove-license.test.ts",
      "clears the future subscriptions with the license in force",
    ),
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

const firstBoot = notEmulated("a code or a license file from the environment");
const report = notEmulated("the report on the license in a console");

export const licensingBootRows = {
  R01: firstBoot,
  R02: firstBoot,
  R03: firstBoot,
  R04: firstBoot,
  R06: firstBoot,
  R07: firstBoot,
  R08: firstBoot,
  R09: report,
} satisfies RowsOf<"licensing", "R">;

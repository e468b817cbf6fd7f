import { aTable, aTest, differs, type RowsOf, testedBy } from "./ledger.ts";

const codeAtBoot = "stories/start/boot-activation.test.ts";
const atBoot = "stories/start/license-file.test.ts";
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
      "doors/cli/serve-activation-code.test.ts",
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
    aTest(
      "doors/cli/license-info.test.ts",
      "ends with a sentence where there is no license ($flags)",
    ),
  ),
} satisfies RowsOf<"licensing", "R">;

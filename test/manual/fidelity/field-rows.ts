import { aTest, type RowsOf, testedBy } from "./ledger.ts";

const seats = "doors/rest/people.test.ts";
const told = "stories/dates/who-is-told.test.ts";
const console = "doors/cli/console.test.ts";
const consoleOfApi = "doors/control/console.test.ts";
const edits = "seams/stand-in/carried-edits.test.ts";
const back = "doors/pages/license-text-back.test.ts";

export const fieldRows: RowsOf<"handbook", "F"> = {
  F1: testedBy(
    aTest(
      "seams/stand-in/service-token.test.ts",
      "gives whoever has the key of a cloud license a signed token for three days: %s",
    ),
  ),
  F2: testedBy(
    aTest("doors/pages/notices-of-renewals.test.ts", "while the file that follows it is stored"),
    aTest("doors/pages/notices-of-renewals.test.ts", "while the portal has announced what follows"),
    aTest(
      "rules/license/notices.test.ts",
      "from the 30th day after it on: after $days days told is $told",
    ),
    aTest(told, "with two files, of which the second starts when the first ends"),
    aTest(told, "with a renewal that a sync has brought word of"),
    aTest(told, "$days days after its end"),
  ),
  F3: testedBy(
    aTest(
      "doors/pages/tokens-by-script.test.ts",
      "makes a personal access token at %s, which opens what root may",
    ),
  ),
  F4: testedBy(
    aTest(
      "stories/start/license-file.test.ts",
      "loads the first file of its data directory by name, and says which it passed over",
    ),
  ),
  F5: testedBy(
    aTest("doors/rest/sudo.test.ts", "is answered as to that one: $how"),
    aTest("doors/rest/sudo.test.ts", "is refused for $who"),
  ),
  F6: testedBy(
    aTest("doors/graphql/probes.test.ts", "at /-/readiness%s has a list for each service"),
  ),
  F7: testedBy(aTest("doors/rest/upload-license.test.ts", "refuses a license $where")),
  F8: testedBy(
    aTest("doors/rest/read-licenses.test.ts", "has the page that is asked for: $asked"),
    aTest(
      "doors/rest/read-licenses.test.ts",
      "links to the pages around, without the token that was sent",
    ),
  ),
  F9: testedBy(aTest("rules/license/invalid-license.test.ts", "is valid $form")),
  F10: testedBy(
    aTest(edits, "to every key of newKeyAtEverySync"),
    aTest(edits, "over steps of the subscription, which change what they are about"),
    aTest(edits, "whose reports know it, and are answered with the subscription's own key"),
  ),
  F11: testedBy(aTest("stories/dates/renewals.test.ts", "$how")),
  F12: testedBy(
    aTest(
      "rules/license/add-on-purchases.test.ts",
      "that was called code suggestions is Duo Pro for the term: $form",
    ),
  ),
  F13: testedBy(aTest("seams/config/config-problems.test.ts", "$name $text")),
  F15: testedBy(
    aTest(console, "are answered as the console prints it: $line"),
    aTest(console, "are nil or a NoMethodError without a license"),
    aTest(console, "goes by the portal's number of it, kept in a variable as the handbook has it"),
    aTest(console, "comes from a file of whoever types, by the rules of an upload"),
    aTest(console, "is refused with those that are, and no line is run: %s"),
    aTest(consoleOfApi, "is answered as curl -I is: 302, with the way to the sign-in"),
    aTest(consoleOfApi, "raises what the product's client raises where $what"),
  ),
  F16: testedBy(
    aTest("doors/free-edition/graphql.test.ts", "does not know the query $field"),
    aTest(
      "doors/free-edition/graphql.test.ts",
      "says that it is no Enterprise Edition, and its version without -ee",
    ),
    aTest("doors/free-edition/rest.test.ts", "has no %s %s, for whoever asks"),
    aTest("doors/free-edition/pages.test.ts", "have no %s %s"),
    aTest(
      "stories/start/free-edition.test.ts",
      "keeps the license, shows it nowhere, and has it again as an Enterprise Edition",
    ),
    aTest(
      "stories/start/free-edition.test.ts",
      "loads no license file, uses no activation code, and says so",
    ),
  ),
  F17: testedBy(
    aTest(back, "gives the license in force back, byte for byte, under the product's name for it"),
    aTest(back, "shows what a pasted key says, its id too %s"),
    aTest("doors/cli/license-read.test.ts", "reads the license in an exported usage file, $how"),
  ),
  F18: testedBy(
    aTest(seats, "is the statistics, true of the emulator's users, as texts"),
    aTest(seats, "is the namespaces of the people: $path"),
    aTest(seats, "is a page of namespaces, if one is asked for"),
  ),
};

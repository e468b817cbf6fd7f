import { type BehaviourDocument, behaviourTables } from "./behaviour-tables.ts";
import { differences, type Entry, type Ledger, type NamedTest } from "./ledger.ts";
import { testsIn } from "./tests-in.ts";

const titles: Readonly<Record<BehaviourDocument, string>> = {
  instance: "Instance: GraphQL, REST, HTTP and pages",
  licensing: "Licensing: license files, rules, portal and sync",
  network: "Network: how the instance goes out to its portal",
  handbook: "What support does with it",
};

/** The page `docs/fidelity.md`. */
export function fidelityPage(ledger: Ledger): string {
  const documents = Object.keys(behaviourTables) as BehaviourDocument[];
  return `# What is emulated, row by row

How the real system behaves is written down as rows of tables in ${documents.length} documents. Here is each of those rows in a sentence, whether Understudy behaves
so, and the test that fails if it stops doing so. In a test's sentence \`$name\` stands for the values of a table.
[Differences](differences.md) has the reasons of what is different on purpose. Generated from \`test/manual/fidelity\`: \`npm run fidelity\` writes it anew.

| | rows | tested | tested in part | different on purpose | not emulated (yet) |
|---|---|---|---|---|---|
${documents.map((document) => countRow(document, Object.values(ledger[document]))).join("\n")}
${countRow(
  "together",
  documents.flatMap((document) => Object.values<Entry>(ledger[document])),
)}
${documents.map((document) => chapter(document, ledger[document])).join("")}`;
}

function countRow(name: string, entries: readonly Entry[]): string {
  const counted = (is: (entry: Entry) => boolean) => entries.filter(is).length;
  const counts = [
    entries.length,
    counted((entry) => "tests" in entry && !("difference" in entry) && !("missing" in entry)),
    counted((entry) => "missing" in entry),
    counted((entry) => "difference" in entry),
    counted((entry) => "notEmulated" in entry),
  ];
  return `| ${name} | ${counts.join(" | ")} |`;
}

const chapter = (document: BehaviourDocument, rows: Readonly<Record<string, Entry>>) => `
## ${titles[document]}
${behaviourTables[document]
  .map(
    (table) => `
### ${table.about}

| row | what happens | emulated | shown by |
|---|---|---|---|
${Object.entries(table.rows)
  .map(([row, says]) => `| \`${document}:${row}\` | ${inCell(says)} | ${inWords(rows[row])} |`)
  .join("\n")}
`,
  )
  .join("")}`;

/** Whether a row is emulated, and the tests that show it: two cells. */
function inWords(entry: Entry | undefined): string {
  if (entry === undefined) return " | ";
  if ("notEmulated" in entry) return `not yet: ${entry.notEmulated} | `;
  return `${howFar(entry)} | ${entry.tests.map(testInWords).join("; ")}`;
}

function howFar(entry: Exclude<Entry, { readonly notEmulated: string }>): string {
  if ("difference" in entry) {
    return `differs: ${entry.why} (*${differences[entry.difference]}*)`;
  }
  return entry.missing === undefined ? "yes" : `partly; missing: ${entry.missing}`;
}

function testInWords({ file, name, cases }: NamedTest): string {
  const sentence = testsIn(file).find((test) => test.name === name)?.sentence ?? name;
  const rows = cases.map((text) => `\`${inCell(text)}\``).join(", ");
  return `[${inCell(sentence)}](../test/${file})${rows === "" ? "" : ` with ${rows}`}`;
}

const inCell = (text: string) => text.replaceAll("|", "\\|");

import { type BehaviourDocument, behaviourTables } from "./behaviour-tables.ts";
import { differences, type Entry, type Ledger, type NamedTest } from "./ledger.ts";
import { testsIn } from "./tests-in.ts";

const titles: Readonly<Record<BehaviourDocument, string>> = {
  instance: "Instance: GraphQL, REST, HTTP and pages",
  licensing: "Licensing: license files, rules, portal and sync",
  handbook: "What support does with it",
};

/** The page `docs/fidelity.md`. */
export function fidelityPage(ledger: Ledger): string {
  const documents = Object.keys(behaviourTables) as BehaviourDocument[];
  return `# What is emulated, row by row

How the real system behaves is written down as rows of tables in three documents. Here is each of those rows, and the
test that fails if Understudy stops behaving so. The tests' sentences say what the rows are about; \`$name\` stands for the
values of a table. Generated from \`test/manual/fidelity\`: \`npm run fidelity\` writes it anew.

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

| row | |
|---|---|
${table.rows
  .split(" ")
  .map((row) => `| \`${document}:${row}\` | ${inWords(rows[row])} |`)
  .join("\n")}
`,
  )
  .join("")}`;

function inWords(entry: Entry | undefined): string {
  if (entry === undefined) return "";
  if ("notEmulated" in entry) return `*not emulated (yet)*: ${entry.notEmulated}`;
  const shown = entry.tests.map(testInWords).join("; ");
  if ("difference" in entry) {
    const { difference, why } = entry;
    const by = shown === "" ? "" : `; tested by ${shown}`;
    return `*difference ${difference}* (${differences[difference]}): ${why}${by}`;
  }
  return entry.missing === undefined
    ? `*tested by* ${shown}`
    : `*tested by* ${shown}; **missing**: ${entry.missing}`;
}

function testInWords({ file, name, cases }: NamedTest): string {
  const sentence = testsIn(file).find((test) => test.name === name)?.sentence ?? name;
  const rows = cases.map((text) => `\`${inCell(text)}\``).join(", ");
  return `“${inCell(sentence)}”${rows === "" ? "" : ` with ${rows}`} ([${file}](../test/${file}))`;
}

const inCell = (text: string) => text.replaceAll("|", "\\|");

import type { Diagnosis } from "../../diagnosis/diagnose.ts";
import type { Evidence } from "../../diagnosis/finding.ts";
import { textInWords } from "../../scenarios/references.ts";

interface Target {
  readonly file: string;
  /** Where the scenario was written; undefined if nobody wanted it. */
  readonly scenario: string | undefined;
}

/** What was found, where it stands, and what comes next, from above. */
export function diagnosisInWords(diagnosis: Diagnosis, { file, scenario }: Target): string {
  const { complaint, title, certain, couldAlsoBe, sentence, evidence, ask, alsoSeen } = diagnosis;
  const others = couldAlsoBe.length === 0 ? "" : ` It could also be ${couldAlsoBe.join(", ")}.`;
  return [
    complaint === null
      ? "Complaint  none"
      : `Complaint  ${complaint}${certain ? "" : ", probably"}: ${title}`,
    `           ${sentence}${others}`,
    ...block("Evidence", evidence.flatMap(inWords)),
    ...block(
      "Also seen",
      alsoSeen.map((one) => `${one.complaint ?? "–"}, entry ${one.entry}: ${one.sentence}`),
    ),
    ...block(
      "Ask next",
      ask.map((question, index) => `${index + 1}. ${question}`),
    ),
    ...block("Scenario", scenarioLines(diagnosis, { file, scenario })),
  ].join("\n");
}

/** Lines behind a word. */
function block(word: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${(index === 0 ? word : "").padEnd(11)}${line}`);
}

const heading = ({ entry, at, what }: Evidence) =>
  `entry ${entry}${at === null ? "" : `, ${at}`}: ${what}`;

/** A piece of evidence below its entry, which is named once for all pieces that stand in a row. */
function inWords(one: Evidence, index: number, all: readonly Evidence[]): readonly string[] {
  const before = all[index - 1];
  const isSameEntry = before !== undefined && heading(before) === heading(one);
  return [...(isSameEntry ? [] : [heading(one)]), ...(one.text === null ? [] : [`  ${one.text}`])];
}

function scenarioLines({ scenario, evidence }: Diagnosis, { file, scenario: path }: Target) {
  if (evidence.length === 0) return [];
  if (scenario === null) return ["none: nothing that Understudy can do shows that again"];
  return path === undefined
    ? [
        textInWords(scenario.youWillSee),
        `understudy har diagnose ${file} --scenario ticket.json writes it, and understudy scenario run ticket.json runs it`,
      ]
    : [textInWords(scenario.youWillSee), `understudy scenario run ${path} runs it`];
}

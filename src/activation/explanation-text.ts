import type { Day } from "../time/calendar.ts";
import type { ExplainedRules, LicenseExplained, WordedAccount } from "./explain-license.ts";
import {
  comparedLines,
  count,
  headline,
  licenseText,
  pastText,
  remedyText,
  toleranceText,
} from "./explanation-words.ts";

export function explanationText(explained: LicenseExplained): string {
  if (explained.license === null) {
    const problems = explained.problems.map((problem) => `- ${problem}`);
    const { messages } = explained;
    return ["Refused: no license can be read.", "", ...messages, "", ...problems].join("\n");
  }
  return [...verdictText(explained), "", ...yearsText(explained)].join("\n");
}

/** The same without the other years. */
export const verdictText = (explained: ExplainedRules): string[] => {
  const { license, account, today } = explained;
  const remedies = remedyLines(explained, account);
  return [
    licenseText(license),
    `${headline(account)}.`,
    ...messageLines(account).map((line) => `  ${line}`),
    ...section("What was counted", [pastText(account), todayText(account, today)]),
    ...section(`What was compared, ${toleranceText(account.rules)}`, comparedLines(account)),
    ...section(`What would pass: ${theLike(remedies.length)}`, remedies),
  ];
};

const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", heading, ...lines.map((line) => `  - ${line}`)];

const theLike = (ways: number): string =>
  `a new license file that is the same but for${ways > 1 ? " one of" : ""}`;

function messageLines({ messages, tellsOthers }: WordedAccount): readonly string[] {
  return tellsOthers ? [...messages, othersTold] : messages;
}

/** Source: licensing rules, how the seat rules changed; the support handbook has it as a defect of versions before 10.7. */
const othersTold =
  "These numbers are not those that decided: a defect of these rules. What was compared is below.";

const todayText = ({ usersNow }: WordedAccount, today: Day): string =>
  `Today, ${today}: ${count(usersNow, "user")}`;

const remedyLines = ({ license }: ExplainedRules, { remedies }: WordedAccount): string[] =>
  remedies.map((remedy) => remedyText(remedy, license));

const yearsText = (explained: ExplainedRules): string[] => [
  "Under the rules of other years, of the same days and users unless they are named",
  ...explained.otherYears.flatMap((other) => [
    `  ${other.rules}: ${headline(other)}, ${toleranceText(other.rules)}.`,
    ...yearLines(explained, other).map((line) => `    ${line}`),
  ]),
];

/** What is counted as under the rules in force is not said again. */
function yearLines(explained: ExplainedRules, other: WordedAccount): string[] {
  const { account, today } = explained;
  const remedies = remedyLines(explained, other);
  return [
    ...messageLines(other),
    ...(samePast(account, other) ? [] : [pastText(other)]),
    ...(account.usersNow === other.usersNow ? [] : [todayText(other, today)]),
    ...comparedLines(other),
    ...(remedies.length === 0 ? [] : [`What would pass: ${remedies.join("; or ")}`]),
  ];
}

const samePast = ({ window: one }: WordedAccount, { window: other }: WordedAccount): boolean =>
  one?.from === other?.from && one?.to === other?.to;

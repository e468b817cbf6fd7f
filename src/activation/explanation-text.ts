import type { License } from "../license/license.ts";
import type { Remedy } from "../license/remedies.ts";
import type { RuleYear } from "../license/seat-rules.ts";
import type { JudgedWindow } from "../license/term.ts";
import type { ExplainedRules, LicenseExplained, WordedAccount } from "./explain-license.ts";

/** An explanation for people. */
export function explanationText(explained: LicenseExplained): string {
  if (explained.license === null) {
    const problems = explained.problems.map((problem) => `- ${problem}`);
    return [
      ...["Refused: no license can be read."],
      "",
      ...explained.messages,
      "",
      ...problems,
    ].join("\n");
  }
  return [...verdictText(explained), "", ...yearsText(explained)].join("\n");
}

/** The same without the other years. */
export const verdictText = ({ license, account }: ExplainedRules): string[] => {
  const { messages, remedies } = account;
  return [
    licenseText(license),
    `${headline(account)}.`,
    ...messages.map((message) => `  ${message}`),
    "",
    "What was counted",
    ...countedLines(account).map((line) => `  ${line}`),
    ...section("What was compared, the last line decided", comparedLines(account)),
    ...section("What would make it pass, one of", remedies.map(remedyText)),
  ];
};

const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", heading, ...lines.map((line) => `  ${line}`)];

const yearsText = ({ account, otherYears }: ExplainedRules): string[] => [
  "Under the rules of other years",
  ...otherYears.flatMap((other) => [
    `  ${other.rules}: ${headline(other)}.`,
    ...[
      ...other.messages,
      // What they count as the rules in force do is not said again.
      ...countedLines(other).filter((line) => !countedLines(account).includes(line)),
      ...comparedLines(other),
    ].map((line) => `    ${line}`),
  ]),
];

function licenseText(license: License): string {
  const { seats, previousSeats, startsOn, expiresOn, carriesTrueUp, trueUpSeats } = license;
  const facts = [
    `A license for ${seats === null ? "any number of users" : count(seats, "seat")}`,
    `from ${startsOn} ${expiresOn === null ? "without end" : `until ${expiresOn}`}`,
    ...(previousSeats === null ? [] : [`after one for ${count(previousSeats, "seat")}`]),
    ...(carriesTrueUp ? [`with a true-up of ${count(trueUpSeats ?? 0, "seat")}`] : []),
  ];
  return `${facts.join(", ")}.`;
}

const ruleNames: Readonly<Record<WordedAccount["rule"], string>> = {
  "cloud-license": "no rule about seats applies to a cloud license",
  "users-limit": "users limit",
  "true-up": "true-up",
  "available-seats": "available seats",
  expiry: "expiry",
};

const yearNames: Readonly<Record<RuleYear, string>> = {
  today: "today's rules",
  "2018": "the rules of 2018",
  "2017": "the rules of 2017",
};

const headline = ({ admitted, rule, rules }: WordedAccount): string =>
  `${admitted ? "Admitted" : "Refused"} by ${yearNames[rules]} (${ruleNames[rule]})`;

const countedLines = (account: WordedAccount): string[] => [
  pastText(account),
  `Today: ${count(account.usersNow, "user")}`,
];

const pastText = ({ window, historicalMax, peakDays }: WordedAccount): string =>
  window === null
    ? "The past: it does not matter here"
    : `The past: ${window.from} to ${window.to} (${count(window.days, "day")}, ${windowReasonTexts[window.reason]}), ${count(historicalMax ?? 0, "user")} at most, ${peakText(peakDays)}`;

const windowReasonTexts: Readonly<Record<JudgedWindow["reason"], string>> = {
  "term-in-force": "the term of the license in force",
  "endless-term-in-force": "since the license in force began, as it has no end",
  "no-license-in-force": "counted a year back from this license, as none is in force",
  "year-before-start": "the year up to the start of this license",
  "true-up-days": "named by the true-up in the key",
};

const shownDays = 5;

function peakText(days: readonly string[]): string {
  if (days.length === 0) return "as no count is recorded";
  const shown = days.slice(0, shownDays).join(", ");
  const more = days.length - shownDays;
  return `recorded for ${shown}${more > 0 ? ` and ${count(more, "more day")}` : ""}`;
}

const questions: Readonly<Record<WordedAccount["steps"][number]["question"], string>> = {
  "past-fits": "users of the past ≤ seats of the term before",
  "users-before": "seats ≥ users of the past",
  "users-now": "seats ≥ users of today",
  "true-up": "true-up ≥ users of the past − seats they had",
};

const comparedLines = ({ steps }: WordedAccount): string[] =>
  steps.map(
    ({ question, formula, holds }) =>
      `${questions[question]}: ${formula} ${holds ? "holds" : "does not hold"}`,
  );

/** A remedy as a line of a list. */
function remedyText(remedy: Remedy): string {
  switch (remedy.kind) {
    case "more-seats":
      return `- ${count(remedy.seats, "seat")}${enough(remedy.seats, remedy.enough)}`;
    case "name-previous-seats":
      return `- the same key with previous_user_count ${remedy.previousSeats}, the seats of the term before`;
    case "later-expiry":
      return `- in any case an end after ${remedy.after}`;
    case "true-up": {
      const { trueUpSeats, previousSeats, from, to, seats } = remedy;
      const base = previousSeats === null ? "" : `, and previous_user_count ${previousSeats}`;
      const more = seats === null ? "" : `, and at least ${count(seats, "seat")}`;
      return `- a true-up of ${count(trueUpSeats, "seat")}${enough(trueUpSeats, remedy.enough)} for ${from} to ${to}${base}${more}`;
    }
  }
}

const enough = (wanted: number, least: number): string =>
  least < wanted ? ` (with the tolerance, ${least} will do)` : "";

const count = (number: number, noun: string): string =>
  `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;

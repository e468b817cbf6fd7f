import type { License } from "../license/license.ts";
import type { Remedy } from "../license/remedies.ts";
import { type RuleYear, seatRules } from "../license/seat-rules.ts";
import type { JudgedWindow } from "../license/term.ts";
import { trueUpOf } from "../license/true-up.ts";
import type { WordedAccount } from "./explain-license.ts";

type Step = WordedAccount["steps"][number];

/** What a license says of itself. */
export function licenseText(license: License): string {
  const { seats, previousSeats, startsOn, expiresOn } = license;
  const paid = trueUpOf(license);
  const facts = [
    `A license for ${seats === null ? "any number of users" : count(seats, "seat")}`,
    `from ${startsOn} ${expiresOn === null ? "without end" : `until ${expiresOn}`}`,
    ...(paid === null ? [] : [`with a true-up of ${count(paid, "seat")}`]),
  ];
  const before =
    previousSeats === null
      ? "It does not say how many seats the term before had."
      : `It says that the term before had ${count(previousSeats, "seat")}.`;
  return `${facts.join(", ")}. ${before}`;
}

const ruleNames: Readonly<Record<WordedAccount["rule"], string>> = {
  "cloud-license": "no rule about seats applies to a cloud license",
  "users-limit": "users limit",
  "true-up": "true-up",
  "available-seats": "available seats",
  expiry: "expiry",
};

const yearNames: Readonly<Record<RuleYear, string>> = {
  today: "the rules of the current version",
  "2018": "the rules of 2018",
  "2017": "the rules of 2017",
};

/** The verdict in a line. */
export const headline = ({ admitted, rule, rules }: WordedAccount): string =>
  `${admitted ? "Admitted" : "Refused"} by ${yearNames[rules]} (${ruleNames[rule]})`;

/** The users of the past and the days in which they were counted. */
export function pastText({ window, historicalMax, peakDays }: WordedAccount): string {
  if (window === null) return "The past does not matter here";
  const most =
    peakDays.length === 0
      ? "no count is recorded, which is taken as 0 users"
      : `${count(historicalMax ?? 0, "user")} at most, on ${daysText(peakDays)}`;
  return `The past: ${most}. Looked at: ${window.from} to ${window.to} (${count(window.days, "day")} with the first and the last), ${windowReasonTexts[window.reason]}`;
}

/** Why the past was looked at in these days. */
export const windowReasonTexts: Readonly<Record<JudgedWindow["reason"], string>> = {
  "term-in-force": "the term of the license in force on the instance",
  "endless-term-in-force": "since the license in force on the instance began, as it has no end",
  "no-license-in-force": "a year back from this license, as none is in force on the instance",
  "year-before-start": "the year up to the start of this license",
  "true-up-days": "as the true-up in this license names them",
};

const shownDays = 5;

function daysText(days: readonly string[]): string {
  const shown = days.slice(0, shownDays).join(", ");
  const more = days.length - shownDays;
  return `${shown}${more > 0 ? ` and ${count(more, "more day")}` : ""}`;
}

/** How many more than were bought pass: with what a comparison is made. */
export function toleranceText(rules: RuleYear): string {
  const { tolerancePercent } = seatRules[rules];
  return tolerancePercent === 0
    ? "with no tolerance"
    : `with a tolerance of ${tolerancePercent} % on the new seats and the true-up, rounded down`;
}

/** What each comparison asks, and what follows from the answer where another one comes after it. */
const questions: Readonly<Record<Step["question"], { asks: string; yes: string; no: string }>> = {
  "past-fits": {
    asks: "Did the past fit the seats before?",
    yes: "so the new seats need only cover today's users",
    no: "so the new seats must cover the past",
  },
  "users-before": { asks: "Do the new seats cover the past?", yes: "", no: "" },
  "users-now": { asks: "Do the new seats cover today's users?", yes: "", no: "" },
  "true-up": {
    asks: "Does the true-up pay for the users above the seats before?",
    yes: "so the new seats need only cover today's users",
    no: "",
  },
};

/** The comparisons, in order. */
export const comparedLines = ({ steps }: WordedAccount): string[] =>
  steps.map(({ question, formula, holds }, index) => {
    const { asks, yes, no } = questions[question];
    const next = index + 1 === steps.length ? "" : `, ${holds ? yes : no}`;
    return `${asks} ${formula}: ${holds ? "yes" : "no"}${next}`;
  });

/** What to change, each for itself. */
export function remedyText(remedy: Remedy, license: License): string {
  switch (remedy.kind) {
    case "more-seats":
      return `${count(remedy.seats, "seat")}${enough(remedy.seats, remedy.enough, "used")}`;
    case "name-previous-seats":
      return `the seats before (previous_user_count) named as ${remedy.previousSeats}`;
    case "later-expiry":
      return `an end after ${remedy.after}, in any case`;
    case "true-up": {
      const { trueUpSeats, previousSeats, from, to, seats } = remedy;
      const named = license.previousSeats === previousSeats ? "left at" : "named as";
      const base =
        previousSeats === null
          ? ""
          : `, and the seats before (previous_user_count) ${named} ${previousSeats}`;
      const more = seats === null ? "" : `, and at least ${count(seats, "seat")}`;
      const owed = enough(trueUpSeats, remedy.enough, "owed");
      return `a true-up of ${count(trueUpSeats, "seat")} for ${from} to ${to}${owed}${base}${more}`;
    }
  }
}

const enough = (wanted: number, least: number, are: "used" | "owed"): string =>
  least < wanted ? `, as many as are ${are} (the tolerance lets ${least} pass)` : "";

/** A number of things: `1,000 seats`. */
export const count = (number: number, noun: string): string =>
  `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;

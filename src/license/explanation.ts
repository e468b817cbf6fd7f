import { type Day, daysBetween } from "../time/calendar.ts";
import { judgeLicense, type Refusal } from "./admission.ts";
import type { Facts } from "./facts.ts";
import { formulaOf } from "./formula.ts";
import type { License } from "./license.ts";
import { type Remedy, remediesOf } from "./remedies.ts";
import { type SeatJudgment, type Step, usersNow } from "./seat-judgment.ts";
import { type RuleYear, ruleYears } from "./seat-rules.ts";
import type { JudgedWindow, Window } from "./term.ts";

/** What an explanation is made from: what decides, and the rows behind it. */
export interface Evidence extends Facts {
  /** The days within a window for which this count is recorded. */
  daysWith(count: number, window: Window): readonly Day[];
}

/** What the rules of one year say of a license, and why. */
export interface Account {
  readonly rules: RuleYear;
  readonly admitted: boolean;
  readonly rule: SeatJudgment["rule"] | "expiry";
  readonly refusals: readonly Refusal[];
  /** Whether the refusal tells of other users than those that decided, as it did in some years. */
  readonly tellsOthers: boolean;
  /** The days that were looked at, both ends included, and why these; null if the past did not matter. */
  readonly window: (JudgedWindow & { readonly days: number }) | null;
  /** The most users at once in them. */
  readonly historicalMax: number | null;
  /** The days for which that many are recorded; empty if nothing is. */
  readonly peakDays: readonly Day[];
  /** Users of today, as these rules count them. */
  readonly usersNow: number;
  /** What was compared, in order; the last decided. */
  readonly steps: readonly (Pick<Step, "question" | "holds"> & { readonly formula: string })[];
  readonly remedies: readonly Remedy[];
}

/** What is said of a license under the rules in force, and under each other year's. */
export interface Explanation extends Account {
  /** The day on which this is so. */
  readonly today: Day;
  readonly otherYears: readonly Account[];
}

/** Explains what `admitLicense` answers on the same facts: it asks the same judges. */
export function explainLicense(license: License, evidence: Evidence): Explanation {
  const facts = { ...evidence, historicalMax: remembered(evidence) };
  const others = ruleYears.filter((year) => year !== evidence.rules);
  return {
    ...accountOf(license, facts),
    today: facts.today,
    otherYears: others.map((rules) => accountOf(license, { ...facts, rules })),
  };
}

function accountOf(license: License, facts: Evidence): Account {
  const { rules } = facts;
  const { seats, refusals } = judgeLicense(license, facts);
  const { past } = seats;
  const window = past && { ...past.window, days: daysIn(past.window) };
  return {
    rules,
    admitted: refusals.length === 0,
    rule: refusals[0]?.kind === "license-expired" ? "expiry" : seats.rule,
    refusals,
    tellsOthers: tellsOthers(seats),
    window,
    historicalMax: past?.historicalMax ?? null,
    peakDays: past ? facts.daysWith(past.historicalMax, past.window) : [],
    usersNow: usersNow(facts),
    steps: seats.steps.map((step) => ({
      question: step.question,
      holds: step.holds,
      formula: formulaOf(step, rules),
    })),
    remedies: remediesOf(license, facts),
  };
}

function tellsOthers({ steps, refusal }: SeatJudgment): boolean {
  const decided = steps.at(-1);
  return (
    refusal?.kind === "seats-exceeded" &&
    decided?.question !== (refusal.when === "now" ? "users-now" : "users-before")
  );
}

/** Dates that contradict each other make a window without a day. */
const daysIn = ({ from, to }: Window): number => Math.max(daysBetween(from, to) + 1, 0);

/** Remedies are found by judging again and again. */
function remembered(facts: Facts): Facts["historicalMax"] {
  const known = new Map<string, number>();
  return (window) => {
    const days = `${window.from} ${window.to}`;
    const most = known.get(days) ?? facts.historicalMax(window);
    known.set(days, most);
    return most;
  };
}

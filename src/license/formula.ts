import type { Step } from "./seat-judgment.ts";
import { type RuleYear, seatRules } from "./seat-rules.ts";

/** A comparison with its numbers: `floor(9 × 1.1) = 9 ≥ 10`. */
export function formulaOf(step: Step, rules: RuleYear): string {
  switch (step.question) {
    case "past-fits":
      return `${step.historicalMax} ≤ ${step.previousSeats}`;
    case "users-now":
    case "users-before":
      return step.seats === null
        ? `unlimited ≥ ${step.users}`
        : `${tolerated(step.seats, step.allowed, rules)} ≥ ${step.users}`;
    case "true-up": {
      const { paid, allowed, historicalMax, base, owed } = step;
      const paidFor = tolerated(paid, allowed, rules);
      return base === null
        ? `${paidFor} ≥ 0`
        : `${paidFor} ≥ ${historicalMax} − ${inSum(base)} = ${owed}`;
    }
  }
}

function tolerated(quantity: number, allowed: number | null, rules: RuleYear): string {
  const { tolerancePercent } = seatRules[rules];
  return tolerancePercent === 0
    ? String(quantity)
    : `floor(${quantity} × ${1 + tolerancePercent / 100}) = ${allowed}`;
}

const inSum = (number: number) => (number < 0 ? `(${number})` : String(number));

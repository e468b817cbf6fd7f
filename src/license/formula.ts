import type { Step } from "./seat-judgment.ts";
import { type RuleYear, seatRules } from "./seat-rules.ts";

/** One side of a comparison: how it comes about, and what it comes to. */
interface Side {
  readonly term: string;
  readonly value: string;
}

/** A comparison with its numbers: `floor(9 × 1.1) ≥ 10, that is 9 ≥ 10`. */
export function formulaOf(step: Step, rules: RuleYear): string {
  switch (step.question) {
    case "past-fits":
      return `${step.historicalMax} ≤ ${step.previousSeats}`;
    case "users-now":
    case "users-before":
      return atLeast(
        step.seats === null ? plain("unlimited") : tolerated(step.seats, step.allowed, rules),
        plain(step.users),
      );
    case "true-up": {
      const { paid, allowed, historicalMax, base, owed } = step;
      return atLeast(
        tolerated(paid, allowed, rules),
        base === null
          ? plain(owed)
          : { term: `${historicalMax} − ${inSum(base)}`, value: String(owed) },
      );
    }
  }
}

function atLeast(left: Side, right: Side): string {
  const comparison = `${left.term} ≥ ${right.term}`;
  const outcome = `${left.value} ≥ ${right.value}`;
  return comparison === outcome ? outcome : `${comparison}, that is ${outcome}`;
}

const plain = (value: number | string): Side => ({ term: String(value), value: String(value) });

function tolerated(quantity: number, allowed: number, rules: RuleYear): Side {
  const { tolerancePercent } = seatRules[rules];
  const term =
    tolerancePercent === 0
      ? String(quantity)
      : `floor(${quantity} × ${1 + tolerancePercent / 100})`;
  return { term, value: String(allowed) };
}

const inSum = (number: number) => (number < 0 ? `(${number})` : String(number));

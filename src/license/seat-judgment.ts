import type { Facts } from "./facts.ts";
import type { License } from "./license.ts";
import { seatRules } from "./seat-rules.ts";
import {
  compareSeats,
  type SeatsExceeded,
  type SeatsStep,
  seatsExceeded,
  usersLimitExceeded,
} from "./seats.ts";
import { type JudgedWindow, priorWindow, trueUpWindow } from "./term.ts";
import { compareTrueUp, type TrueUpShortfall, type TrueUpStep, trueUpOf } from "./true-up.ts";

/** Whether the term before ran within its seats. Then a renewal is measured by today's users. */
interface PastStep {
  readonly question: "past-fits";
  readonly historicalMax: number;
  readonly previousSeats: number;
  readonly holds: boolean;
}

export type Step = PastStep | SeatsStep | TrueUpStep;

/** What the rules about seats say of a license, and how they came to it. */
export interface SeatJudgment {
  readonly rule: "cloud-license" | "users-limit" | "true-up" | "available-seats";
  /** The days whose counts were looked at, and the most users at once in them; null if today's alone mattered. */
  readonly past: { readonly window: JudgedWindow; readonly historicalMax: number } | null;
  /** What was compared, in order; the last decided. */
  readonly steps: readonly Step[];
  readonly refusal: SeatsExceeded | TrueUpShortfall | null;
}

/**
 * Judges a license by the rules about seats, of which at most one can refuse.
 *
 * Source: licensing rules, validations and decision tables.
 */
export function judgeSeats(license: License, facts: Facts): SeatJudgment {
  const rules = seatRules[facts.rules];
  // Cloud licenses, offline ones too, are paid by what was used.
  if (license.cloud && rules.exemptCloud) {
    return { rule: "cloud-license", past: null, steps: [], refusal: null };
  }
  if (license.reconciliationCompleted && rules.knowsReconciliation) {
    return { ...judgeAvailableSeats(license, facts), past: null };
  }
  const paid = trueUpOf(license);
  return paid === null ? judgeUsersLimit(license, facts) : judgeTrueUp(license, paid, facts);
}

/** Users of today, as those rules count them. */
export const usersNow = ({ rules, billableUsers, activeUsers }: Facts): number =>
  seatRules[rules].counted === "billable-users" ? billableUsers : activeUsers;

function judgeAvailableSeats(license: License, facts: Facts) {
  const rules = seatRules[facts.rules];
  const step = compareSeats(license, "users-now", { users: usersNow(facts), rules });
  const refusal = step.holds ? null : seatsExceeded(step, facts.rules);
  return { rule: "available-seats", steps: [step], refusal } as const;
}

function judgeTrueUp(license: License, paid: number, facts: Facts): SeatJudgment {
  const rules = seatRules[facts.rules];
  const window = trueUpWindow(license, facts.current, rules);
  const historicalMax = facts.historicalMax(window);
  const past = { window, historicalMax };
  const step = compareTrueUp(license, { paid, historicalMax }, { rules, now: usersNow(facts) });
  if (!step.holds) {
    const { owed } = step;
    const refusal = { kind: "true-up-shortfall", paid, owed, rules: facts.rules } as const;
    return { rule: "true-up", past, steps: [step], refusal };
  }
  const seats = judgeAvailableSeats(license, facts);
  return { ...seats, past, steps: [step, ...seats.steps] };
}

/**
 * A first license is measured by the past alone, however many users there are today. A renewal whose past fitted the
 * seats of the term before is measured by today alone.
 */
function judgeUsersLimit(license: License, facts: Facts): SeatJudgment {
  const rules = seatRules[facts.rules];
  const window = priorWindow(license, facts.current, rules);
  const historicalMax = facts.historicalMax(window);
  const now = usersNow(facts);
  const fitted = pastOf(license, historicalMax);
  const step = fitted.some(({ holds }) => holds)
    ? compareSeats(license, "users-now", { users: now, rules })
    : compareSeats(license, "users-before", { users: historicalMax, rules });
  return {
    rule: "users-limit",
    past: { window, historicalMax },
    steps: [...fitted, step],
    refusal: step.holds
      ? null
      : usersLimitExceeded(step, { historicalMax, now, rules: facts.rules }),
  };
}

/** Empty for a key that names no seats of the term before. */
const pastOf = ({ previousSeats }: License, historicalMax: number): readonly PastStep[] =>
  previousSeats === null
    ? []
    : [
        {
          question: "past-fits",
          historicalMax,
          previousSeats,
          holds: historicalMax <= previousSeats,
        },
      ];

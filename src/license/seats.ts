import type { License } from "./license.ts";
import { type RuleYear, type SeatRules, seatRules } from "./seat-rules.ts";

/** More users than seats and tolerance allow: users counted today, or the most at once in the term before. */
export interface SeatsExceeded {
  readonly kind: "seats-exceeded";
  readonly when: "now" | "before";
  /** Those that are told of, which in earlier years are not always those that were measured. */
  readonly users: number;
  readonly seats: number;
  /** The year whose rules refuse. */
  readonly rules: RuleYear;
}

/** Whether users find a seat. */
export type SeatsStep = LimitedStep | UnlimitedStep;

interface Users {
  readonly question: "users-now" | "users-before";
  readonly users: number;
}

interface LimitedStep extends Users {
  readonly seats: number;
  /** The seats with the tolerance. */
  readonly allowed: number;
  readonly holds: boolean;
}

interface UnlimitedStep extends Users {
  readonly seats: null;
  readonly allowed: null;
  readonly holds: true;
}

/** Compares users with the seats of a license. Source: licensing rules, available seats and users limit. */
export function compareSeats(
  { seats }: License,
  question: SeatsStep["question"],
  { users, rules }: { readonly users: number; readonly rules: SeatRules },
): SeatsStep {
  if (seats === null) return { question, users, seats, allowed: null, holds: true };
  const allowed = withTolerance(seats, rules);
  return { question, users, seats, allowed, holds: allowed >= users };
}

/** The refusal of users who find no seat. */
export const seatsExceeded = (
  { question, users, seats }: LimitedStep,
  rules: RuleYear,
): SeatsExceeded => ({
  kind: "seats-exceeded",
  when: question === "users-now" ? "now" : "before",
  users,
  seats,
  rules,
});

/** The refusal of the users limit, with the number that was told in that year. */
export function usersLimitExceeded(
  step: LimitedStep,
  { historicalMax, now, rules }: { historicalMax: number; now: number; rules: RuleYear },
): SeatsExceeded {
  const { told } = seatRules[rules];
  if (told === "measured") return seatsExceeded(step, rules);
  const tellsNow = told === "historical-max-unless-0" && historicalMax === 0;
  return {
    ...seatsExceeded(step, rules),
    ...(tellsNow ? { when: "now", users: now } : { when: "before", users: historicalMax }),
  };
}

/** How many of `users` have no seat. The tolerance is for refusing licenses and does not count here. */
export const overage = (license: License, users: number): number =>
  license.seats === null ? 0 : Math.max(users - license.seats, 0);

/** Source: licensing rules, threshold: some per cent more than bought, rounded down. */
export const withTolerance = (quantity: number, { tolerancePercent }: SeatRules): number =>
  Math.floor((quantity * (100 + tolerancePercent)) / 100);

import type { License } from "./license.ts";
import type { RuleYear, SeatRules } from "./seat-rules.ts";
import { withTolerance } from "./seats.ts";

/** Fewer seats paid for after the fact than were owed. */
export interface TrueUpShortfall {
  readonly kind: "true-up-shortfall";
  readonly paid: number;
  readonly owed: number;
  /** The year whose rules refuse. */
  readonly rules: RuleYear;
}

/** Whether a true-up pays for what is owed. */
export interface TrueUpStep {
  readonly question: "true-up";
  readonly paid: number;
  /** What was paid, with the tolerance. */
  readonly allowed: number;
  readonly historicalMax: number;
  /** The seats that were in force; null if nobody knows, and nothing is owed. */
  readonly base: number | null;
  readonly owed: number;
  readonly holds: boolean;
}

/** The seats that a license pays for after the fact; null if it carries no true-up. */
export const trueUpOf = ({ carriesTrueUp, trueUpSeats }: License): number | null =>
  carriesTrueUp ? trueUpSeats : null;

/**
 * Compares what a license pays for after the fact with the seats the term before ran over.
 *
 * Owed is what `historicalMax` exceeds the seats in force during the true-up's own days, or those of the term before.
 * Whether today's users find a seat is `seats.ts`'s question. Source: licensing rules, true-up.
 */
export function compareTrueUp(
  license: License,
  { paid, historicalMax }: { readonly paid: number; readonly historicalMax: number },
  { rules, now }: { readonly rules: SeatRules; readonly now: number },
): TrueUpStep {
  const base = seatsInForce(license, rules, now);
  const allowed = withTolerance(paid, rules);
  const owed = historicalMax - (base ?? historicalMax);
  const holds = base === null || allowed >= owed;
  return { question: "true-up", paid, allowed, historicalMax, base, owed, holds };
}

function seatsInForce(license: License, rules: SeatRules, now: number): number | null {
  const { trueUpPeriodSeats, previousSeats } = license;
  const named = rules.knowsTrueUpPeriodSeats ? (trueUpPeriodSeats ?? previousSeats) : previousSeats;
  return named ?? (rules.trueUpWithoutBase === "nothing-owed" ? null : now);
}

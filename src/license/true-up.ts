import { err, ok, type Result } from "../result.ts";
import type { License } from "./license.ts";
import { withTolerance } from "./seats.ts";

/** Fewer seats paid for after the fact than were owed. */
export interface TrueUpShortfall {
  readonly kind: "true-up-shortfall";
  readonly paid: number;
  readonly owed: number;
}

/**
 * Checks that a license pays for the seats the term before ran over.
 *
 * Owed is what `historicalMax` exceeds the seats in force during the true-up's own days, or those of the term before.
 * If the key names neither, nothing is owed. Whether today's users find a seat is `seats.ts`'s question.
 * Source: licensing rules, true-up.
 */
export function checkTrueUp(
  license: License,
  historicalMax: number,
): Result<void, TrueUpShortfall> {
  const seatsInForce = license.trueUpPeriodSeats ?? license.previousSeats;
  if (seatsInForce === null) return ok(undefined);
  const paid = license.trueUpSeats ?? 0;
  const owed = historicalMax - seatsInForce;
  return withTolerance(paid) >= owed
    ? ok(undefined)
    : err({ kind: "true-up-shortfall", paid, owed });
}

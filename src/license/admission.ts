import { err, ok, type Result } from "../base/result.ts";
import type { Facts } from "./facts.ts";
import { isSubscriptionCancelled, type License } from "./license.ts";
import { judgeSeats, type SeatJudgment } from "./seat-judgment.ts";
import type { SeatsExceeded } from "./seats.ts";
import { isExpired } from "./term.ts";
import type { TrueUpShortfall } from "./true-up.ts";

export type Refusal = SeatsExceeded | TrueUpShortfall | LicenseExpired;

interface LicenseExpired {
  readonly kind: "license-expired";
}

/** How it was decided whether a license may be installed. */
interface Judgment {
  readonly seats: SeatJudgment;
  /** Empty if it may. */
  readonly refusals: readonly Refusal[];
}

/**
 * Decides whether a license may be installed. A license that is installed already is never checked again.
 *
 * At most one rule about seats can refuse, and expiry in addition. Source: licensing rules, validations of a new row.
 */
export function admitLicense(license: License, facts: Facts): Result<void, readonly Refusal[]> {
  const { refusals } = judgeLicense(license, facts);
  return refusals.length === 0 ? ok(undefined) : err(refusals);
}

/** Decides the same, and says how. */
export function judgeLicense(license: License, facts: Facts): Judgment {
  const seats = judgeSeats(license, facts);
  const expired = isExpired(license, facts.today) && !isSubscriptionCancelled(license);
  return {
    seats,
    refusals: [
      ...(seats.refusal ? [seats.refusal] : []),
      ...(expired ? [{ kind: "license-expired" } as const] : []),
    ],
  };
}

import type { Day } from "../calendar.ts";
import { err, ok, type Result } from "../result.ts";
import { isSubscriptionCancelled } from "./kind.ts";
import type { License } from "./license.ts";
import { checkAvailableSeats, checkUsersLimit, type SeatsExceeded } from "./seats.ts";
import { isExpired, priorWindow, trueUpWindow, type Window } from "./term.ts";
import { checkTrueUp, type TrueUpShortfall } from "./true-up.ts";

/** What an instance knows when a license is about to be installed. */
export interface Facts {
  readonly today: Day;
  /** The license in force so far. */
  readonly current: License | null;
  /** Counted under the plan of the license in force so far. */
  readonly billableUsers: number;
  /** The most users at once in a window; 0 where nothing was recorded. */
  historicalMax(window: Window): number;
}

export type Refusal = SeatsExceeded | TrueUpShortfall | LicenseExpired;

interface LicenseExpired {
  readonly kind: "license-expired";
}

/**
 * Decides whether a license may be installed. A license that is installed already is never checked again.
 *
 * At most one rule about seats can refuse, and expiry in addition. Source: licensing rules, validations of a new row.
 */
export function admitLicense(license: License, facts: Facts): Result<void, readonly Refusal[]> {
  const refusals: Refusal[] = [];
  const seats = checkSeatRules(license, facts);
  if (!seats.ok) refusals.push(seats.error);
  if (isExpired(license, facts.today) && !isSubscriptionCancelled(license)) {
    refusals.push({ kind: "license-expired" });
  }
  return refusals.length === 0 ? ok(undefined) : err(refusals);
}

/** Cloud licenses, offline ones too, are paid by what was used: no rule about seats applies. */
function checkSeatRules(
  license: License,
  facts: Facts,
): Result<void, SeatsExceeded | TrueUpShortfall> {
  if (license.cloud) return ok(undefined);
  if (license.reconciliationCompleted) return checkAvailableSeats(license, facts.billableUsers);
  if (license.carriesTrueUp) {
    const peak = facts.historicalMax(trueUpWindow(license, facts.current));
    const trueUp = checkTrueUp(license, peak);
    return trueUp.ok ? checkAvailableSeats(license, facts.billableUsers) : trueUp;
  }
  const peak = facts.historicalMax(priorWindow(license, facts.current));
  return checkUsersLimit(license, facts.billableUsers, peak);
}

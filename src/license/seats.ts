import { err, ok, type Result } from "../result.ts";
import type { License } from "./license.ts";

/** More users than seats and tolerance allow: users counted today, or the most at once in the term before. */
export interface SeatsExceeded {
  readonly kind: "seats-exceeded";
  readonly when: "now" | "before";
  readonly users: number;
  readonly seats: number;
}

/**
 * Checks a license that carries no true-up against the users it has to seat.
 *
 * A first license is measured by the past alone, however many users there are today. A renewal whose past fitted the
 * seats of the term before is measured by today alone. Source: licensing rules, users limit.
 */
export function checkUsersLimit(
  license: License,
  billableUsers: number,
  historicalMax: number,
): Result<void, SeatsExceeded> {
  const { previousSeats } = license;
  if (previousSeats !== null && historicalMax <= previousSeats) {
    return checkAvailableSeats(license, billableUsers);
  }
  return checkSeats(license.seats, "before", historicalMax);
}

/** Checks that today's users find a seat. Source: licensing rules, available seats. */
export const checkAvailableSeats = (
  license: License,
  billableUsers: number,
): Result<void, SeatsExceeded> => checkSeats(license.seats, "now", billableUsers);

/** How many of `users` have no seat. The tolerance is for refusing licenses and does not count here. */
export const overage = (license: License, users: number): number =>
  license.seats === null ? 0 : Math.max(users - license.seats, 0);

/** Source: licensing rules, threshold: ten per cent more than bought, rounded down. */
export const withTolerance = (quantity: number): number => Math.floor((quantity * 11) / 10);

function checkSeats(
  seats: number | null,
  when: SeatsExceeded["when"],
  users: number,
): Result<void, SeatsExceeded> {
  if (seats === null || withTolerance(seats) >= users) return ok(undefined);
  return err({ kind: "seats-exceeded", when, users, seats });
}

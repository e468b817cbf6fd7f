import { addYears, type Day } from "../time/calendar.ts";
import type { Evidence } from "./explanation.ts";
import type { License } from "./license.ts";
import { usersNow } from "./seat-judgment.ts";
import { type RuleYear, seatRules } from "./seat-rules.ts";
import { withTolerance } from "./seats.ts";
import { type JudgedWindow, priorWindow } from "./term.ts";

/** How the users of an instance compare with its seats, and what the next license will be judged by. */
export interface SeatsOverTime {
  /** The year whose rules are applied. */
  readonly rules: RuleYear;
  readonly today: Day;
  /** Users of today, as these rules count them. */
  readonly usersNow: number;
  /** Seats of the license in force; null is unlimited, or that none is in force. */
  readonly seats: number | null;
  /** How many per cent more than was bought pass, and what the seats in force come to with them. */
  readonly tolerance: { readonly percent: number; readonly most: number | null };
  /** The days whose counts the next license must cover; null if none is in force. */
  readonly window: JudgedWindow | null;
  /** The most users at once in them. */
  readonly historicalMax: number | null;
  /** The days for which that many are recorded. */
  readonly peakDays: readonly Day[];
}

/** Tells it by the rules that judge a license: the next one is taken to follow the one in force for a year. */
export function seatsOverTime(evidence: Evidence): SeatsOverTime {
  const { rules, today, current } = evidence;
  const seats = current?.seats ?? null;
  const window = current && priorWindow(nextOf(current, today), current, seatRules[rules]);
  const historicalMax = window && evidence.historicalMax(window);
  return {
    rules,
    today,
    usersNow: usersNow(evidence),
    seats,
    tolerance: {
      percent: seatRules[rules].tolerancePercent,
      most: seatsWithTolerance(seats, rules),
    },
    window,
    historicalMax,
    peakDays: window && historicalMax ? evidence.daysWith(historicalMax, window) : [],
  };
}

/** How many users the seats of a license let pass; null is unlimited. */
export const seatsWithTolerance = (seats: number | null, rules: RuleYear): number | null =>
  seats === null ? null : withTolerance(seats, seatRules[rules]);

function nextOf(current: License, today: Day): License {
  const startsOn = current.expiresOn ?? today;
  return { ...current, startsOn, expiresOn: addYears(startsOn, 1) };
}

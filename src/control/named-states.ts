import type { StateName } from "../contract/state.ts";
import type { License } from "../license/license.ts";
import { daysOfGrace, noticeDays } from "../license/notices.ts";
import { daysBetween, lastDay } from "../time/calendar.ts";
import { furthestYears } from "../time/clock.ts";
import { addDays, type Day } from "../time/day.ts";

type TermFacts = Pick<License, "startsOn" | "expiresOn" | "blockChangesOn" | "trial">;

/** The days on which a license is in a state, both included; null is for ever. */
interface Days {
  readonly first: Day;
  readonly last: Day | null;
}

type DaysOf = (term: TermFacts & { readonly expiresOn: Day }) => Days | null;

interface NamedState {
  /** Whether it is a trial's. */
  readonly trial: boolean;
  /** Null for a license that never is in this state. */
  readonly days: DaysOf;
}

const oneDay = (day: Day): Days => ({ first: day, last: day });

/** So many days after the end, or before it. */
const fromEnd =
  (days: number): DaysOf =>
  ({ expiresOn }) =>
    oneDay(addDays(expiresOn, days));

/** Until it is spoken of. */
const farFromEnd: DaysOf = (term) => ({
  first: term.startsOn,
  last: addDays(term.expiresOn, -noticeDays(term) - 1),
});

/** The states around the end of a license in which an instance can be put, by name. */
export const namedStates = {
  active: { trial: false, days: farFromEnd },
  "expires-in-15-days": { trial: false, days: fromEnd(-15) },
  "expires-in-3-days": { trial: false, days: fromEnd(-3) },
  "expires-today": { trial: false, days: fromEnd(0) },
  expired: { trial: false, days: fromEnd(1) },
  "changes-blocked": {
    trial: false,
    days: ({ blockChangesOn }) => blockChangesOn && oneDay(blockChangesOn),
  },
  "grace-over": {
    trial: false,
    days: ({ expiresOn }) => ({ first: addDays(expiresOn, daysOfGrace + 1), last: null }),
  },
  trial: { trial: true, days: farFromEnd },
  "trial-ends-soon": { trial: true, days: fromEnd(-7) },
  "trial-expired": { trial: true, days: fromEnd(1) },
} satisfies Record<StateName, NamedState>;

/** Whether a license is in a state on a day. */
export function isIn(name: StateName, term: TermFacts, today: Day): boolean {
  const days = daysIn(name, term);
  return days !== null && days.first <= today && !isPast(days, today);
}

/**
 * The day on which a license is in a state, today or later; null if it never will be. The clock can be moved there with
 * its jobs.
 */
export function dayAhead(name: StateName, term: TermFacts, today: Day): Day | null {
  const days = daysIn(name, term);
  if (days === null || isPast(days, today)) return null;
  if (days.first <= today) return today;
  // Days after the year 9999 do not compare as strings.
  const isOnCalendar = daysBetween(days.first, lastDay) >= 0;
  return isOnCalendar && daysBetween(today, days.first) <= furthestDays ? days.first : null;
}

/** What is further is passed over without its jobs. */
const furthestDays = furthestYears * 365.25;

const isPast = ({ last }: Days, today: Day): boolean => last !== null && last < today;

function daysIn(name: StateName, term: TermFacts): Days | null {
  const { trial, days }: NamedState = namedStates[name];
  const { expiresOn } = term;
  return expiresOn === null || (term.trial === true) !== trial
    ? null
    : days({ ...term, expiresOn });
}

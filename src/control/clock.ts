import { err, ok, type Result } from "../base/result.ts";
import type { ClockSetting, Distance } from "../contract/clock.ts";
import type { AnswerOf } from "../contract/operations.ts";
import type { Ran } from "../jobs/ran.ts";
import {
  addMonths,
  addYears,
  type Calendar,
  daysBetween,
  type Instant,
  lastInstant,
  parseInstant,
} from "../time/calendar.ts";
import { type AdjustableClock, furthestYears } from "../time/clock.ts";
import { parseDay } from "../time/day.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";

export function clockShown({
  clock: { calendar, now, running },
  worker,
}: Pick<Controlled, "clock" | "worker">): AnswerOf<"clock.show"> {
  const moving = worker.moving();
  return {
    now: calendar.toIso(now()),
    running,
    timeZone: calendar.timeZone,
    moving: moving && { from: calendar.toIso(moving.from), to: calendar.toIso(moving.to) },
  };
}

type Moved = Pick<Controlled, "clock" | "worker" | "feed">;
interface Target {
  readonly at: Instant;
  readonly running: boolean;
}

/** Sets the clock, forward only, and runs what falls due on the way. A day stands for its 00:00 in the time zone. */
export async function setClock(
  { clock, worker, feed }: Moved,
  setting: ClockSetting,
): Promise<Result<AnswerOf<"clock.set">, Refused<400 | 409>>> {
  const moved = await worker.move(() => {
    // Who watches sees it move.
    feed.touch();
    return targetIn(clock, setting);
  });
  if (moved.ok)
    return ok({ ...clockShown({ clock, worker }), ran: allShown(moved.value, clock.calendar) });
  return "kind" in moved.error ? interrupted : err(moved.error);
}

export const interrupted = refusal(
  409,
  "interrupted-by-reset",
  "A reset came in between and took everything back, or the emulator was stopped, which keeps what was done by then.",
);

/** The instant that a text names; a day stands for its 00:00 in the time zone. */
export function instantIn(calendar: Calendar, text: string): Result<Instant, Refused<400>> {
  const day = parseDay(text);
  const wanted = day === undefined ? parseInstant(text) : calendar.startOf(day);
  return wanted !== undefined && wanted <= lastInstant
    ? ok(wanted)
    : refusal(
        400,
        "invalid-instant",
        `now is "${text}", but must be a day such as 2025-06-01 or an instant such as 2025-06-01T12:00:00Z, up to ${calendar.toIso(lastInstant)}.`,
      );
}

function targetIn(
  clock: AdjustableClock,
  { now: text, running = clock.running }: ClockSetting,
): Result<Target, Refused<400 | 409>> {
  const { calendar } = clock;
  const present = clock.now();
  if (text === undefined) return ok({ at: present, running });
  const at = instantIn(calendar, text);
  if (!at.ok) return at;
  const wanted = at.value;
  // The clock is shown in whole seconds: what it showed just now is the present, not the past.
  const isShown = calendar.toIso(wanted) === calendar.toIso(present);
  if (wanted < present && !isShown) {
    return refusal(
      409,
      "clock-backward",
      `The clock shows ${calendar.toIso(present)} and does not go back to ${calendar.toIso(wanted)}. A reset starts over.`,
    );
  }
  return ok({ at: wanted < present ? present : wanted, running });
}

export const ranShown = (
  { job, at, outcome, detail }: Ran,
  calendar: Calendar,
): AnswerOf<"jobs.run"> => ({
  job,
  at: calendar.toIso(at),
  outcome,
  detail,
});

const allShown = (ran: readonly Ran[], calendar: Calendar) =>
  ran.map((one) => ranShown(one, calendar));

/** Moves the clock forward, and runs what falls due on the way. Days are calendar days in the time zone. */
export async function advanceClock(
  { clock, worker, feed }: Moved,
  distance: Distance,
): Promise<Result<AnswerOf<"clock.advance">, Refused<400 | 409>>> {
  const { calendar } = clock;
  const moved = await worker.move(() => {
    feed.touch();
    const at = targetOf(clock, distance);
    return at === undefined ? tooFar(calendar) : ok({ at, running: clock.running });
  });
  if (moved.ok) {
    return ok({ now: calendar.toIso(clock.now()), ran: allShown(moved.value, calendar) });
  }
  return "kind" in moved.error ? interrupted : err(moved.error);
}

const tooFar = (calendar: Calendar) =>
  refusal(
    400,
    "invalid-distance",
    `The distance must be more than 0 and at most ${furthestYears} years, and end by ${calendar.toIso(lastInstant)}.`,
  );

function targetOf(
  { calendar, now }: AdjustableClock,
  { years, months, weeks, days, hours, minutes, seconds }: Distance,
) {
  if (years * 366 + months * 31 + weeks * 7 + days > 40_000) return undefined;
  const present = now();
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  const today = calendar.dayOf(present);
  const on = addMonths(today, years * 12 + months);
  const target = (calendar.plusDays(present, daysBetween(today, on) + weeks * 7 + days) +
    ms) as Instant;
  // So many years later, at the same time since 00:00.
  const latest =
    calendar.startOf(addYears(today, furthestYears)) + (present - calendar.startOf(today));
  return target > present && target <= Math.min(latest, lastInstant) ? target : undefined;
}

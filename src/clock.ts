import type { Calendar, Day, Instant } from "./calendar.ts";

/** What time it is for one emulator: its instance and its stand-in portal share it. */
export interface Clock {
  readonly calendar: Calendar;
  now(): Instant;
  today(): Day;
}

/** A clock that can be set, stopped and started. */
export interface AdjustableClock extends Clock {
  readonly running: boolean;
  set(now: Instant, running: boolean): void;
}

/** The machine's clock. The only place that reads it. */
export const machineTime = (): Instant => Date.now() as Instant;

/** A clock that shows `now` at this moment, and then runs or stands still. */
export function clockAt(
  calendar: Calendar,
  start: { now: Instant; running: boolean },
): AdjustableClock {
  let state = setting(start.now, start.running);
  const now = () => (state.running ? ((machineTime() + state.value) as Instant) : state.value);
  return {
    calendar,
    now,
    today: () => calendar.dayOf(now()),
    get running() {
      return state.running;
    },
    set(at, running) {
      state = setting(at, running);
    },
  };
}

/** A running clock is kept as its distance from the machine's, a frozen one as the instant it shows. */
function setting(now: Instant, running: boolean) {
  return { running, value: (running ? now - machineTime() : now) as Instant };
}

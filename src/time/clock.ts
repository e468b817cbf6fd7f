import type { Tx } from "../base/tx.ts";
import type { Calendar, Day, Instant } from "./calendar.ts";

/** How far a clock moves at most with the daily jobs on the way. Nobody waits for those of more. */
export const furthestYears = 100;

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

/** Where a clock starts. */
export interface ClockStart {
  readonly now: Instant;
  readonly running: boolean;
}

/** A clock that survives the process. */
export interface KeptClock extends AdjustableClock {
  /** Sets out to where it is to be set, after all that falls due on the way. If it does not get there, the next start tells. */
  depart(to: Instant): void;
  /**
   * Takes the clock back to where it first was, or to where it is to start, does the rest by that time, and keeps it when
   * the rest says so. If the rest fails, the clock has not moved.
   */
  restart(work: (keep: (tx: Tx) => void) => void, to?: ClockStart): void;
  /** Shows a time and keeps it, unless it is past already. */
  advanceTo(at: Instant): void;
  /**
   * Shows one time after the other while the work goes on, and keeps the last when the work says so. It never goes
   * back; and if the work fails, the clock has not moved.
   */
  through<Value>(work: (show: (at: Instant) => void, keep: (tx: Tx) => void) => Value): Value;
  /**
   * Keeps what a running clock shows, unless that was done a short while ago. To be called once a minute, so that a start
   * after a crash knows what was shown.
   */
  note(): void;
  /** Keeps what it shows at the end of the process. */
  end(): void;
}

/** What the machine's clock shows. */
export type MachineTime = () => Instant;

/** The machine's clock. The only place that reads it. */
export const machineTime: MachineTime = () => Date.now() as Instant;

/** The machine's clock as long as nobody sets it back; then it goes on from where it was, and says by how much. */
export function steadyTime(
  machine: MachineTime,
  onSetBack: (ms: number) => void = () => undefined,
): MachineTime {
  let latest = Number.NEGATIVE_INFINITY;
  let aheadMs = 0;
  return () => {
    const present = machine();
    const setBackMs = latest - present;
    latest = present;
    if (setBackMs > 0) {
      aheadMs += setBackMs;
      onSetBack(setBackMs);
    }
    return (present + aheadMs) as Instant;
  };
}

/** A clock that shows `now` at this moment, and then stands still or runs as the time given. */
export function clockAt(
  calendar: Calendar,
  start: { now: Instant; running: boolean },
  time: MachineTime = machineTime,
): AdjustableClock {
  let state = setting(start.now, start.running);
  const now = () => (state.running ? ((time() + state.value) as Instant) : state.value);
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

  /** A running clock is kept as its distance from the time, a frozen one as the instant it shows. */
  function setting(now: Instant, running: boolean) {
    return { running, value: (running ? now - time() : now) as Instant };
  }
}

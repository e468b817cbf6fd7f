import { z } from "zod";
import type { Calendar, Instant } from "./calendar.ts";
import { type AdjustableClock, clockAt, machineTime } from "./clock.ts";
import type { Database } from "./db/database.ts";
import { readSetting, writeSetting } from "./db/settings.ts";

const Kept = z.object({ now: z.number(), running: z.boolean(), setAt: z.number() });

interface ClockOptions {
  readonly calendar: Calendar;
  /** What `--now` says; null leaves the clock where it was, or on the machine's time. */
  readonly now: Instant | null;
  readonly frozen: boolean;
}

/** A clock that survives the process. */
export interface KeptClock extends AdjustableClock {
  /**
   * Takes the clock back to where it first was, does the rest by that time, and keeps it when the rest says so. If the
   * rest fails, the clock has not moved.
   */
  restart(work: (keep: () => void) => void): void;
  /**
   * Shows one time after the other while the work goes on, and keeps the last when the work says so. It never goes
   * back; and if the work fails, the clock has not moved.
   */
  through<Value>(work: (show: (at: Instant) => void, keep: () => void) => Value): Value;
}

/**
 * The emulator's clock, which goes on after a restart where it was set: a frozen one stands where it
 * stood, a running one has run on meanwhile. `--now` sets it anew, and `--frozen` alone stops it.
 */
export function keptClock(database: Database, { calendar, now, frozen }: ClockOptions): KeptClock {
  const first = () => ({ now: now ?? machineTime(), running: !frozen });
  const start = (now === null ? kept(database) : undefined) ?? first();
  const clock = clockAt(calendar, { now: start.now, running: start.running && !frozen });
  const keep = (at: Instant, running: boolean) =>
    writeSetting(database, "clock", JSON.stringify({ now: at, running, setAt: machineTime() }));
  keep(clock.now(), clock.running);
  /** A failure leaves the clock where it was. */
  function orBack<Value>(move: () => Value): Value {
    const before = { at: clock.now(), running: clock.running };
    try {
      return move();
    } catch (error) {
      clock.set(before.at, before.running);
      throw error;
    }
  }
  return {
    calendar,
    now: clock.now,
    today: clock.today,
    get running() {
      return clock.running;
    },
    set(at, running) {
      // What cannot be kept is not shown either.
      keep(at, running);
      clock.set(at, running);
    },
    restart: (work) =>
      orBack(() => {
        const { now: at, running } = first();
        clock.set(at, running);
        work(() => keep(at, running));
      }),
    through: (work) =>
      orBack(() =>
        work(
          (at) => {
            if (at > clock.now()) clock.set(at, clock.running);
          },
          () => keep(clock.now(), clock.running),
        ),
      ),
  };
}

function kept(database: Database) {
  const text = readSetting(database, "clock");
  if (text === undefined) return undefined;
  const { now, running, setAt } = Kept.parse(JSON.parse(text));
  return { now: (running ? now + (machineTime() - setAt) : now) as Instant, running };
}

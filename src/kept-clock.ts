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

/**
 * The emulator's clock, which goes on after a restart where it was set: a frozen one stands where it
 * stood, a running one has run on meanwhile. `--now` sets it anew, and `--frozen` alone stops it.
 */
export function keptClock(
  database: Database,
  { calendar, now, frozen }: ClockOptions,
): AdjustableClock & { restart(): void } {
  const first = () => ({ now: now ?? machineTime(), running: !frozen });
  const start = (now === null ? kept(database) : undefined) ?? first();
  const clock = clockAt(calendar, { now: start.now, running: start.running && !frozen });
  const keep = () =>
    writeSetting(
      database,
      "clock",
      JSON.stringify({ now: clock.now(), running: clock.running, setAt: machineTime() }),
    );
  const set = (at: Instant, running: boolean) => {
    clock.set(at, running);
    keep();
  };
  keep();
  return {
    calendar,
    now: clock.now,
    today: clock.today,
    get running() {
      return clock.running;
    },
    set,
    restart() {
      const { now: at, running } = first();
      set(at, running);
    },
  };
}

function kept(database: Database) {
  const text = readSetting(database, "clock");
  if (text === undefined) return undefined;
  const { now, running, setAt } = Kept.parse(JSON.parse(text));
  return { now: (running ? now + (machineTime() - setAt) : now) as Instant, running };
}

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
 * stood, a running one has run on meanwhile.
 */
export function keptClock(
  database: Database,
  options: ClockOptions,
): AdjustableClock & { restart(): void } {
  const first = () => ({ now: options.now ?? machineTime(), running: !options.frozen });
  const keep = (now: Instant, running: boolean) =>
    writeSetting(database, "clock", JSON.stringify({ now, running, setAt: machineTime() }));
  const clock = clockAt(
    options.calendar,
    options.now === null ? (kept(database) ?? first()) : first(),
  );
  const set = (now: Instant, running: boolean) => {
    keep(now, running);
    clock.set(now, running);
  };
  if (options.now !== null) keep(clock.now(), clock.running);
  return {
    calendar: clock.calendar,
    now: clock.now,
    today: clock.today,
    get running() {
      return clock.running;
    },
    set,
    restart() {
      const { now, running } = first();
      if (options.now === null) clock.set(now, running);
      else set(now, running);
    },
  };
}

function kept(database: Database) {
  const text = readSetting(database, "clock");
  if (text === undefined) return undefined;
  const { now, running, setAt } = Kept.parse(JSON.parse(text));
  return { now: (running ? now + (machineTime() - setAt) : now) as Instant, running };
}

import { z } from "zod";
import type { Tx } from "../base/tx.ts";
import { type Database, databaseOf, inTransaction } from "../db/database.ts";
import { recordEvent } from "../db/events.ts";
import { forgetSetting, readSetting, writeSetting } from "../db/settings.ts";
import type { Calendar, Instant } from "../time/calendar.ts";
import { type AdjustableClock, clockAt, type KeptClock, machineTime } from "../time/clock.ts";
import type { ClockChange } from "../timeline/recorded.ts";

const Kept = z.object({ now: z.number(), running: z.boolean(), setAt: z.number() });

/** Where the clock was first, as far as the first start said so. */
const First = z.object({ now: z.number().nullable(), frozen: z.boolean() });

/** A way that the clock has set out on. */
const Move = z.object({ from: z.number(), to: z.number() });

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
export function keptClock(database: Database, { calendar, now, frozen }: ClockOptions): KeptClock {
  const first = firstOf(database, { now, frozen });
  const before = kept(database);
  let move: Instant | null = null;
  const start = (now === null ? before : undefined) ?? first();
  const clock = clockAt(calendar, { now: start.now, running: start.running && !frozen });
  const keep = (tx: Tx, at: Instant, running: boolean) =>
    writeSetting(tx, "clock", JSON.stringify({ now: at, running, setAt: machineTime() }));
  inTransaction(database, (tx) => {
    keep(tx, clock.now(), clock.running);
    if (!before) return writeSetting(tx, "first_clock", JSON.stringify({ now, frozen }));
    recordInterrupted(tx, before);
    const { now: to, running } = clock;
    recordMove(tx, before, { from: before.now, to: to(), running, by: "start" });
  });
  return {
    calendar,
    now: clock.now,
    today: clock.today,
    get running() {
      return clock.running;
    },
    depart(to) {
      // One that a failure has cut off goes on.
      move ??= clock.now();
      const way = JSON.stringify({ from: move, to });
      inTransaction(database, (tx) => writeSetting(tx, "clock_move", way));
    },
    set(at, running) {
      // What cannot be kept is not shown either.
      inTransaction(database, (tx) => {
        keep(tx, at, running);
        recordMove(tx, clock, { from: move ?? clock.now(), to: at, running, by: "person" });
        forgetSetting(tx, "clock_move");
      });
      clock.set(at, running);
      move = null;
    },
    restart: (work) =>
      unlessItFails(clock, () => {
        const { now: at, running } = first();
        clock.set(at, running);
        work((tx) => keep(tx, at, running));
        move = null;
      }),
    advanceTo: (at) =>
      unlessItFails(clock, () => {
        if (at <= clock.now()) return;
        clock.set(at, clock.running);
        inTransaction(database, (tx) => keep(tx, clock.now(), clock.running));
      }),
    through: (work) =>
      unlessItFails(clock, () =>
        work(
          (at) => {
            if (at > clock.now()) clock.set(at, clock.running);
          },
          (tx) => keep(tx, clock.now(), clock.running),
        ),
      ),
  };
}

/** The clock is told in whole seconds: what is less is no move. */
const leastMoveMs = 1_000;

/** Writes down that the clock was moved, stopped or started. */
function recordMove(
  tx: Tx,
  before: { readonly running: boolean },
  change: Omit<ClockChange, "kind">,
) {
  const { from, to, running, by, wanted } = change;
  const isMoved = Math.abs(to - from) >= leastMoveMs;
  if (!isMoved && running === before.running) return;
  recordEvent(tx, to, {
    kind: "clock",
    from: isMoved ? from : to,
    to,
    running,
    by,
    ...(wanted !== undefined && { wanted }),
  });
}

/** Writes down how far the clock has come on a way that ended with the process. */
function recordInterrupted(tx: Tx, reached: { now: Instant; running: boolean }) {
  const text = readSetting(databaseOf(tx), "clock_move");
  if (text === undefined) return;
  const { from, to: wanted } = Move.parse(JSON.parse(text));
  recordMove(tx, reached, {
    from: from as Instant,
    to: reached.now,
    running: reached.running,
    by: "stop",
    wanted: wanted as Instant,
  });
  forgetSetting(tx, "clock_move");
}

/** Where a reset takes the clock: to what this start says, or else to what the first one said. */
function firstOf(database: Database, given: Pick<ClockOptions, "now" | "frozen">) {
  const text = given.now === null ? readSetting(database, "first_clock") : undefined;
  const origin = text === undefined ? given : First.parse(JSON.parse(text));
  return () => ({
    now: (origin.now ?? machineTime()) as Instant,
    running: !origin.frozen && !given.frozen,
  });
}

/** A failure leaves the clock where it was. */
function unlessItFails<Value>(clock: AdjustableClock, move: () => Value): Value {
  const before = { at: clock.now(), running: clock.running };
  try {
    return move();
  } catch (error) {
    clock.set(before.at, before.running);
    throw error;
  }
}

function kept(database: Database) {
  const text = readSetting(database, "clock");
  if (text === undefined) return undefined;
  const { now, running, setAt } = Kept.parse(JSON.parse(text));
  return { now: (running ? now + (machineTime() - setAt) : now) as Instant, running };
}

import { storageProblem } from "../base/storage-problem.ts";
import type { Tx } from "../base/tx.ts";
import { type Database, databaseOf, inTransaction } from "../db/database.ts";
import { lastEventAt, recordEvent } from "../db/events.ts";
import { forgetFact, readFact, writeFact } from "../db/facts.ts";
import type { Calendar, Instant } from "../time/calendar.ts";
import {
  type AdjustableClock,
  clockAt,
  type KeptClock,
  type MachineTime,
  machineTime,
  steadyTime,
} from "../time/clock.ts";
import type { ClockChange } from "../timeline/recorded.ts";

interface ClockOptions {
  readonly calendar: Calendar;
  /** What `--now` says; null leaves the clock where it was, or on the machine's time. */
  readonly now: Instant | null;
  readonly frozen: boolean;
  readonly machine?: MachineTime;
}

/** How long what a running clock shows goes unkept at most, if it is noted once a minute. */
const unkeptMs = 120_000;

/** How often it is worth keeping. */
const keepAgainMs = 50_000;

/**
 * The emulator's clock, which goes on after a restart where it was set: a frozen one stands where it
 * stood, a running one has run on meanwhile. `--now` sets it anew, and `--frozen` alone stops it. Whoever sets the machine's
 * clock back does not set this one back, which goes on from what it has shown or kept.
 */
export function keptClock(
  database: Database,
  { calendar, now, frozen, machine = machineTime }: ClockOptions,
): KeptClock & {
  /** Where it had come to, if `--now` has set it back; else null. */
  readonly setBackFrom: Instant | null;
} {
  const first = firstOf(database, { now, frozen }, machine);
  const before = kept(database, machine);
  let move: Instant | null = null;
  let keptAt = 0 as Instant;
  let setBackMs = 0;
  let hasEnded = false;
  const start = (now === null ? before : undefined) ?? first();
  const time = steadyTime(machine, (ms) => {
    if (!clock.running) return;
    setBackMs += ms;
    // Whoever asks for the time may be in the middle of something.
    queueMicrotask(noteSetBack);
  });
  const clock = clockAt(calendar, { now: start.now, running: start.running && !frozen }, time);
  const keep = (tx: Tx, at: Instant, running: boolean, ended = false) => {
    writeFact(tx, "clock", { now: at, running, setAt: machine() as Instant, ended });
    keptAt = at;
  };
  function note(ended: boolean) {
    const at = clock.now();
    inTransaction(database, (tx) => {
      recordSetBack(tx, at, setBackMs);
      keep(tx, at, true, ended);
    });
    setBackMs = 0;
  }
  function noteSetBack() {
    if (setBackMs >= leastMoveMs && !hasEnded) unlessStorageFails(() => note(false));
  }
  inTransaction(database, (tx) => {
    if (now === null && before) recordSetBack(tx, before.now, before.setBackMs);
    keep(tx, clock.now(), clock.running);
    if (!before) return writeFact(tx, "first_clock", { now, frozen });
    recordInterrupted(tx, before);
    const { now: to, running } = clock;
    recordMove(tx, before, { from: before.now, to: to(), running, by: "start" });
  });
  return {
    calendar,
    setBackFrom: before && before.now - start.now >= leastMoveMs ? before.now : null,
    now: clock.now,
    today: clock.today,
    get running() {
      return clock.running;
    },
    depart(to) {
      // One that a failure has cut off goes on.
      move ??= clock.now();
      const way = { from: move, to };
      inTransaction(database, (tx) => writeFact(tx, "clock_move", way));
    },
    set(at, running) {
      // What cannot be kept is not shown either.
      inTransaction(database, (tx) => {
        keep(tx, at, running);
        recordMove(tx, clock, { from: move ?? clock.now(), to: at, running, by: "person" });
        forgetFact(tx, "clock_move");
      });
      clock.set(at, running);
      move = null;
    },
    restart: (work, to) =>
      unlessItFails(clock, () => {
        const { now: at, running } = to ?? first();
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
    note() {
      if (clock.running && clock.now() - keptAt >= keepAgainMs) {
        unlessStorageFails(() => note(false));
      }
    },
    end() {
      hasEnded = true;
      if (clock.running) unlessStorageFails(() => note(true));
    },
  };
}

/** What has no room now is written down with the next note. */
function unlessStorageFails(work: () => void) {
  try {
    work();
  } catch (error) {
    if (storageProblem(error) === undefined) throw error;
  }
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

/** Writes down that the machine's clock was set back, by which this one would show less than it does. */
function recordSetBack(tx: Tx, to: Instant, ms: number) {
  if (ms < leastMoveMs) return;
  recordEvent(tx, to, {
    kind: "clock",
    from: (to - ms) as Instant,
    to,
    running: true,
    by: "machine",
  });
}

/** Writes down how far the clock has come on a way that ended with the process. */
function recordInterrupted(tx: Tx, reached: { now: Instant; running: boolean }) {
  const move = readFact(databaseOf(tx), "clock_move");
  if (move === undefined) return;
  const { from, to: wanted } = move;
  recordMove(tx, reached, {
    from,
    to: reached.now,
    running: reached.running,
    by: "stop",
    wanted,
  });
  forgetFact(tx, "clock_move");
}

/** Where a reset takes the clock: to what this start says, or else to what the first one said. */
function firstOf(
  database: Database,
  given: Pick<ClockOptions, "now" | "frozen">,
  machine: MachineTime,
) {
  const origin = (given.now === null ? readFact(database, "first_clock") : undefined) ?? given;
  return () => ({
    now: (origin.now ?? machine()) as Instant,
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

/** Where the clock is by now, and how much more that is than the machine's clock says. */
function kept(database: Database, machine: MachineTime) {
  const clock = readFact(database, "clock");
  if (clock === undefined) return undefined;
  const { now, running, setAt, ended } = clock;
  if (!running) return { now, running, setBackMs: 0 };
  const passedMs = machine() - setAt;
  const shown = Math.max(now, lastEventAt(database) ?? now);
  // A process that was killed has shown more than it kept.
  const least = passedMs < 0 && !ended ? Math.max(shown, now + unkeptMs) : shown;
  const at = Math.max(now + passedMs, least) as Instant;
  return { now: at, running, setBackMs: at - (now + passedMs) };
}

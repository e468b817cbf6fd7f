import { describe, expect, test } from "vitest";
import { keptClock } from "../../../src/app/kept-clock.ts";
import { type Database, inTransaction, openDatabase } from "../../../src/db/database.ts";
import { recordEvent } from "../../../src/db/events.ts";
import { readFact, writeFact } from "../../../src/db/facts.ts";
import { calendarOf, type Instant, parseInstant } from "../../../src/time/calendar.ts";
import { machineTime } from "../../../src/time/clock.ts";

const at = (text: string): Instant => {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`${text} is no instant.`);
  return instant;
};

const june = at("2025-06-01T12:00:00Z");
const july = at("2025-07-01T12:00:00Z");
const hour = 3_600_000;

function aDatabase() {
  const database = openDatabase(":memory:");
  return { database, [Symbol.dispose]: () => void database.raw.close() };
}

/** The clock of a start with `--now` and `--frozen` as given. */
function clockOn(
  database: Database,
  given: { now?: Instant; frozen?: true; machine?: () => Instant } = {},
) {
  const calendar = calendarOf("UTC");
  if (!calendar) throw new Error("There is no UTC.");
  return keptClock(database, { calendar, now: null, frozen: false, ...given });
}

/** As if the machine had been off for so long since the clock was set last. */
function passTime(database: Database, ms: number) {
  const kept = readFact(database, "clock");
  if (!kept) throw new Error("No clock is kept.");
  const setAt = (kept.setAt - ms) as Instant;
  inTransaction(database, (tx) => writeFact(tx, "clock", { ...kept, setAt }));
}

describe("a clock that stood still", () => {
  test.each([
    { how: "by --now and --frozen", given: { now: june, frozen: true } },
    { how: "by --frozen alone", given: { frozen: true } },
  ] as const)("$how stands where it stood after a restart", ({ given }) => {
    using kept = aDatabase();
    const shown = clockOn(kept.database, given).now();
    passTime(kept.database, hour);

    const clock = clockOn(kept.database);

    expect({ now: clock.now(), running: clock.running }).toEqual({ now: shown, running: false });
  });

  test("stands where it was set to", () => {
    using kept = aDatabase();
    clockOn(kept.database, { now: june, frozen: true }).set(july, false);

    const clock = clockOn(kept.database);

    expect({ now: clock.now(), running: clock.running }).toEqual({ now: july, running: false });
  });

  test("runs from --now if that is given", () => {
    using kept = aDatabase();
    clockOn(kept.database, { now: july, frozen: true });

    const clock = clockOn(kept.database, { now: june });

    expect(clock.running).toBe(true);
    expect(clock.today()).toBe("2025-06-01");
  });
});

describe("a clock that ran", () => {
  test("has run on meanwhile after a restart", () => {
    using kept = aDatabase();
    clockOn(kept.database, { now: june });
    passTime(kept.database, hour);

    const clock = clockOn(kept.database);

    expect(clock.running).toBe(true);
    expect(clock.calendar.toIso(clock.now())).toMatch(/^2025-06-01T13:/);
  });

  test("stands still with --frozen, where it has come to", () => {
    using kept = aDatabase();
    clockOn(kept.database, { now: june });
    passTime(kept.database, hour);

    const clock = clockOn(kept.database, { frozen: true });

    expect(clock.running).toBe(false);
    expect(clock.calendar.toIso(clock.now())).toMatch(/^2025-06-01T13:/);
    expect(clockOn(kept.database).now()).toBe(clock.now());
  });

  test("stands at --now if that is given with --frozen", () => {
    using kept = aDatabase();
    clockOn(kept.database, { now: june });

    const clock = clockOn(kept.database, { now: july, frozen: true });

    expect({ now: clock.now(), running: clock.running }).toEqual({ now: july, running: false });
  });

  test("on the machine's time is on it after a restart", () => {
    using kept = aDatabase();
    clockOn(kept.database);
    passTime(kept.database, 0);
    const before = machineTime();

    const clock = clockOn(kept.database);

    expect(clock.running).toBe(true);
    expect(clock.calendar.dayOf(clock.now())).toBe(clock.calendar.dayOf(before));
  });
});

/** A machine's clock that a test sets. */
function aMachine(from: Instant) {
  let shown: number = from;
  return {
    time: () => shown as Instant,
    move: (ms: number) => {
      shown += ms;
    },
  };
}

const eventsIn = ({ raw }: Database) =>
  raw
    .prepare<[], string>("SELECT event FROM events")
    .pluck()
    .all()
    .map((event) => JSON.parse(event));

describe("a machine's clock that is set back", () => {
  test("leaves a running clock where it is, which goes on from there and tells", async () => {
    using kept = aDatabase();
    const machine = aMachine(july);
    const clock = clockOn(kept.database, { now: june, machine: machine.time });
    machine.move(hour);
    const to = clock.now();

    machine.move(-24 * hour);

    expect(clock.now()).toBe(to);
    await Promise.resolve();
    machine.move(hour);
    expect(clock.now()).toBe(june + 2 * hour);
    expect(eventsIn(kept.database)).toEqual([
      { kind: "clock", from: to - 24 * hour, to, running: true, by: "machine" },
    ]);
  });

  test("is no matter to one that stands still", async () => {
    using kept = aDatabase();
    const machine = aMachine(july);
    const clock = clockOn(kept.database, { now: june, frozen: true, machine: machine.time });

    machine.move(-24 * hour);
    clock.set(june, true);
    await Promise.resolve();

    expect(clock.now()).toBe(june);
    expect(eventsIn(kept.database)).toEqual([expect.objectContaining({ by: "person" })]);
  });

  test("between two starts leaves it where it ended", () => {
    using kept = aDatabase();
    const machine = aMachine(july);
    const before = clockOn(kept.database, { now: june, machine: machine.time });
    machine.move(30_000);
    before.end();
    machine.move(-24 * hour);

    const clock = clockOn(kept.database, { machine: machine.time });

    expect(clock.now()).toBe(june + 30_000);
    expect(eventsIn(kept.database)).toMatchObject([
      { from: june + 30_000 - 24 * hour, to: june + 30_000, by: "machine" },
    ]);
  });

  test.each([0, 30_000, 59_000, 61_000, 10 * 60_000, 10 * 60_000 + 59_999])(
    "after a crash leaves it later than anything that it has shown (%d ms after its start)",
    (shownMs) => {
      using kept = aDatabase();
      const machine = aMachine(july);
      const before = clockOn(kept.database, { now: june, machine: machine.time });
      for (let ms = 0; ms < shownMs; ms += 1_000) {
        machine.move(Math.min(1_000, shownMs - ms));
        // As the worker does.
        if (ms % 60_000 === 0) before.note();
      }
      const shown = before.now();
      machine.move(-24 * hour);

      const clock = clockOn(kept.database, { machine: machine.time });

      expect(clock.now()).toBeGreaterThanOrEqual(shown);
      expect(clock.now() - shown).toBeLessThanOrEqual(120_000);
    },
  );

  test("by less than has passed leaves it after a crash no earlier than what was written down", () => {
    using kept = aDatabase();
    const machine = aMachine(july);
    const before = clockOn(kept.database, { now: june, machine: machine.time });
    machine.move(hour);
    inTransaction(kept.database, (tx) =>
      recordEvent(tx, before.now(), { kind: "start", hasRunOn: false }),
    );
    machine.move(1_000 - hour);

    expect(clockOn(kept.database, { machine: machine.time }).now()).toBe(june + hour);
  });

  test("is passed over by --now, which sets the clock", () => {
    using kept = aDatabase();
    const machine = aMachine(july);
    clockOn(kept.database, { now: july, machine: machine.time }).end();
    machine.move(-24 * hour);

    const clock = clockOn(kept.database, { now: june, machine: machine.time });

    expect(clock.now()).toBe(june);
  });
});

describe("starting over", () => {
  test("returns to --now, for the next start as well", () => {
    using kept = aDatabase();
    const clock = clockOn(kept.database, { now: june, frozen: true });
    clock.set(july, true);

    clock.restart((keep) => inTransaction(kept.database, keep));

    expect({ now: clock.now(), running: clock.running }).toEqual({ now: june, running: false });
    expect(clockOn(kept.database).now()).toBe(june);
  });

  test.each([
    { what: "the --now of the first start", given: {}, to: june },
    { what: "the --now of the first start, and stands still,", given: { frozen: true }, to: june },
    { what: "the --now of this start", given: { now: july, frozen: true }, to: july },
  ] as const)("returns to $what after a restart", ({ given, to }) => {
    using kept = aDatabase();
    clockOn(kept.database, { now: june, frozen: true });
    const clock = clockOn(kept.database, given);
    clock.set(at("2025-08-01T12:00:00Z"), true);

    clock.restart((keep) => inTransaction(kept.database, keep));

    expect({ now: clock.now(), running: clock.running }).toEqual({ now: to, running: false });
  });

  test("returns to the machine's time without --now", () => {
    using kept = aDatabase();
    const clock = clockOn(kept.database);
    clock.set(june, false);
    const before = machineTime();

    clock.restart((keep) => inTransaction(kept.database, keep));

    expect(clock.running).toBe(true);
    expect(clock.now()).toBeGreaterThanOrEqual(before);
  });
});

import fc from "fast-check";
import { expect } from "vitest";
import { isoOf, plusDays } from "./days.ts";
import { aSale, type Fault, faults, type Model, type Order, startOver, todayOf } from "./model.ts";
import type { ModelledEmulator } from "./modelled-emulator.ts";
import { sendFiles } from "./portal-rules.ts";
import { activate, advance, remove } from "./rules.ts";
import { groupSizes, seenOf } from "./seen.ts";

type Command = fc.AsyncCommand<Model, ModelledEmulator>;

/** One step: what is done is done to both, and then both look the same. */
function command(
  name: string,
  step: (model: Model, real: ModelledEmulator) => Promise<void>,
  check: (model: Readonly<Model>) => boolean = () => true,
): Command {
  return {
    check,
    async run(model, real) {
      await step(model, real);
      expect(await real.seen(groupSizes(model))).toEqual(seenOf(model));
    },
    toString: () => name,
  };
}

/** A code by its place among those that were sold; after the last come one that is unknown and one that is none. */
function codeAt({ sold }: Readonly<Model>, pick: number): string {
  const codes = [...sold.map(({ code }) => code), "UNKNOWN_unknown_UNKNOWN_", "too short"];
  return codes[pick % codes.length] ?? "";
}

const activation = (pick: number) =>
  command(
    `activate(${pick})`,
    async (model, real) => {
      const code = codeAt(model, pick);
      expect(await real.activate(code)).toEqual(activate(model, code));
    },
    // What this fault makes of a code that was never sold is the stand-in's own affair.
    (model) =>
      model.faults[0]?.kind !== "legacy-license" ||
      model.sold.some(({ code }) => code === codeAt(model, pick)),
  );

const removal = (pick: number) =>
  command(`remove(${pick})`, async (model, real) => {
    // Mostly a number that is there, sometimes one that is not, or not any more.
    const number = model.rows[pick % (model.rows.length + 1)]?.number ?? 1001 + (pick % 7);
    expect(await real.remove(number)).toBe(remove(model, number));
  });

const sale = (order: RelativeOrder) =>
  command(`sell(${JSON.stringify(order)})`, async (model, real) => {
    const placed = orderOn(order, todayOf(model));
    const sold = aSale(placed, await real.sell(placed));
    model.sold.push(sold);
    sendFiles(model, sold);
  });

const clockMove = (distance: { readonly days: number; readonly hours: number }) =>
  command(`advance(${JSON.stringify(distance)})`, async (model, real) => {
    advance(model, distance.days * 24 + distance.hours);
    await real.advance(distance);
  });

const portalFault = (fault: Fault) =>
  command(`fail(${JSON.stringify(fault)})`, async (model, real) => {
    model.faults.push(fault);
    await real.fail(fault);
  });

const reset = command(
  "reset",
  async (model, real) => {
    startOver(model);
    await real.reset();
  },
  // Otherwise the clock returns to the machine's time.
  ({ toldAtStart }) => toldAtStart !== null,
);

/** The clock goes on where it stood, whether it is told so or not. */
const restart = (told: boolean) =>
  command(
    `restart(${told})`,
    async (model, real) => {
      // Faults are of the process, not of the data.
      model.faults = [];
      model.toldAtStart = told ? model.now : null;
      await real.restart(told ? isoOf(model.now) : undefined);
    },
    ({ onDisk }) => onDisk,
  );

/** Terms by their distance: from today to the start, from the end of the last to the start of the next. */
interface RelativeOrder {
  readonly kind: Order["kind"];
  readonly trial: boolean;
  readonly startsIn: number;
  readonly terms: readonly RelativeTerm[];
}

interface RelativeTerm {
  readonly plan: Order["terms"][0]["plan"];
  readonly seats: number | null;
  readonly gap: number;
  readonly days: number;
}

function orderOn({ kind, trial, startsIn, terms }: RelativeOrder, today: string): Order {
  let next = plusDays(today, startsIn);
  const [first, ...rest] = terms.map(({ plan, seats, gap, days }, index) => {
    const startsOn = plusDays(next, index === 0 ? 0 : gap);
    next = plusDays(startsOn, days);
    return { plan, seats, startsOn, expiresOn: next };
  });
  if (!first) throw new Error("An order has at least one term.");
  return { kind, trial, terms: [first, ...rest] };
}

const plans = ["starter", "premium", "ultimate"] as const;
const kinds = ["cloud", "cloud", "offline"] as const;

const term = fc.record({
  plan: fc.constantFrom(...plans),
  seats: fc.option(fc.integer({ min: 1, max: 20 })),
  gap: fc.constantFrom(0, 0, 5),
  days: fc.integer({ min: 1, max: 30 }),
});

const order: fc.Arbitrary<RelativeOrder> = fc.record({
  kind: fc.constantFrom(...kinds),
  trial: fc.boolean(),
  startsIn: fc.integer({ min: -40, max: 20 }),
  terms: fc.array(term, { minLength: 1, maxLength: 3 }),
});

const distance = fc
  .record({ days: fc.integer({ min: 0, max: 40 }), hours: fc.integer({ min: 0, max: 23 }) })
  .filter(({ days, hours }) => days + hours > 0);

/** Up to so many steps. Activations most of all: the rest is there to trouble them. */
export const historiesOf = (maxCommands: number): fc.Arbitrary<Iterable<Command>> =>
  fc.commands(
    [
      fc.nat(20).map(activation),
      fc.nat(20).map(activation),
      fc.nat(2).map(activation),
      fc.nat(20).map(removal),
      order.map(sale),
      distance.map(clockMove),
      fc.constantFrom(...faults).map(portalFault),
      fc.boolean().map(restart),
      fc.constant(reset),
    ],
    { maxCommands, size: "max" },
  );

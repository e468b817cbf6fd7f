import { type Command, InvalidArgumentError } from "commander";
import type { GivenTo } from "../../contract/operations.ts";
import { ask, inputOf } from "../command.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { operations } from "../operations.ts";
import { Refused, type Terminal } from "../terminal.ts";
import { valueIn } from "../values.ts";

const forwardOnly = "The clock moves forward only. `understudy reset` starts over.";

type Distance = GivenTo<"clock.advance">;

const units = {
  years: "y",
  months: "mo",
  weeks: "w",
  days: "d",
  hours: "h",
  minutes: "m",
  seconds: "s",
} as const;

export function addClockCommands(program: Command, terminal: Terminal) {
  const clock = groupAt(program, ["clock"]);
  addAdvance(clock, terminal);
  addRunning(clock, terminal, "freeze", "Let the clock stand still.");
  addRunning(clock, terminal, "run", "Let the clock run on.");
}

function addAdvance(clock: Command, terminal: Terminal) {
  const advance = clock
    .command("advance")
    .description(operations["clock.advance"].summary)
    .argument(
      "[distance]",
      "such as 400d, 1y, 2mo, 3w, 12h, 30m, 10s, or several of them: 1y2mo3d",
      distanceIn,
    );
  // A distance with a minus is taken for an option, and nobody knows that one.
  advance.configureOutput({
    outputError: (message, write) =>
      write(message.replace(/^error: unknown option '-\d.*/, `error: ${forwardOnly}`)),
  });
  for (const unit of Object.keys(units)) {
    const count = (text: string) => Number(valueIn(text, inputOf("clock.advance", unit)));
    const calendar = ["years", "months", "weeks", "days"].includes(unit);
    advance.option(
      `--${unit} <number>`,
      calendar ? `calendar ${unit} in the time zone` : unit,
      count,
    );
  }
  onControl(advance, "400d", "--days 1 --hours 12").action(
    async (word: Distance | undefined, options: Target & Distance) => {
      const named = Object.keys(units).filter((unit) => Reflect.has(options, unit));
      if (!word && named.length === 0) {
        throw new Refused(2, "Name a distance: 400d or 1y2mo, or --days, --hours and so on.");
      }
      if (word && named.length > 0) {
        throw new Refused(2, "Name the distance once: as 400d, or with options.");
      }
      const distance =
        word ?? Object.fromEntries(named.map((unit) => [unit, Reflect.get(options, unit)]));
      if (Object.values<unknown>(distance).every((length) => length === 0)) {
        throw new Refused(2, "The distance must be more than 0.");
      }
      await ask(terminal, options, "clock.advance", distance);
    },
  );
}

const distanceForm = new RegExp(
  `^${Object.entries(units)
    .map(([unit, letter]) => `(?:(?<${unit}>\\d{1,9})${letter})?`)
    .join("")}$`,
);

/** Reads years, months, weeks, days, hours, minutes and seconds, in this order. */
function distanceIn(text: string): Distance {
  if (text.startsWith("-")) throw new InvalidArgumentError(forwardOnly);
  const parts = distanceForm.exec(text);
  if (!parts || text === "") {
    const letters = Object.entries(units).map(([unit, letter]) => `${letter} (${unit})`);
    throw new InvalidArgumentError(
      `It must be a distance such as 400d, 1y2mo or 1d12h30m. Units, in this order: ${letters.join(", ")}.`,
    );
  }
  const given = Object.entries(parts.groups ?? {}).filter(([, count]) => count !== undefined);
  return Object.fromEntries(given.map(([unit, count]) => [unit, Number(count)]));
}

function addRunning(
  clock: Command,
  terminal: Terminal,
  name: "freeze" | "run",
  description: string,
) {
  const command = clock.command(name).description(description);
  onControl(command).action(async (options: Target) => {
    await ask(terminal, options, "clock.set", { running: name === "run" });
  });
}

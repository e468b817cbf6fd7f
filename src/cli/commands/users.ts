import { type Command, InvalidArgumentError } from "commander";
import { ask, inputOf } from "../command.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { type Terminal, textIn } from "../terminal.ts";
import { valueIn } from "../values.ts";
import type { UserCount } from "./count-file.ts";

export function addUserCommands(program: Command, terminal: Terminal) {
  const users = groupAt(program, ["users"]);
  const pin = users
    .command("pin")
    .argument("<billable>", "number of billable users", (text) =>
      Number(valueIn(text, inputOf("users.set", "billable"))),
    )
    .description("Set the billable users, whatever the kinds say, until set or unpin.");
  onControl(pin, "25").action((billable: number, options: Target) =>
    ask(terminal, options, "users.set", { billable }),
  );

  const unpin = users
    .command("unpin")
    .description("Let the billable users follow from the kinds again.");
  onControl(unpin).action((options: Target) =>
    // Nothing at all is a request to unpin.
    ask(terminal, options, "users.set", {}),
  );

  const set = groupAt(program, ["users", "counts"])
    .command("set")
    .argument("<day=count...>", "2025-01-31=8", userCount)
    .description("Record counts, each at 12:00 of its day. A day that has one gets the new one.");
  onControl(set, "2025-01-31=8 2025-02-28=12").action(
    (counts: readonly UserCount[], options: Target) =>
      ask(terminal, options, "userCounts.set", { counts }),
  );

  // For histories that are too long to type.
  const load = users
    .command("import")
    .argument("<file>", "CSV file with the columns date and count; - is standard input")
    .description("Record the daily counts of a CSV file, all of them or none.");
  onControl(load, "counts.csv").action(async (file: string, options: Target) => {
    const { countsIn } = await import("./count-file.ts");
    const counts = countsIn(await textIn(terminal, file), file);
    await ask(terminal, options, "userCounts.set", { counts });
  });
}

function userCount(text: string, before: readonly UserCount[] = []): readonly UserCount[] {
  const [, on, count] = /^(.+)=(-?\w+)$/.exec(text) ?? [];
  if (on === undefined || count === undefined) {
    throw new InvalidArgumentError("It must be a day and a count, such as 2025-01-31=8.");
  }
  const value = (name: keyof UserCount, typed: string) =>
    valueIn(typed, inputOf("userCounts.set", name));
  return [...before, { on: String(value("on", on)), count: Number(value("count", count)) }];
}

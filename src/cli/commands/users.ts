import { type Command, InvalidArgumentError } from "commander";
import { Count, DayText } from "../../contract/shapes.ts";
import { controlOf } from "../control-client.ts";
import { example, groupAt, jsonOption } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { type JsonOption, print, printDone, type Terminal, textIn } from "../terminal.ts";
import { valueIn } from "../values.ts";
import { inWords } from "../words/words.ts";
import { countsIn, type UserCount } from "./count-file.ts";

type Options = Target & JsonOption;

export function addUserCommands(program: Command, terminal: Terminal) {
  const users = groupAt(program, ["users"]);
  addPin(users, terminal);
  addUnpin(users, terminal);
  addSetCounts(groupAt(program, ["users", "counts"]), terminal);
  addImport(users, terminal);
}

function addPin(users: Command, terminal: Terminal) {
  const pin = users
    .command("pin")
    .argument("<billable>", "number of billable users", (text) => Number(valueIn(text, Count)))
    .description("Set the billable users, whatever the kinds say, until set or unpin.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy users pin 25"));
  onControl(pin).action(async (billable: number, options: Options) => {
    const users = await (await controlOf(terminal, options)).call("users.set", { billable });
    print(terminal, users, options, (one) => inWords("users.set", one));
  });
}

function addUnpin(users: Command, terminal: Terminal) {
  const unpin = users
    .command("unpin")
    .description("Let the billable users follow from the kinds again.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy users unpin"));
  onControl(unpin).action(async (options: Options) => {
    // Nothing at all is a request to unpin.
    const users = await (await controlOf(terminal, options)).call("users.set", {});
    print(terminal, users, options, (one) => inWords("users.set", one));
  });
}

function addSetCounts(counts: Command, terminal: Terminal) {
  const set = counts
    .command("set")
    .argument("<day=count...>", "2025-01-31=8", userCount)
    .description("Record counts, each at 12:00 of its day. A day that has one gets the new one.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy users counts set 2025-01-31=8 2025-02-28=12"));
  onControl(set).action(async (given: readonly UserCount[], options: Options) => {
    await (await controlOf(terminal, options)).call("userCounts.set", { counts: given });
    printDone(terminal, options);
  });
}

/** For histories that are too long to type. */
function addImport(users: Command, terminal: Terminal) {
  const load = users
    .command("import")
    .argument("<file>", "CSV file with the columns date and count; - is standard input")
    .description("Record the daily counts of a CSV file, all of them or none.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy users import counts.csv"));
  onControl(load).action(async (file: string, options: Options) => {
    const counts = countsIn(await textIn(terminal, file), file);
    await (await controlOf(terminal, options)).call("userCounts.set", { counts });
    printDone(terminal, options);
  });
}

function userCount(text: string, before: readonly UserCount[] = []): readonly UserCount[] {
  const [, on, count] = /^(.+)=(-?\w+)$/.exec(text) ?? [];
  if (on === undefined || count === undefined) {
    throw new InvalidArgumentError("It must be a day and a count, such as 2025-01-31=8.");
  }
  return [...before, { on: String(valueIn(on, DayText)), count: Number(valueIn(count, Count)) }];
}

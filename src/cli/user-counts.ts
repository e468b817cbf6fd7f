import { type Command, InvalidArgumentError } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { countsIn, type UserCount } from "./count-file.ts";
import { example } from "./example.ts";
import { textIn } from "./input.ts";
import { type JsonOption, jsonOption, print, printDone } from "./print.ts";
import { userCountsInWords } from "./user-facts.ts";

export function addUserCounts(users: Command) {
  const counts = users
    .command("counts")
    .description("Show and set the daily counts of billable users.")
    .addHelpText("after", example("understudy users counts"));

  const show = counts
    .command("show", { isDefault: true })
    .description("Show the daily counts, in order. Also without show.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy users counts show --json"));
  onControl(show).action(async (options: Target & JsonOption) => {
    print(await (await controlOf(options)).get("/user-counts"), options, userCountsInWords);
  });

  const set = counts
    .command("set")
    .argument("<day=count...>", "2025-01-31=8", userCount)
    .description("Record counts, each at 12:00 of its day. A day that has one gets the new one.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy users counts set 2025-01-31=8 2025-02-28=12"));
  onControl(set).action(async (given: readonly UserCount[], options: Target & JsonOption) => {
    await (await controlOf(options)).put("/user-counts", given);
    printDone(options);
  });

  const clear = counts
    .command("clear")
    .description("Forget all daily counts.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy users counts clear"));
  onControl(clear).action(async (options: Target & JsonOption) => {
    await (await controlOf(options)).delete("/user-counts");
    printDone(options);
  });
}

/** `understudy users import`, for histories that are too long to type. */
export function addUserImport(users: Command) {
  const load = users
    .command("import")
    .argument("<file>", "CSV file with the columns date and count; - is standard input")
    .description("Record the daily counts of a CSV file, all of them or none.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy users import counts.csv"));
  onControl(load).action(async (file: string, options: Target & JsonOption) => {
    const counts = countsIn(await textIn(file), file);
    await (await controlOf(options)).put("/user-counts", counts);
    printDone(options);
  });
}

function userCount(text: string, before: readonly UserCount[] = []): readonly UserCount[] {
  const [, on, count] = /^(\d{4}-\d{2}-\d{2})=(\d{1,10})$/.exec(text) ?? [];
  if (on !== undefined && count !== undefined) return [...before, { on, count: Number(count) }];
  throw new InvalidArgumentError("It must be a day and a count, such as 2025-01-31=8.");
}

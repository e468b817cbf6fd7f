import { type Command, InvalidArgumentError } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { userCountsInWords } from "./user-facts.ts";

interface UserCount {
  readonly on: string;
  readonly count: number;
}

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
    .addHelpText("after", example("understudy users counts set 2025-01-31=8 2025-02-28=12"));
  onControl(set).action(async (given: readonly UserCount[], options: Target) => {
    await (await controlOf(options)).put("/user-counts", given);
  });

  const clear = counts
    .command("clear")
    .description("Forget all daily counts.")
    .addHelpText("after", example("understudy users counts clear"));
  onControl(clear).action(async (options: Target) => {
    await (await controlOf(options)).delete("/user-counts");
  });
}

function userCount(text: string, before: readonly UserCount[] = []): readonly UserCount[] {
  const [, on, count] = /^(\d{4}-\d{2}-\d{2})=(\d{1,10})$/.exec(text) ?? [];
  if (on !== undefined && count !== undefined) return [...before, { on, count: Number(count) }];
  throw new InvalidArgumentError("It must be a day and a count, such as 2025-01-31=8.");
}

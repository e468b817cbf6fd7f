import type { Command } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { Refused } from "./exit.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { addUserCounts, addUserImport } from "./user-counts.ts";
import { usersInWords } from "./user-facts.ts";
import { wholeNumber } from "./whole-number.ts";

type Options = Target & JsonOption;

interface Kinds {
  readonly active?: number;
  readonly guests?: number;
  readonly withoutMembership?: number;
  readonly bots?: number;
  readonly blocked?: number;
}

export function addUserCommands(program: Command) {
  const users = program
    .command("users")
    .description("Show and set how many users the instance has.")
    .addHelpText("after", example("understudy users"));
  addShow(users);
  addSet(users);
  addPin(users);
  addUnpin(users);
  addUserCounts(users);
  addUserImport(users);
}

function addShow(users: Command) {
  const show = users
    .command("show", { isDefault: true })
    .description("Show the users by kind, and the billable ones. Also without show.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy users show --json"));
  onControl(show).action(async (options: Options) => {
    print(await (await controlOf(options)).get("/users"), options, usersInWords);
  });
}

function addSet(users: Command) {
  const set = users
    .command("set")
    .description("Set kinds of users. The billable ones follow from them and from the plan.")
    .option("--active <number>", "every active human", wholeNumber)
    .option("--guests <number>", "of the active ones, guests everywhere", wholeNumber)
    .option("--without-membership <number>", "of the active ones, those in no group", wholeNumber)
    .option("--bots <number>", "bots", wholeNumber)
    .option("--blocked <number>", "blocked users", wholeNumber)
    .option(...jsonOption)
    .addHelpText("after", example("understudy users set --active 12 --guests 3"));
  onControl(set).action(async (options: Options & Kinds) => {
    const { active, guests, withoutMembership, bots, blocked } = options;
    const kinds = { active, guests, withoutMembership, bots, blocked };
    // The API takes nothing at all as a request to unpin.
    if (Object.values(kinds).every((count) => count === undefined)) {
      throw new Refused(2, "Name a kind of users; see understudy users set --help.");
    }
    print(await (await controlOf(options)).put("/users", kinds), options, usersInWords);
  });
}

function addPin(users: Command) {
  const pin = users
    .command("pin")
    .argument("<billable>", "number of billable users", wholeNumber)
    .description("Set the billable users, whatever the kinds say, until set or unpin.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy users pin 25"));
  onControl(pin).action(async (billable: number, options: Options) => {
    print(await (await controlOf(options)).put("/users", { billable }), options, usersInWords);
  });
}

function addUnpin(users: Command) {
  const unpin = users
    .command("unpin")
    .description("Let the billable users follow from the kinds again.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy users unpin"));
  onControl(unpin).action(async (options: Options) => {
    print(await (await controlOf(options)).put("/users", {}), options, usersInWords);
  });
}

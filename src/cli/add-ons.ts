import type { Command } from "commander";
import { addOnsInWords } from "./add-on-facts.ts";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { wholeNumber } from "./whole-number.ts";

type Options = Target & JsonOption;

export function addAddOnCommands(program: Command) {
  const addOns = program
    .command("add-ons")
    .description("Show the add-ons of the license in force, and assign their seats.")
    .addHelpText("after", example("understudy add-ons"));
  const show = addOns
    .command("show", { isDefault: true })
    .description("Show add-ons with their seats, bought and assigned. Also without show.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy add-ons show --json"));
  onControl(show).action(async (options: Options) => {
    print(await (await controlOf(options)).get("/add-ons"), options, addOnsInWords);
  });
  const assign = addOns
    .command("assign")
    .argument("<type>", "the add-on's name in a license, such as duo_enterprise")
    .argument("<seats>", "how many users have a seat", wholeNumber)
    .description("Set how many users have a seat of an add-on, which the next report tells.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy add-ons assign duo_enterprise 50"));
  onControl(assign).action(async (type: string, seats: number, options: Options) => {
    const shown = await (await controlOf(options)).put("/add-ons", [
      { type, assignedSeats: seats },
    ]);
    print(shown, options, addOnsInWords);
  });
}

import type { Command } from "commander";
import { Count } from "../../contract/shapes.ts";
import { AddOnSeats } from "../../contract/user.ts";
import { controlOf } from "../control-client.ts";
import { example, groupAt, jsonOption } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { type JsonOption, print, type Terminal } from "../terminal.ts";
import { valueIn } from "../values.ts";
import { inWords } from "../words/words.ts";

export function addAddOnCommands(program: Command, terminal: Terminal) {
  const assign = groupAt(program, ["add-ons"])
    .command("assign")
    .argument("<type>", "the add-on's name in a license, such as duo_enterprise", (text) =>
      String(valueIn(text, AddOnSeats.element.shape.type)),
    )
    .argument("<seats>", "how many users have a seat", (text) => Number(valueIn(text, Count)))
    .description("Set how many users have a seat of an add-on, which the next report tells.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy add-ons assign duo_enterprise 50"));
  onControl(assign).action(
    async (type: string, assignedSeats: number, options: Target & JsonOption) => {
      const control = await controlOf(terminal, options);
      const shown = await control.call("addOns.assign", { seats: [{ type, assignedSeats }] });
      print(terminal, shown, options, (one) => inWords("addOns.assign", one));
    },
  );
}

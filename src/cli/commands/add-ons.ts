import type { Command } from "commander";
import { printable } from "../../base/printable.ts";
import { operations } from "../../contract/operations.ts";
import { Count } from "../../contract/shapes.ts";
import { AddOnSeats } from "../../contract/user.ts";
import { ask } from "../command.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { print, type Terminal } from "../terminal.ts";
import { valueIn } from "../values.ts";
import { addOnsInWords } from "../words/users.ts";

export function addAddOnCommands(program: Command, terminal: Terminal) {
  const assign = groupAt(program, ["add-ons"])
    .command("assign")
    .argument("<type>", "the add-on's name in a license, such as duo_enterprise", (text) =>
      String(valueIn(text, AddOnSeats.element.shape.type)),
    )
    .argument("<seats>", "how many users have a seat", (text) => Number(valueIn(text, Count)))
    .description(operations["addOns.assign"].summary);
  onControl(assign, "duo_enterprise 50").action(
    (type: string, assignedSeats: number, options: Target) =>
      ask(terminal, options, "addOns.assign", { seats: [{ type, assignedSeats }] }, (addOns) => {
        print(terminal, addOns, options, addOnsInWords);
        const given = addOns.filter(({ active }) => active).map((one) => one.type);
        if (!given.includes(type)) {
          const others = given.length === 0 ? "" : `, but ${given.join(", ")}`;
          terminal.stderr(
            printable(`The license in force gives no ${type}${others}.`).concat("\n"),
          );
        }
      }),
  );
}

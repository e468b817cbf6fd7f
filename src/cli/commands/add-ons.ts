import type { Command } from "commander";
import { printable } from "../../base/printable.ts";
import type { AnswerOf } from "../../contract/operations.ts";
import { ask, inputOf } from "../command.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { operations } from "../operations.ts";
import { print, type Terminal } from "../terminal.ts";
import { valueIn } from "../values.ts";
import { addOnsInWords } from "../words/users.ts";

export function addAddOnCommands(program: Command, terminal: Terminal) {
  const assign = groupAt(program, ["add-ons"])
    .command("assign")
    .argument("<type>", "the add-on's name in a license, such as duo_enterprise", (text) =>
      String(valueIn(text, inputOf("addOns.assign", "type"))),
    )
    .argument("<seats>", "how many users have a seat", (text) =>
      Number(valueIn(text, inputOf("addOns.assign", "assignedSeats"))),
    )
    .description(operations["addOns.assign"].summary);
  onControl(assign, "duo_enterprise 50").action(
    (type: string, assignedSeats: number, options: Target) =>
      ask(terminal, options, "addOns.assign", { seats: [{ type, assignedSeats }] }, (addOns) =>
        print(terminal, addOns, options, () => `${addOnsInWords(addOns)}${notGiven(type, addOns)}`),
      ),
  );
}

/** What is said of an add-on that the license in force does not give: it may be misspelled, or still to be bought. */
function notGiven(type: string, addOns: AnswerOf<"addOns.assign">): string {
  const given = addOns.filter(({ active }) => active).map((one) => one.type);
  if (given.includes(type)) return "";
  const others = given.length === 0 ? "" : `, but ${given.join(", ")}`;
  return `\n\n${printable(`The license in force gives no ${type}${others}.`)}`;
}

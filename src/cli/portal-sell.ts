import { type Command, Option } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { memberOf } from "./input.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { printable } from "./printable.ts";
import { terminal } from "./terminal.ts";
import { wholeNumberOr } from "./whole-number.ts";

interface Order {
  readonly plan?: string;
  readonly seats?: number | "unlimited";
  readonly startsOn?: string;
  readonly expiresOn?: string;
  readonly company?: string;
  readonly email?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly trial?: true;
}

export function addPortalSell(portal: Command) {
  const sell = portal
    .command("sell")
    .description("Sell a subscription, and print its activation code.")
    .addOption(
      new Option("--plan <plan>", "premium unless said").choices([
        "starter",
        "premium",
        "ultimate",
      ]),
    )
    .option("--seats <seats>", "a number, or unlimited; 10 unless said", wholeNumberOr("unlimited"))
    .option("--starts-on <day>", "today unless said")
    .option("--expires-on <day>", "a year after its start unless said")
    .option("--company <name>", "the licensee's company")
    .option("--email <address>", "the licensee's address")
    .option("--name <name>", "the licensee's name")
    .addOption(
      new Option("--kind <kind>", "cloud unless said; a legacy subscription has no code").choices([
        "cloud",
        "offline",
        "legacy",
      ]),
    )
    .option("--trial", "sell a trial")
    .option(...jsonOption)
    .addHelpText(
      "after",
      example(
        "understudy portal sell",
        'understudy portal sell --plan ultimate --seats unlimited --company "Example AG"',
      ),
    );
  onControl(sell).action(async (options: Order & Target & JsonOption) => {
    const { plan, startsOn, expiresOn, company, email, name, kind, trial } = options;
    const seats = options.seats === "unlimited" ? null : options.seats;
    const order = { plan, seats, startsOn, expiresOn, company, email, name, kind, trial };
    const sold = await (await controlOf(options)).post("/portal/subscriptions", order);
    const code = memberOf(sold, "activationCode");
    if (options.json || typeof code === "string")
      return print(sold, options, () => printable(String(code)));
    // Nothing but a code goes to standard output: it is often handed on to another command.
    const download = `understudy portal license download ${memberOf(sold, "licenseNumber")}`;
    const sentence = `${memberOf(sold, "name")} has no activation code: its license is a file. ${download}`;
    terminal().stderr(`${printable(sentence)}\n`);
  });
}

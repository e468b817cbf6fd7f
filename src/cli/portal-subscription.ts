import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import { onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { memberOf } from "./input.ts";
import { addPortalReconciliation } from "./portal-reconciliation.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { printable } from "./printable.ts";
import { askStep, named, takeStep } from "./subscription-step.ts";
import { wholeNumber, wholeNumberFrom, wholeNumberOr } from "./whole-number.ts";

const plans = ["starter", "premium", "ultimate"];

interface Renewal extends Target, JsonOption {
  readonly seats?: number | "unlimited";
  readonly plan?: string;
  readonly years?: number;
  readonly maxHistoricalUsers?: number;
  readonly auto?: true;
}

/** What happens to a subscription after it was sold. */
export function addPortalSubscription(portal: Command) {
  addSeats(portal);
  addUpgrade(portal);
  addRenew(portal);
  addStep(
    portal,
    "cancel",
    "End a subscription today. Its key is an expired one, generated from cancellation.",
  );
  addStep(
    portal,
    "expire",
    "Let a subscription expire today. No instance stores the expired key: it keeps what it has. It can be renewed.",
  );
  addReissueCode(portal);
  addPortalReconciliation(portal);
}

function addSeats(portal: Command) {
  const add = portal
    .command("add-seats")
    .argument(...named)
    .argument("<seats>", "how many; a negative number takes some away", difference)
    .description("Add seats to the term in force of a subscription.")
    .option(...jsonOption)
    .addHelpText(
      "after",
      example(
        "understudy portal add-seats A-S00000001 5",
        "understudy portal add-seats A-S00000001 -5",
      ),
    );
  onControl(add).action((name: string, seats: number, options: Target & JsonOption) =>
    takeStep(name, "add-seats", { body: { seats }, options }),
  );
}

function addUpgrade(portal: Command) {
  const upgrade = portal
    .command("upgrade")
    .argument(...named)
    .addArgument(new Argument("<plan>", "a smaller one too").choices(plans))
    .description("Give the term in force of a subscription another plan.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy portal upgrade A-S00000001 ultimate"));
  onControl(upgrade).action((name: string, plan: string, options: Target & JsonOption) =>
    takeStep(name, "upgrade", { body: { plan }, options }),
  );
}

function addRenew(portal: Command) {
  const renew = portal
    .command("renew")
    .argument(...named)
    .description("Sell the term that follows the last one of a subscription.")
    .option(
      "--seats <seats>",
      "a number, or unlimited; as before unless said",
      wholeNumberOr("unlimited"),
    )
    .addOption(new Option("--plan <plan>", "as before unless said").choices(plans))
    .option("--years <years>", "1 unless said", wholeNumberFrom(1))
    .option(
      "--max-historical-users <users>",
      "the most users at once in the term that ends: prices a true-up into the key, which has none without it",
      wholeNumber,
    )
    .option("--auto", "renew as the portal does by itself")
    .option(...jsonOption)
    .addHelpText(
      "after",
      example(
        "understudy portal renew A-S00000001",
        "understudy portal renew A-S00000001 --seats 85 --max-historical-users 115",
      ),
    );
  onControl(renew).action((name: string, options: Renewal) => {
    const { plan, years, maxHistoricalUsers, auto } = options;
    const seats = options.seats === "unlimited" ? null : options.seats;
    const body = { seats, plan, years, maxHistoricalUsers, auto };
    return takeStep(name, "renew", { body, options });
  });
}

function addStep(portal: Command, verb: string, description: string) {
  const command = portal
    .command(verb)
    .argument(...named)
    .description(description)
    .option(...jsonOption)
    .addHelpText("after", example(`understudy portal ${verb} A-S00000001`));
  onControl(command).action((name: string, options: Target & JsonOption) =>
    takeStep(name, verb, { body: {}, options }),
  );
}

function addReissueCode(portal: Command) {
  const reissue = portal
    .command("reissue-code")
    .argument(...named)
    .description("Give a subscription another activation code, and print it.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy portal reissue-code A-S00000001"));
  onControl(reissue).action(async (name: string, options: Target & JsonOption) => {
    const subscription = await askStep(name, "reissue-code", { body: {}, options });
    print(subscription, options, () => printable(String(memberOf(subscription, "activationCode"))));
  });
}

function difference(text: string): number {
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number.");
}

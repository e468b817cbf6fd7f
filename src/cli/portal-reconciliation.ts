import { type Command, Option } from "commander";
import { onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { Refused } from "./exit.ts";
import { type JsonOption, jsonOption } from "./print.ts";
import { named, takeStep } from "./subscription-step.ts";

interface Dates extends Target, JsonOption {
  readonly next?: string;
  readonly alertFrom?: string;
  readonly none?: true;
}

/** When users will be compared with seats, as reports are answered. */
export function addPortalReconciliation(portal: Command) {
  const reconciliation = portal
    .command("reconciliation")
    .argument(...named)
    .description("Set the reconciliation dates that every report of a subscription is answered.")
    .option("--next <day>", "when users will be compared with seats; none unless said")
    .option("--alert-from <day>", "from when on administrators are told; none unless said")
    .addOption(new Option("--none", "clear both").conflicts(["next", "alertFrom"]))
    .option(...jsonOption)
    .addHelpText(
      "after",
      example(
        "understudy portal reconciliation A-S00000001 --next 2025-09-01 --alert-from 2025-08-25",
        "understudy portal reconciliation A-S00000001 --none",
      ),
    );
  onControl(reconciliation).action((name: string, options: Dates) => {
    const { next: nextReconciliationDate = null, alertFrom: displayAlertFrom = null } = options;
    if (nextReconciliationDate === null && displayAlertFrom === null && !options.none) {
      throw new Refused(
        2,
        "Say which dates: --next 2025-09-01 --alert-from 2025-08-25, or --none.",
      );
    }
    const body = { nextReconciliationDate, displayAlertFrom };
    return takeStep(name, "reconciliation", { body, options });
  });
}

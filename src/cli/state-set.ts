import { Argument, type Command } from "commander";
import { namedStates } from "../contract/state.ts";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { memberOf } from "./input.ts";
import { noticesInWords } from "./notice-facts.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { printable } from "./printable.ts";

export function addStateSet(state: Command) {
  const set = state
    .command("set")
    .addArgument(new Argument("<name>", "the state").choices(Object.keys(namedStates)))
    .description("Sell, activate and move the clock until the license in force is in a state.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy state set expired"));
  onControl(set).action(async (name: string, options: Target & JsonOption) => {
    const put = await (await controlOf(options)).put("/state", { state: name });
    print(put, options, putInWords);
  });
}

/** What was done, and what is known of the end of the license since. */
function putInWords(put: unknown): string {
  const did = memberOf(put, "did");
  const steps = (Array.isArray(did) ? did : []).map((step: unknown) =>
    printable(String(memberOf(step, "detail"))),
  );
  const notices = noticesInWords(memberOf(memberOf(put, "state"), "notices"));
  return [
    ...(steps.length > 0 ? steps : ["The instance is in this state already."]),
    ...(notices === "" ? [] : [notices]),
  ].join("\n");
}

import type { Command } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { Refused } from "./exit.ts";
import { memberOf } from "./input.ts";
import { type JsonOption, jsonOption, print } from "./print.ts";
import { printable } from "./printable.ts";

export function addSync(program: Command) {
  const sync = program
    .command("sync")
    .description("Report to the portal now, wait for the answer, and say what came of it.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy sync"));
  onControl(sync).action(async (options: Target & JsonOption) => {
    const control = await controlOf(options);
    const ran = await control.post("/jobs/seat-link/run", {});
    const detail = printable(String(memberOf(ran, "detail")));
    // A license that cannot be stored fails no job, as in the product, but whoever wanted it has not got it.
    const lastSync = memberOf(await control.get("/state"), "lastSync");
    const failed = memberOf(ran, "outcome") !== "done" || memberOf(lastSync, "state") === "failed";
    if (!failed || options.json) print(ran, options, () => detail);
    if (failed) throw new Refused(1, detail);
  });
}

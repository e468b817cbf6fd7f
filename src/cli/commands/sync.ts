import type { Command } from "commander";
import { printable } from "../../base/printable.ts";
import { type Control, controlOf } from "../control-client.ts";
import { onControl, type Target } from "../naming.ts";
import { print, Refused, type Terminal } from "../terminal.ts";

export function addSync(program: Command, terminal: Terminal) {
  const sync = program
    .command("sync")
    .description("Report to the portal now, wait for the answer, and say what came of it.");
  onControl(sync).action(async (options: Target) => {
    const control = await controlOf(terminal, options);
    const ran = await control.call("jobs.run", { name: "seat-link" });
    const detail = printable(ran.detail);
    // A license that cannot be stored fails no job, as in the product, but whoever wanted it has not got it.
    const { lastSync } = await control.call("state.show", {});
    const failed = ran.outcome !== "done" || lastSync.state === "failed";
    if (!failed || options.json) print(terminal, ran, options, (one) => one.detail);
    if (!failed) return;
    const why = ran.outcome === "done" ? null : await whyNotSent(control);
    throw new Refused(1, why === null ? detail : `${detail}\n${printable(why)}`);
  });
}

/** Where the connection has failed, as the timeline tells it; null if it was not that. */
async function whyNotSent(control: Control): Promise<string | null> {
  const ran = await control.call("timeline.list", { kind: "job", limit: 10 });
  const last = ran.findLast((event) => event.kind === "job" && event.job === "seat-link");
  return last?.kind === "job" && last.transport !== null ? last.cause : null;
}

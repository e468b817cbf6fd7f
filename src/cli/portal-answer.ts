import type { Command } from "commander";
import { example } from "./example.ts";
import { addFaultKind } from "./fault.ts";
import { faultKinds } from "./fault-kinds.ts";

const endpoint = "seat-links";

/** What the portal can be told to answer reports, apart from what was sold: the faults that can befall a report. */
export function addPortalAnswer(portal: Command) {
  const answer = portal
    .command("answer")
    .description("Let the stand-in portal answer the next report wrongly, or not at all.")
    .addHelpText(
      "after",
      "\nThese are faults: `understudy fault list` shows those still to come, `fault clear` forgets them.",
    )
    .addHelpText("after", example("understudy portal answer status 402"));
  for (const kind of faultKinds) {
    if (kind.endpoints.includes(endpoint)) addFaultKind(answer, kind, endpoint);
  }
}

import { faultKinds, faultyLayerOf, type NetworkFault } from "../../src/contract/fault.ts";
import { productTimeouts } from "../../src/network/timeouts.ts";
import { type NetworkOutcome, networkOutcomes } from "../support/network-outcomes.ts";

/** Every kind of network: what it does, how it is armed, what administrators see of it, and what the doctor says. */
export const networkKindSections = () =>
  (Object.keys(networkOutcomes) as NetworkFault["kind"][]).map(sectionOf).join("\n\n");

function sectionOf(kind: NetworkFault["kind"]): string {
  const { summary, fields, ...more } = faultKinds[kind];
  const outcome = networkOutcomes[kind];
  const examples = ["", ...("example" in more ? [` ${more.example}`] : [])];
  const said = [summary, shown(outcome), diagnosed(kind), outcome?.note ?? ""];
  return [
    `### \`${kind}\``,
    said.filter((sentence) => sentence !== "").join(" "),
    examples.map((example) => `\`understudy fault ${kind}${example}\``).join("<br>"),
    ...fieldsOf(fields),
  ].join("\n\n");
}

function shown(outcome: NetworkOutcome | null): string {
  if (outcome === null) return "An activation succeeds.";
  const { leaked, leakedBefore, waitsFor } = outcome;
  const after = waitsFor === undefined ? "" : ` after ${productTimeouts[waitsFor] / 1_000} s`;
  const sees = `An activation shows \`CONNECTIVITY_ERROR\`${after}`;
  if (leaked !== null) return `${sees}, or with \`--leak-transport-texts\` \`${leaked}\`.`;
  if (leakedBefore === undefined) return `${sees}, also with \`--leak-transport-texts\`.`;
  return `${sees}, also with \`--leak-transport-texts\`, which before 15.7 shows \`${leakedBefore}\`.`;
}

function diagnosed(kind: NetworkFault["kind"]): string {
  const fault = { kind, endpoint: "network", times: 1, variable: "http_proxy" } as NetworkFault;
  const layer = faultyLayerOf(fault);
  return layer === null ? "The doctor finds nothing wrong." : `The doctor names \`${layer}\`.`;
}

function fieldsOf(fields: Readonly<Record<string, { readonly description?: string | undefined }>>) {
  const lines = Object.entries(fields).map(
    ([field, { description = "" }]) => `- \`--${field}\`: ${description}`,
  );
  return lines.length === 0 ? [] : [lines.join("\n")];
}

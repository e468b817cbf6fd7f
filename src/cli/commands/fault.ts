import { type Command, InvalidArgumentError } from "commander";
import type { GivenTo } from "../../contract/operations.ts";
import { addInputs, ask } from "../command.ts";
import { groupAt } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { type FaultKind, faults, type Input } from "../operations.ts";
import type { Terminal } from "../terminal.ts";
import type { Spelling } from "../values.ts";

/** Kinds that are typed otherwise than their fields say. */
const spellings: Readonly<Record<string, Spelling | undefined>> = {
  ms: {
    option: "duration",
    description: "such as 5s, 1500ms or 2m",
    parse: milliseconds,
  },
  // The command line knows of an error its message alone.
  "graphql-errors": {
    description: "their messages; one of its own unless said",
    parse: (text) => ({ message: text }),
  },
};

export function addFaultCommands(program: Command, terminal: Terminal) {
  const fault = groupAt(program, ["fault"]);
  for (const [kind, described] of Object.entries(faults)) {
    addFaultKind(fault, terminal, { kind, ...described });
  }
  addClear(fault, terminal);
}

/** What the portal can be told to answer reports, apart from what was sold: the faults that can hit a report. */
export function addPortalAnswer(program: Command, terminal: Terminal) {
  const answer = groupAt(program, ["portal", "answer"]);
  const endpoint = "seat-links";
  for (const [kind, described] of Object.entries(faults)) {
    if (canHit(described, endpoint))
      addFaultKind(answer, terminal, { kind, ...described }, endpoint);
  }
}

/** A command that arms one kind of fault: where its option says, or else at one endpoint. */
function addFaultKind(
  parent: Command,
  terminal: Terminal,
  { kind, ...described }: FaultKind & { readonly kind: string },
  endpoint?: string,
) {
  const isGiven = (name: string, { choices }: Input) =>
    name !== "endpoint" || (!endpoint && choices?.length !== 1);
  const inputs = Object.entries(described.inputs).filter((input) => isGiven(...input));
  const arm = parent
    .command(kind)
    .description(endpoint ? `At the next report: ${described.summary}` : described.summary);
  if (canHit(described, "network")) arm.helpGroup("Commands for the network:");
  const given = addInputs(
    arm,
    Object.fromEntries(inputs),
    (name) => spellings[name === "errors" ? kind : name] ?? {},
    described.argument === undefined ? [] : [described.argument],
  );
  onControl(arm, described.example ?? "").action(async () => {
    const fault = { kind, endpoint, ...given() };
    // Each value was checked against the shape of its kind.
    await ask(terminal, arm.opts<Target>(), "faults.arm", fault as GivenTo<"faults.arm">);
  });
}

const canHit = ({ inputs }: FaultKind, endpoint: string): boolean =>
  Object.entries(inputs).some(
    ([name, { choices }]) => name === "endpoint" && choices?.includes(endpoint) === true,
  );

/** Reads a duration: `5s`, `1500ms` or `2m`. A number alone might mean seconds. */
function milliseconds(text: string): unknown {
  const [, count, unit] = /^(\d{1,9})(ms|s|m)$/.exec(text) ?? [];
  if (count === undefined) {
    throw new InvalidArgumentError("It must be a duration with its unit, such as 5s or 500ms.");
  }
  return Number(count) * { ms: 1, s: 1_000, m: 60_000 }[unit as "ms" | "s" | "m"];
}

function addClear(fault: Command, terminal: Terminal) {
  const clear = fault
    .command("clear")
    .argument("[id]", "one fault of the list")
    .description("Forget one fault, or all of them.");
  onControl(clear).action((id: string | undefined, options: Target) =>
    id === undefined
      ? ask(terminal, options, "faults.clear", {})
      : ask(terminal, options, "faults.remove", { id }),
  );
}

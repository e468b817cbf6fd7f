import { Argument, type Command, InvalidArgumentError, type Option } from "commander";
import type { z } from "zod";
import { Fault, faultKinds } from "../../contract/fault.ts";
import type { GivenTo } from "../../contract/operations.ts";
import { controlOf } from "../control-client.ts";
import { example, groupAt, jsonOption } from "../groups.ts";
import { onControl, type Target } from "../naming.ts";
import { type JsonOption, print, printDone, type Terminal } from "../terminal.ts";
import { argumentFor, optionsFor, type Spelling, typed } from "../values.ts";
import { inWords } from "../words/words.ts";

/** Kinds that are typed otherwise than their fields say. */
const spellings: Readonly<Record<string, Spelling | undefined>> = {
  ms: {
    option: "duration",
    description: "such as 5s, 1500ms or 2m; milliseconds without a unit",
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
  for (const { shape } of Fault.options) addFaultKind(fault, terminal, shape);
  addClear(fault, terminal);
}

/** What the portal can be told to answer reports, apart from what was sold: the faults that can befall a report. */
export function addPortalAnswer(program: Command, terminal: Terminal) {
  const answer = groupAt(program, ["portal", "answer"]);
  const endpoint = "seat-links";
  for (const { shape } of Fault.options) {
    const endpoints: readonly string[] = shape.endpoint.unwrap().options;
    if (endpoints.includes(endpoint)) addFaultKind(answer, terminal, shape, endpoint);
  }
}

/** A command that arms one kind of fault: where its option says, or else at one endpoint. */
function addFaultKind(
  parent: Command,
  terminal: Terminal,
  shape: (typeof Fault.options)[number]["shape"],
  endpoint?: string,
) {
  const [kind = "status"] = [...shape.kind.values];
  const described: { summary: string; argument?: string; example?: string } = faultKinds[kind];
  const spelling = (name: string) => spellings[name === "errors" ? kind : name];
  const arm = parent.command(kind).description(described.summary);
  const read: { readonly name: string; readonly option: Option }[] = [];
  for (const [name, field] of Object.entries<z.ZodType>(shape)) {
    if (name === "kind" || (name === "endpoint" && endpoint !== undefined)) continue;
    if (name === described.argument) arm.addArgument(argumentFor(name, field, spelling(name)));
    else {
      const [option] = optionsFor(name, field, spelling(name));
      if (option) read.push({ name, option });
    }
  }
  for (const { option } of read) arm.addOption(option);
  const words = [...pathOf(parent), kind, described.example].filter((word) => word !== undefined);
  arm.option(...jsonOption).addHelpText("after", example(`understudy ${words.join(" ")}`));
  onControl(arm).action(async () => {
    const options = arm.opts<Target & JsonOption>();
    const values = read.map(({ name, option }) => [
      name,
      arm.getOptionValue(option.attributeName()),
    ]);
    const fault = {
      kind,
      ...(endpoint !== undefined && { endpoint }),
      ...Object.fromEntries(values.filter(([, value]) => value !== undefined)),
      ...(described.argument !== undefined && {
        [described.argument]: typed(arm.processedArgs[0]),
      }),
    };
    const control = await controlOf(terminal, options);
    // Each value was checked against the shape of its kind.
    const armed = await control.call("faults.arm", fault as GivenTo<"faults.arm">);
    print(terminal, armed, options, (one) => inWords("faults.arm", one));
  });
}

const pathOf = (command: Command): readonly string[] =>
  command.parent ? [...pathOf(command.parent), command.name()] : [];

/** Reads a duration: `5s`, `1500ms`, `2m`, or milliseconds. */
function milliseconds(text: string): unknown {
  const [, count, unit = "ms"] = /^(\d{1,9})(ms|s|m)?$/.exec(text) ?? [];
  if (count === undefined) {
    throw new InvalidArgumentError("It must be a duration such as 5s, 1500ms or 2m.");
  }
  return Number(count) * { ms: 1, s: 1_000, m: 60_000 }[unit as "ms" | "s" | "m"];
}

function addClear(fault: Command, terminal: Terminal) {
  const clear = fault
    .command("clear")
    .addArgument(new Argument("[id]", "one fault of the list"))
    .description("Forget one fault, or all of them.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy fault clear"));
  onControl(clear).action(async (id: string | undefined, options: Target & JsonOption) => {
    const control = await controlOf(terminal, options);
    await (id === undefined
      ? control.call("faults.clear", {})
      : control.call("faults.remove", { id }));
    printDone(terminal, options);
  });
}

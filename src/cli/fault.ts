import { type Command, Option } from "commander";
import { controlOf, onControl, type Target } from "./control-client.ts";
import { example } from "./example.ts";
import { faultsInWords } from "./fault-facts.ts";
import { type FaultKind, faultKinds } from "./fault-kinds.ts";
import { type JsonOption, jsonOption, print, printDone } from "./print.ts";
import { wholeNumberOr } from "./whole-number.ts";

interface Aim extends Target, JsonOption {
  readonly endpoint?: string;
  readonly times?: number | "standing";
}

export function addFaultCommands(program: Command) {
  const fault = program
    .command("fault")
    .description("Let the stand-in portal or the instance misbehave at its next request.")
    .addHelpText("after", example("understudy fault status 503"));
  for (const kind of faultKinds) addFaultKind(fault, kind);
  addList(fault);
  addClear(fault);
}

/** A command that arms one kind of fault: where its option says, or else at one endpoint. */
export function addFaultKind(parent: Command, fault: FaultKind, endpoint?: string) {
  const { kind, summary, argument, options = [] } = fault;
  const arm = parent.command(kind).description(summary);
  if (argument) arm.addArgument(argument.of);
  for (const option of options) arm.addOption(option);
  if (endpoint === undefined) {
    const where = new Option(
      "--endpoint <endpoint>",
      "requests that it befalls; activate unless said",
    );
    arm.addOption(where.choices(fault.endpoints));
  }
  arm
    .option(
      "--times <times>",
      "how many of them, or standing; 1 unless said",
      wholeNumberOr("standing"),
    )
    .option(...jsonOption)
    .addHelpText(
      "after",
      example(fault.example.replace("understudy fault", `understudy ${pathOf(parent)}`)),
    );
  onControl(arm).action(async () => {
    const aim = arm.opts<Aim>();
    const value: unknown = arm.processedArgs[0];
    const armed = await (await controlOf(aim)).post("/faults", {
      kind,
      endpoint: endpoint ?? aim.endpoint,
      times: aim.times,
      ...Object.fromEntries(options.map((option) => nameAndValue(option, arm))),
      ...(argument && { [argument.field]: argument.toField ? argument.toField(value) : value }),
    });
    print(armed, aim, () => faultsInWords([armed]));
  });
}

/** How a command is typed, without the program. */
const pathOf = (command: Command): string =>
  command.parent?.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

const nameAndValue = (option: Option, command: Command) => {
  const name = option.attributeName();
  const value: unknown = command.getOptionValue(name);
  return [name, value] as const;
};

function addList(fault: Command) {
  const list = fault
    .command("list")
    .description("List the faults that are still to come, in order.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy fault list"));
  onControl(list).action(async (options: Target & JsonOption) => {
    print(await (await controlOf(options)).get("/faults"), options, faultsInWords);
  });
}

function addClear(fault: Command) {
  const clear = fault
    .command("clear")
    .argument("[id]", "one fault of the list")
    .description("Forget one fault, or all of them.")
    .option(...jsonOption)
    .addHelpText("after", example("understudy fault clear"));
  onControl(clear).action(async (id: string | undefined, options: Target & JsonOption) => {
    const path = id === undefined ? "/faults" : `/faults/${encodeURIComponent(id)}`;
    await (await controlOf(options)).delete(path);
    printDone(options);
  });
}

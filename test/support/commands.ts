import type { Command } from "commander";
import { programFor } from "../../src/cli/program.ts";
import { aTerminal } from "./command-line.ts";

/** A command that does something, as its help shows it. */
export interface DocumentedCommand {
  /** Whether it only holds other commands. */
  readonly group: boolean;
  /** As it is typed, with its arguments: `license show [id]`. */
  readonly usage: string;
  readonly description: string;
  /** Its options but those that all commands of its kind have. */
  readonly options: readonly string[];
  readonly help: string;
  readonly examples: readonly string[];
  /** What each option and argument may be, where it is one of a few words. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** What it takes, by option and by argument. */
  readonly inputs: readonly string[];
}

const shared = new Set([
  "--json",
  "--data",
  "--control-url",
  "--control-token",
  "--url",
  "--token",
]);

/** Every command that is not hidden of the program for some arguments, or of the whole, and the groups that they are in. */
export async function documentedCommands(
  args: readonly string[] = [],
): Promise<DocumentedCommand[]> {
  const program = await programFor(args, aTerminal());
  return commandsIn(program, "");
}

function commandsIn(parent: Command, path: string): DocumentedCommand[] {
  return parent
    .createHelp()
    .visibleCommands(parent)
    .flatMap((command) => {
      const words = `${path}${command.name()}`;
      if (command.name() === "help") return [];
      return [documented(command, words), ...commandsIn(command, `${words} `)];
    });
}

function documented(command: Command, words: string): DocumentedCommand {
  const help = helpOf(command);
  const [, examples = ""] = help.split(/\nExamples?:\n/);
  const given = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  const choices = [
    ...command.options.map((option) => [option.attributeName(), option.argChoices] as const),
    ...command.registeredArguments.map(
      (argument) => [argument.name(), argument.argChoices] as const,
    ),
  ];
  return {
    group: command.commands.length > 0,
    usage: [words, ...given].join(" "),
    description: command.description(),
    options: command.options
      .filter(({ hidden, long }) => !hidden && !shared.has(long ?? ""))
      .map(({ flags }) => flags),
    help,
    examples: examples
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
    inputs: choices.map(([name]) => name),
    choices: Object.fromEntries(
      choices.flatMap(([name, words]) => (words === undefined ? [] : [[name, words]])),
    ),
  };
}

function helpOf(command: Command): string {
  let help = "";
  command.configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  command.outputHelp();
  return help;
}

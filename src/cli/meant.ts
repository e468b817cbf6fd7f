import type { Command, Option } from "commander";
import { printable, withoutSecrets } from "../base/printable.ts";
import { didYouMean, similar } from "../base/similar.ts";
import { standardOf, wordsOf } from "./groups.ts";
import { Refused } from "./terminal.ts";

/**
 * The arguments as they are meant: with the command that a group's own name stands for. A word that is no command of its
 * group is wrong use, and is answered with what it may have been meant to be.
 */
export function meantBy(program: Command, args: readonly string[]): readonly string[] {
  let group = program;
  const path: string[] = [];
  while (group.commands.length > 0) {
    const word = args[path.length];
    if (word === "help") return meantBy(program, [...args.toSpliced(path.length, 1), "--help"]);
    const isHelp = word === "--help" || word === "-h";
    const isMissing = word === undefined || word.startsWith("-");
    if (group === program && isMissing && word !== undefined) refuseBefore(program, word);
    if (isHelp || isMissing) {
      const standard = isHelp ? undefined : standardOf(path);
      return standard === undefined ? args : args.toSpliced(path.length, 0, standard);
    }
    const command = group.commands.find((one) => one.name() === word);
    if (command === undefined) throw new Refused(2, unknown(program, group, word));
    group = command;
    path.push(word);
  }
  return args;
}

/** An option of commands does not stand before them. */
function refuseBefore(program: Command, word: string) {
  const flag = word.replace(/=.*/s, "");
  const option = program.options.some(isCalled(flag)) ? undefined : optionBelow(program, flag);
  if (option === undefined) return;
  throw new Refused(
    2,
    `error: '${flag}' stands behind the command: understudy <command> ${option.flags}`,
  );
}

const isCalled = (flag: string) => (option: Option) => [option.long, option.short].includes(flag);

const optionBelow = (group: Command, flag: string): Option | undefined =>
  group.options.find(isCalled(flag)) ??
  group.commands
    .map((command) => optionBelow(command, flag))
    .find((option) => option !== undefined);

function unknown(program: Command, group: Command, word: string): string {
  const names = visible(group).map((one) => one.name());
  const meant =
    similar(word, names) ??
    argumentNear(group, word) ??
    takenBy(group, word) ??
    below(program, group, word);
  const ending =
    meant === undefined && group !== program
      ? `\n(There are ${names.filter((name) => name !== "help").join(", ")}.)`
      : didYouMean(meant);
  return withoutSecrets(`error: unknown command '${printable(word)}'${ending}`);
}

/** The command of a group whose argument the word is, as in `state expired`. */
function argumentNear(group: Command, word: string): string | undefined {
  for (const command of visible(group)) {
    const [argument] = command.registeredArguments;
    const value = similar(word, argument?.argChoices ?? []);
    if (value !== undefined) return `${wordsOf(command)} ${value}`;
  }
  return undefined;
}

/** The command of a group that takes the word for its argument, as in `clock 3d`; one that takes any is none. */
function takenBy(group: Command, word: string): string | undefined {
  const found = visible(group).find(({ registeredArguments: [argument] }) => {
    const takes = (text: string) => {
      try {
        return argument?.parseArg?.(text, undefined) !== undefined;
      } catch {
        return false;
      }
    };
    return takes(word) && !takes("x");
  });
  return found && `${wordsOf(found)} ${printable(word)}`;
}

/** The command that has this name in another group, as in `advance 3d`. */
function below(program: Command, group: Command, word: string): string | undefined {
  if (group !== program) return undefined;
  const found = visible(program)
    .flatMap(visible)
    .find((command) => command.name() === word);
  return found && wordsOf(found);
}

const visible = (command: Command): readonly Command[] =>
  command.createHelp().visibleCommands(command);

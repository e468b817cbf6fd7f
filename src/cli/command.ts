import type { Argument, Command } from "commander";
import type { AnswerOf, GivenTo, OperationId } from "../contract/operations.ts";
import { controlOf } from "./control-client.ts";
import { groupAt, standardOf } from "./groups.ts";
import { onControl, type Target } from "./naming.ts";
import { type Input, type Inputs, operations } from "./operations.ts";
import { needs, spellingsOf } from "./spellings.ts";
import { type JsonOption, print, printDone, Refused, type Terminal } from "./terminal.ts";
import { argumentFor, optionsFor, type Spelling, typed } from "./values.ts";

const ids = Object.keys(operations) as OperationId[];

/** Adds every command below a word that the contract describes whole. */
export async function addOperations(program: Command, terminal: Terminal, first: string) {
  for (const id of ids) {
    const name = operations[id].command?.name;
    if (name?.split(" ")[0] === first) await addOperation(program, terminal, id);
  }
}

/** The operation whose command the arguments begin with, or mean by its group's name; undefined if they name none. */
export function operationNamed(args: readonly string[]): OperationId | undefined {
  const end = args.findIndex((arg) => arg.startsWith("-"));
  const words = end < 0 ? args : args.slice(0, end);
  for (let length = 1; length <= words.length; length += 1) {
    const id = idByName.get(words.slice(0, length).join(" "));
    if (id !== undefined) return id;
  }
  const asksForHelp = end >= 0 && ["--help", "-h"].includes(args[end] ?? "");
  const standard = asksForHelp ? undefined : standardOf(words);
  return standard === undefined ? undefined : idByName.get([...words, standard].join(" "));
}

const idByName: ReadonlyMap<string, OperationId> = new Map(
  ids.flatMap((id) => {
    const name = operations[id].command?.name;
    return name === undefined ? [] : [[name, id]];
  }),
);

/** The inputs of an operation that are typed, by name. */
const inputsOf = (id: OperationId): Inputs =>
  Object.fromEntries(
    Object.entries(operations[id].inputs).filter(
      ([, input]) => !/^(?:member|whole)$/.test(input.in),
    ),
  );

/** An input of an operation, or what the members of one consist of. */
export function inputOf(id: OperationId, name: string): Input {
  const input = operations[id].inputs[name];
  if (input === undefined) throw new Error(`There is no input ${name}.`);
  return input;
}

/** Asks for an operation, and shows its answer: in its words unless said. */
export async function ask<Id extends OperationId>(
  terminal: Terminal,
  options: Target,
  id: Id,
  given: GivenTo<Id>,
  show?: (answer: AnswerOf<Id>) => void,
) {
  const asking = (await controlOf(terminal, options)).call(id, given);
  // What words are made with is loaded while the answer comes.
  const words = options.json || show ? null : import("./words/words.ts");
  const [answer, inWords] = await Promise.all([asking, words]);
  if (answer === null) return printDone(terminal, options, inWords?.doneInWords(id, given));
  if (show) return show(answer);
  return printInWords(terminal, options, id, answer);
}

/** Prints what an operation has answered. */
export async function printInWords<Id extends OperationId>(
  terminal: Terminal,
  options: JsonOption,
  id: Id,
  answer: AnswerOf<Id>,
) {
  if (options.json) return print(terminal, answer, options, String);
  const { inWords } = await import("./words/words.ts");
  return print(terminal, answer, options, (one) => inWords(id, one));
}

/** Adds the command that an operation describes, unless there is one of that name. */
export async function addOperation<Id extends OperationId>(
  program: Command,
  terminal: Terminal,
  id: Id,
  show?: (answer: AnswerOf<Id>, options: JsonOption) => void,
) {
  const { command: described, summary, args } = operations[id];
  const words = described?.name.split(" ") ?? [];
  const name = words.at(-1) ?? "";
  const parent = groupAt(program, words.slice(0, -1));
  if (parent.commands.some((one) => one.name() === name)) return;
  const command = parent.command(name).description(summary);
  const inputs = addInputs(command, inputsOf(id), await spellingsOf(id), args);
  onControl(command, ...(described?.examples ?? [])).action(async () => {
    const options = command.opts<Target>();
    const given = inputs();
    const need = needs[id];
    const named = Object.entries(given).filter(([name]) => !args?.includes(name));
    if (need !== undefined && named.every(([, value]) => value === undefined)) {
      throw new Refused(2, need);
    }
    // Each value was checked against the operation's own shape.
    const checked = given as GivenTo<Id>;
    await ask(terminal, options, id, checked, show && ((answer) => show(answer, options)));
  });
}

/** The argument that fills an input of an operation. */
export const argumentOf = (id: OperationId, name: string): Argument =>
  argumentFor(name, inputOf(id, name));

/** Adds options for all inputs of an operation that are asked for by name, and gives what they fill. */
export const addOptions = async (command: Command, id: OperationId) =>
  addInputs(command, inputsOf(id), await spellingsOf(id));

/** Adds arguments for some inputs and options for the others, and gives what they fill. */
export function addInputs(
  command: Command,
  inputs: Inputs,
  spelling: (name: string) => Spelling,
  args: readonly string[] = [],
) {
  const read: (() => readonly [string, unknown])[] = [];
  args.forEach((name, at) => {
    const input = inputs[name];
    if (input === undefined) throw new Error(`There is no input ${name}.`);
    command.addArgument(argumentFor(name, input, spelling(name)));
    read.push(() => [name, typed(command.processedArgs[at])]);
  });
  for (const [name, input] of Object.entries(inputs)) {
    const [option, off] = args.includes(name) ? [] : optionsFor(name, input, spelling(name));
    if (option === undefined) continue;
    command.addOption(option);
    if (off) command.addOption(off);
    read.push(() => {
      const value = typed(command.getOptionValue(option.attributeName()));
      // `--no-x` fills the place of `--x`, any other opposite one of its own.
      const isOpposite = off && off.attributeName() !== option.attributeName();
      const isOff = isOpposite && command.getOptionValue(off.attributeName()) === true;
      return [name, isOff ? false : value];
    });
  }
  return (): Record<string, unknown> => Object.fromEntries(read.map((one) => one()));
}

/** The words with which commands begin that the contract describes. */
export const firstWords: readonly string[] = ids.flatMap(
  (id) => operations[id].command?.name.split(" ")[0] ?? [],
);

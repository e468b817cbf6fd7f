import type { Argument, Command } from "commander";
import { z } from "zod";
import type { OperationShape } from "../contract/operation.ts";
import {
  type AnswerOf,
  type GivenTo,
  type OperationId,
  operations,
} from "../contract/operations.ts";
import { controlOf } from "./control-client.ts";
import { groupAt } from "./groups.ts";
import { onControl, type Target } from "./naming.ts";
import { needs, spellingOf } from "./spellings.ts";
import { type JsonOption, print, printDone, Refused, type Terminal } from "./terminal.ts";
import { argumentFor, optionsFor, type Spelling, typed } from "./values.ts";

/** Adds every command below a word that the contract describes whole. */
export function addOperations(program: Command, terminal: Terminal, first: string) {
  for (const id of Object.keys(operations) as OperationId[]) {
    const { command }: OperationShape = operations[id];
    if (command?.name.split(" ")[0] === first) addOperation(program, terminal, id);
  }
}

/** The shapes of inputs, by name. */
type Inputs = Readonly<Record<string, z.ZodType>>;

function inputsOf(id: OperationId): Inputs {
  const { params, query, body }: OperationShape = operations[id];
  const parts = [params, query, body].filter((part) => part instanceof z.ZodObject);
  return Object.fromEntries(
    parts.flatMap(({ shape }) =>
      Object.entries(shape).filter(
        (field): field is [string, z.ZodType] => field[1] instanceof z.ZodType,
      ),
    ),
  );
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
  const [answer] = await Promise.all([asking, words]);
  if (answer === null) return printDone(terminal, options);
  if (show) return show(answer);
  const { inWords } = await import("./words/words.ts");
  print(terminal, answer, options, (one) => inWords(id, one));
}

/** Adds the command that an operation describes, unless there is one of that name. */
export function addOperation<Id extends OperationId>(
  program: Command,
  terminal: Terminal,
  id: Id,
  show?: (answer: AnswerOf<Id>, options: JsonOption) => void,
) {
  const { command: described, summary, args }: OperationShape = operations[id];
  const words = described?.name.split(" ") ?? [];
  const name = words.at(-1) ?? "";
  const parent = groupAt(program, words.slice(0, -1));
  if (parent.commands.some((one) => one.name() === name)) return;
  const command = parent.command(name).description(summary);
  const inputs = addInputs(command, inputsOf(id), (input) => spellingOf(id, input), args);
  onControl(command, ...(described?.examples ?? [])).action(async () => {
    const options = command.opts<Target>();
    const given = inputs();
    const need = needs[id];
    if (need !== undefined && Object.values(given).every((value) => value === undefined)) {
      throw new Refused(2, need);
    }
    // Each value was checked against the operation's own shape.
    const checked = given as GivenTo<Id>;
    await ask(terminal, options, id, checked, show && ((answer) => show(answer, options)));
  });
}

/** The argument that fills an input of an operation. */
export const argumentOf = (id: OperationId, name: string): Argument =>
  argumentIn(inputsOf(id), name, spellingOf(id, name));

function argumentIn(inputs: Inputs, name: string, spelling: Spelling): Argument {
  const shape = inputs[name];
  if (shape === undefined) throw new Error(`There is no input ${name}.`);
  return argumentFor(name, shape, spelling);
}

/** Adds options for all inputs of an operation that are asked for by name, and gives what they fill. */
export const addOptions = (command: Command, id: OperationId) =>
  addInputs(command, inputsOf(id), (name) => spellingOf(id, name));

/** Adds arguments for some inputs and options for the others, and gives what they fill. */
export function addInputs(
  command: Command,
  inputs: Inputs,
  spelling: (name: string) => Spelling,
  args: readonly string[] = [],
) {
  for (const name of args) command.addArgument(argumentIn(inputs, name, spelling(name)));
  const read = args.map((name, at) => () => [name, typed(command.processedArgs[at])]);
  for (const [name, shape] of Object.entries(inputs)) {
    const [option, off] = args.includes(name) ? [] : optionsFor(name, shape, spelling(name));
    if (option === undefined) continue;
    command.addOption(option);
    if (off) command.addOption(off);
    read.push(() => {
      const isOff = off && command.getOptionValue(off.attributeName()) === true;
      return [name, isOff ? false : typed(command.getOptionValue(option.attributeName()))];
    });
  }
  return (): Record<string, unknown> => Object.fromEntries(read.map((one) => one()));
}

/** The words with which commands begin that the contract describes. */
export const firstWords: readonly string[] = Object.values<OperationShape>(operations).flatMap(
  ({ command }) => command?.name.split(" ")[0] ?? [],
);

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
import { example, groupAt, jsonOption } from "./groups.ts";
import { onControl, type Target } from "./naming.ts";
import { needs, spellingOf } from "./spellings.ts";
import { type JsonOption, print, printDone, Refused, type Terminal } from "./terminal.ts";
import { argumentFor, optionsFor, typed } from "./values.ts";
import { inWords } from "./words/words.ts";

/** Adds every command below a word that the contract describes whole. */
export function addOperations(program: Command, terminal: Terminal, first: string) {
  for (const id of Object.keys(operations) as OperationId[]) {
    const { command }: OperationShape = operations[id];
    if (command?.name.split(" ")[0] === first) addOperation(program, terminal, id);
  }
}

/** The inputs of an operation, by name. */
function inputsOf(id: OperationId): Readonly<Record<string, z.ZodType>> {
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

/** Adds the command that an operation describes, unless there is one of that name. */
export function addOperation<Id extends OperationId>(
  program: Command,
  terminal: Terminal,
  id: Id,
  show = (answer: AnswerOf<Id>, options: JsonOption) =>
    print(terminal, answer, options, (one) => inWords(id, one)),
) {
  const { command: described, summary, args = [] }: OperationShape = operations[id];
  const words = described?.name.split(" ") ?? [];
  const name = words.at(-1) ?? "";
  const parent = groupAt(program, words.slice(0, -1));
  if (parent.commands.some((one) => one.name() === name)) return;
  const command = parent.command(name).description(summary);
  for (const arg of args) command.addArgument(argumentOf(id, arg));
  const options = addOptions(command, id, args);
  command.option(...jsonOption).addHelpText("after", example(...(described?.examples ?? [])));
  onControl(command).action(async () => {
    const target = command.opts<Target & JsonOption>();
    const positional = args.map((arg, at): [string, unknown] => [
      arg,
      typed(command.processedArgs[at]),
    ]);
    const given = { ...Object.fromEntries(positional), ...options() };
    const need = needs[id];
    if (need !== undefined && Object.values(given).every((value) => value === undefined)) {
      throw new Refused(2, need);
    }
    // Each value was checked against the operation's own shape.
    const answer = await (await controlOf(terminal, target)).call(id, given as GivenTo<Id>);
    if (answer === null) printDone(terminal, target);
    else show(answer, target);
  });
}

/** The argument that fills an input of an operation. */
export function argumentOf(id: OperationId, name: string): Argument {
  const shape = inputsOf(id)[name];
  if (shape === undefined) throw new Error(`${id} has no input ${name}.`);
  return argumentFor(name, shape, spellingOf(id, name));
}

/** Adds options for the inputs of an operation that are no arguments, and gives what they fill. */
export function addOptions(command: Command, id: OperationId, args: readonly string[]) {
  const read: (() => [string, unknown])[] = [];
  for (const [name, shape] of Object.entries(inputsOf(id))) {
    if (args.includes(name)) continue;
    const [option, off] = optionsFor(name, shape, spellingOf(id, name));
    if (option === undefined) continue;
    command.addOption(option);
    if (off) command.addOption(off);
    read.push(() => {
      const isOff = off && command.getOptionValue(off.attributeName()) === true;
      return [name, isOff ? false : typed(command.getOptionValue(option.attributeName()))];
    });
  }
  return () => Object.fromEntries(read.map((one) => one()));
}

/** The words with which commands begin that the contract describes. */
export const firstWords: readonly string[] = Object.values<OperationShape>(operations).flatMap(
  ({ command }) => command?.name.split(" ")[0] ?? [],
);

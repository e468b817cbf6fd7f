import { Argument, InvalidArgumentError, Option } from "commander";
import { didYouMean, similar } from "../base/similar.ts";
import { type Input, problemOf } from "./operations.ts";

/** How an input of an operation is spelled on the command line, where its shape does not say. */
export interface Spelling {
  /** The argument, or the option without `--`; the field's own name with hyphens unless said. */
  readonly option?: string;
  /** The word for null; none unless said. */
  readonly none?: string;
  /** An option that stands for false. */
  readonly off?: string;
  /** The words that there are, where the shape takes any text. */
  readonly choices?: readonly string[];
  readonly standard?: unknown;
  readonly description?: string;
  readonly parse?: (text: string) => unknown;
}

/** What null is read as: commander takes a null for an empty text. */
const nothing = Symbol("null");

/** An input as it is sent: a list of nothing is none. */
export function typed(value: unknown): unknown {
  if (Array.isArray(value) && value.length === 0) return undefined;
  return value === nothing ? null : value;
}

/** The argument of a command that fills an input. */
export function argumentFor(name: string, input: Input, spelling: Spelling = {}): Argument {
  const typed = `${spelling.option ?? hyphenated(name)}${input.list ? "..." : ""}`;
  const argument = new Argument(
    input.optional ? `[${typed}]` : `<${typed}>`,
    descriptionOf(input, spelling),
  );
  argument.argParser(parserFor(input, spelling));
  const choices = choicesOf(input, spelling);
  if (choices) argument.argChoices = [...choices];
  return argument;
}

/** The options of a command that fill an input: two where one says yes and another one no. */
export function optionsFor(name: string, input: Input, spelling: Spelling = {}): Option[] {
  const flag = `--${spelling.option ?? hyphenated(name)}`;
  const description = descriptionOf(input, spelling);
  if (input.is === "flag") {
    const yes = new Option(flag, description);
    if (spelling.off === undefined) return [yes];
    const no = new Option(`--${spelling.off}`, `the opposite of ${flag}`);
    // Of `--x` and `--no-x`, which fill the same place, the later one counts.
    if (no.attributeName() === yes.attributeName()) return [yes, no];
    return [yes, no.conflicts(yes.attributeName())];
  }
  // What is several facts is not typed.
  if (input.is === "facts" && spelling.parse === undefined) return [];
  const placeholder = placeholderOf(name, input);
  const option = new Option(`${flag} <${placeholder}${input.list ? "..." : ""}>`, description);
  option.argParser(parserFor(input, spelling));
  const choices = choicesOf(input, spelling);
  if (choices) option.argChoices = [...choices];
  const isRequired = !input.optional && !input.nullable;
  if (spelling.standard !== undefined) option.default(spelling.standard);
  else if (isRequired) option.makeOptionMandatory();
  return [option];
}

const hyphenated = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function placeholderOf(name: string, input: Input): string {
  if (!input.list && (input.is === "number" || input.is === "day")) return input.is;
  return hyphenated(name).split("-").at(-1) ?? name;
}

/** As part of a help's line: without a capital and without a full stop, unless it is several sentences. */
function descriptionOf({ description = "", nullable }: Input, spelling: Spelling): string {
  const { none = "none" } = spelling;
  const text = spelling.description ?? description.replace(/; null .*$/, ".");
  const whole = nullable && !text.includes(none) ? `${text.replace(/\.$/, "")}; or ${none}` : text;
  if (/^(?:Null is |$)/.test(text)) return nullable ? `a value, or ${none}` : "";
  const short = /\. /.test(whole) ? whole : whole.replace(/\.$/, "");
  return /^[A-Z](?![A-Z])/.test(short) ? `${short[0]?.toLowerCase()}${short.slice(1)}` : short;
}

function choicesOf(input: Input, spelling: Spelling): readonly string[] | undefined {
  const choices = spelling.choices ?? input.choices;
  return choices && input.nullable ? [...choices, spelling.none ?? "none"] : choices;
}

/** Reads a text as an input; of a list, one after the other. What does not fit is wrong use. */
function parserFor(input: Input, spelling: Spelling) {
  if (!input.list) return (text: string) => valueIn(text, input, spelling);
  return (text: string, before: unknown) => [
    ...(Array.isArray(before) && before !== spelling.standard ? before : []),
    valueIn(text, input, spelling),
  ];
}

/** Reads a text as an input, or as one of the list that an input is. */
export function valueIn(text: string, input: Input, spelling: Spelling = {}): unknown {
  const { none = "none" } = spelling;
  if (input.nullable && text === none) return nothing;
  const choices = choicesOf(input, spelling);
  if (choices) return chosen(text, choices);
  const value = spelling.parse ? spelling.parse(text) : candidate(text, input);
  const problem = problemOf(input, value);
  if (problem === undefined) return value;
  throw new InvalidArgumentError(
    `It ${problem.replace(/or "(\w+)"/, "or $1")}${input.nullable ? `, or ${none}` : ""}.`,
  );
}

/** Reads one of a few words; another one may have been meant to be one of them. */
export function chosen(text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  throw new InvalidArgumentError(
    `Allowed choices are ${choices.join(", ")}.${didYouMean(similar(text, choices))}`,
  );
}

/** What a text would be as a value of an input, whether it is one or not. */
function candidate(text: string, input: Input): unknown {
  const isNumber = input.is.startsWith("number") && /^-?\d{1,15}$/.test(text);
  if (!isNumber) return text;
  const isText = input.is === "number-or-text" && problemOf(input, Number(text)) !== undefined;
  return isText ? text : Number(text);
}

/** Reads a whole number from some number on. */
export const countFrom =
  (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    const end = most === Number.MAX_SAFE_INTEGER ? "on" : `to ${most}`;
    throw new InvalidArgumentError(`It must be a whole number from ${least} ${end}.`);
  };

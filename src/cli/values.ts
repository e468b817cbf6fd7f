import { Argument, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { didYouMean, similar } from "../base/similar.ts";

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

/** What a shape says of an input. */
interface Input {
  /** What is left without the wrappers around it. */
  readonly type: z.ZodType;
  readonly isOptional: boolean;
  readonly isNullable: boolean;
  readonly description: string;
}

function inputOf(shape: z.ZodType): Input {
  let type: unknown = shape;
  let [isOptional, isNullable] = [false, false];
  let description = "";
  while (type instanceof z.ZodType) {
    description ||= type.meta()?.description ?? "";
    if (type instanceof z.ZodOptional || type instanceof z.ZodDefault) isOptional = true;
    else if (type instanceof z.ZodNullable) isNullable = true;
    else if (type instanceof z.ZodUnion && typedAs(type)) {
      type = typedAs(type);
      continue;
    } else if (!(type instanceof z.ZodReadonly))
      return { type, isOptional, isNullable, description };
    type = type.unwrap();
  }
  throw new Error("A shape wraps none.");
}

/** One of several is typed as a list of one, and a text that stands for yes or no as an option without a value. */
const typedAs = ({ options }: z.ZodUnion) =>
  options.find((one) => one instanceof z.ZodArray || one instanceof z.ZodBoolean);

/** What null is read as: commander takes a null for an empty text. */
const nothing = Symbol("null");

/** An input as it is sent: a list of nothing is none. */
export function typed(value: unknown): unknown {
  if (Array.isArray(value) && value.length === 0) return undefined;
  return value === nothing ? null : value;
}

/** The argument of a command that fills an input. */
export function argumentFor(name: string, shape: z.ZodType, spelling: Spelling = {}): Argument {
  const input = inputOf(shape);
  const typed = `${spelling.option ?? hyphenated(name)}${input.type instanceof z.ZodArray ? "..." : ""}`;
  const argument = new Argument(
    input.isOptional ? `[${typed}]` : `<${typed}>`,
    descriptionOf(input, spelling),
  );
  argument.argParser(parserFor(shape, spelling));
  const choices = choicesOf(input, spelling);
  if (choices) argument.argChoices = [...choices];
  return argument;
}

/** The options of a command that fill an input: two where one says yes and another one no. */
export function optionsFor(name: string, shape: z.ZodType, spelling: Spelling = {}): Option[] {
  const input = inputOf(shape);
  const flag = `--${spelling.option ?? hyphenated(name)}`;
  const description = descriptionOf(input, spelling);
  if (input.type instanceof z.ZodBoolean) {
    const yes = new Option(flag, description);
    if (spelling.off === undefined) return [yes];
    const no = new Option(`--${spelling.off}`, `the opposite of ${flag}`);
    return [yes, no.conflicts(yes.attributeName())];
  }
  const isList = input.type instanceof z.ZodArray;
  // What is several facts is not typed.
  if (input.type instanceof z.ZodArray && input.type.element instanceof z.ZodObject) {
    if (spelling.parse === undefined) return [];
  }
  const placeholder = placeholderOf(name, input);
  const option = new Option(`${flag} <${placeholder}${isList ? "..." : ""}>`, description);
  option.argParser(parserFor(shape, spelling));
  const choices = choicesOf(input, spelling);
  if (choices) option.argChoices = [...choices];
  const isRequired = !input.isOptional && !input.isNullable;
  if (spelling.standard !== undefined) option.default(spelling.standard);
  else if (isRequired) option.makeOptionMandatory();
  return [option];
}

const hyphenated = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function placeholderOf(name: string, { type }: Input): string {
  if (type instanceof z.ZodNumber) return "number";
  if (type.meta()?.["format"] === "date") return "day";
  return hyphenated(name).split("-").at(-1) ?? name;
}

/** As part of a help's line: without a capital and without a full stop, unless it is several sentences. */
function descriptionOf({ description, isNullable }: Input, spelling: Spelling): string {
  const { none = "none" } = spelling;
  const text = spelling.description ?? description.replace(/; null .*$/, ".");
  const whole =
    isNullable && !text.includes(none) ? `${text.replace(/\.$/, "")}; or ${none}` : text;
  if (/^(?:Null is |$)/.test(text)) return isNullable ? `a value, or ${none}` : "";
  const short = /\. /.test(whole) ? whole : whole.replace(/\.$/, "");
  return /^[A-Z](?![A-Z])/.test(short) ? `${short[0]?.toLowerCase()}${short.slice(1)}` : short;
}

const choicesOf = (input: Input, spelling: Spelling): readonly string[] | undefined => {
  if (spelling.choices) return spelling.choices;
  const type = input.type instanceof z.ZodArray ? input.type.element : input.type;
  return type instanceof z.ZodEnum ? type.options.map(String) : undefined;
};

/** Reads a text as an input; of a list, one after the other. What does not fit is wrong use. */
function parserFor(shape: z.ZodType, spelling: Spelling) {
  const input = inputOf(shape);
  const element = input.type instanceof z.ZodArray ? input.type.element : undefined;
  if (!(element instanceof z.ZodType)) return (text: string) => valueIn(text, shape, spelling);
  return (text: string, before: unknown) => [
    ...(Array.isArray(before) && before !== spelling.standard ? before : []),
    valueIn(text, element, spelling),
  ];
}

export function valueIn(text: string, shape: z.ZodType, spelling: Spelling = {}): unknown {
  const input = inputOf(shape);
  const { none = "none" } = spelling;
  if (input.isNullable && text === none) return nothing;
  const choices = choicesOf(input, spelling);
  if (choices) return chosen(text, choices);
  const value = spelling.parse ? spelling.parse(text) : candidate(text, input.type);
  const checked = shape.safeParse(value);
  if (checked.success) return value;
  const problem = checked.error.issues[0]?.message ?? "must be something else";
  throw new InvalidArgumentError(
    `It ${problem.replace(/or "(\w+)"/, "or $1")}${input.isNullable ? `, or ${none}` : ""}.`,
  );
}

/** Reads one of a few words; another one may have been meant to be one of them. */
export function chosen(text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  throw new InvalidArgumentError(
    `Allowed choices are ${choices.join(", ")}.${didYouMean(similar(text, choices))}`,
  );
}

/** What a text would be as a value of a type, whether it is one or not. */
function candidate(text: string, type: z.ZodType): unknown {
  if (type instanceof z.ZodUnion) {
    const candidates = type.options.map((one) =>
      one instanceof z.ZodType ? candidate(text, one) : text,
    );
    return candidates.find((one) => type.safeParse(one).success) ?? text;
  }
  return type instanceof z.ZodNumber && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
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

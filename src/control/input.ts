import { z } from "zod";
import { err, ok, type Result } from "../base/result.ts";
import { similar } from "../base/similar.ts";
import type { OperationShape } from "../contract/operation.ts";
import { type InputOf, type OperationId, operations } from "../contract/operations.ts";

/** Inputs of an operation by where they travel. */
export interface Travelling {
  readonly query: unknown;
  readonly params: unknown;
  readonly body: unknown;
}

/** What is wrong with one of them. */
export interface Unfit {
  readonly where: "query" | "param" | "body";
  readonly message: string;
}

/** Checks the inputs of an operation, and fills in what was left out. */
export function inputOf<Id extends OperationId>(
  id: Id,
  given: Travelling,
): Result<InputOf<Id>, Unfit> {
  const { query, params, body, bodyAs }: OperationShape = operations[id];
  const parts = [
    { where: "query", shape: query, value: given.query },
    { where: "param", shape: params, value: given.params },
    { where: "body", shape: body, value: given.body, as: bodyAs },
  ] as const;
  const input: Record<string, unknown> = {};
  for (const { where, shape, value, ...named } of parts) {
    const parsed = shape && fitting(shape, value);
    if (parsed?.ok === false) return err({ where, message: parsed.error });
    const { as } = { as: undefined, ...named };
    Object.assign(input, as === undefined ? parsed?.value : { [as]: parsed?.value });
  }
  // The shapes have just said so.
  return ok(input as InputOf<Id>);
}

/** A value as its shape has it, or what is wrong with it. */
export function fitting<Shape extends z.ZodType>(
  shape: Shape,
  value: unknown,
): Result<z.output<Shape>, string> {
  const parsed = shape.safeParse(value, { error: flawInWords });
  return parsed.success ? ok(parsed.data) : err(flawsOf(parsed.error));
}

/** What a query says. What is named once has one value. */
export function queryIn(query: string): Record<string, string | readonly string[]> {
  const search = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const [first = "", ...others] = search.getAll(name);
      return [name, others.length === 0 ? first : [first, ...others]];
    }),
  );
}

/** The same for inputs that travel nowhere: each goes where it belongs by its name. */
export function travelling(id: OperationId, given: object): Travelling {
  const { query, params, body, bodyAs }: OperationShape = operations[id];
  const isIn = (shape: z.ZodObject | undefined, name: string) =>
    shape !== undefined && Object.hasOwn(shape.shape, name);
  const entries = Object.entries({ ...given } as Record<string, unknown>);
  const named = (isWanted: (name: string) => boolean) =>
    Object.fromEntries(entries.filter(([name]) => isWanted(name)));
  const others = named((name) => !isIn(params, name) && (body === undefined || !isIn(query, name)));
  return {
    params: named((name) => isIn(params, name)),
    query: body === undefined ? others : named((name) => isIn(query, name)),
    body: bodyAs === undefined ? others : entries.find(([name]) => name === bodyAs)?.[1],
  };
}

/** What is wrong with a value, where its shape does not say so itself. */
const flawInWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? "must be given"
        : `must be ${typesInWords[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return mustBeOneOf(issue.values, issue.input);
    case "invalid_union":
      return issue.discriminator === undefined || !(issue.inst instanceof z.ZodDiscriminatedUnion)
        ? undefined
        : mustBeOneOf(
            [...(issue.inst._zod.propValues[issue.discriminator] ?? [])],
            Object(issue.input)[issue.discriminator],
          );
    case "unrecognized_keys": {
      const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
      const unknown = issue.keys.map((key) => JSON.stringify(key)).join(", ");
      const all = known.length === 0 ? "Nothing is taken here" : `Known here: ${known.join(", ")}`;
      return `${unknown} is not known. ${all}.${meant(issue.keys[0], known)}`;
    }
    default:
      return undefined;
  }
};

const typesInWords: Readonly<Record<string, string | undefined>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

const mustBeOneOf = (known: readonly z.core.util.Primitive[], given: unknown): string =>
  `must be ${known.length === 1 ? "" : "one of "}${known.join(", ")}${meant(given, known.map(String), ".")}`;

function meant(given: unknown, known: readonly string[], end = ""): string {
  const word = typeof given === "string" ? similar(given, known) : undefined;
  return word === undefined ? "" : `${end} Did you mean ${word}?`;
}

/** What is wrong with an input, in one line. */
const flawsOf = ({ issues }: Pick<z.ZodError, "issues">): string =>
  issues
    .map(({ path, message }) => (path.length > 0 ? `${placeOf(path)}: ${message}` : message))
    .join("; ");

/** `futureTerms, entry 1, seats`, whoever counts from where. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === "number" ? `entry ${part + 1}` : String(part))).join(", ");

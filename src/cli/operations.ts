import type { OperationId } from "../contract/operations.ts";
import printed from "./operations.json" with { type: "json" };
import { fits, type Schema, type Shapes } from "./schema.ts";

/** What must be said of a value that does not fit. */
interface Check extends Schema {
  readonly problem: string;
  /** Whether what is no number, but reads as one, is one: it travels as a text. */
  readonly coerced?: true;
}

/** An input of an operation, or what one member of a list consists of. */
export interface Input {
  /** Where it travels; a `member` is a part of each entry of a list, which is the `whole` body. */
  readonly in: "path" | "query" | "body" | "member" | "whole";
  /** What it is, or what each of a list is. Facts are not typed. */
  readonly is: "flag" | "number" | "text" | "day" | "number-or-text" | "facts";
  readonly list?: true;
  readonly optional?: true;
  readonly nullable?: true;
  readonly choices?: readonly string[];
  /** What a value is to fit, one after the other. */
  readonly checks?: readonly Check[];
  readonly description?: string;
}

/** Inputs by name. */
export type Inputs = Readonly<Record<string, Input>>;

/** What the command line needs to know of an operation. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** Inputs that need no name, in order. */
  readonly args?: readonly string[];
  readonly command?: { readonly name: string; readonly examples?: readonly string[] };
  readonly hasBody?: true;
  readonly bodyAs?: string;
  /** The media type of a body that is no JSON. */
  readonly stream?: string;
  /** Whether what is answered is the bytes of a file. */
  readonly isFile?: true;
  readonly inputs: Inputs;
  /** Null for nothing. */
  readonly answer: Schema | null;
}

/** What arms a fault of a kind. */
export interface FaultKind {
  readonly summary: string;
  /** The input that needs no name. */
  readonly argument?: string;
  readonly example?: string;
  readonly inputs: Inputs;
}

interface Printed {
  readonly operations: Readonly<Record<OperationId, Operation>>;
  readonly faults: Readonly<Record<string, FaultKind>>;
  readonly shapes: Shapes;
}

/**
 * The contract, printed: to load it takes a fraction of what its shapes take, which make up most of a command's time where
 * they are loaded. A test holds it to what it is printed from.
 */
export const { operations, faults, shapes } = printed as unknown as Printed;

/** A shape of the contract that has a name. */
export function shapeOf(name: string): Schema {
  const shape = shapes[name];
  if (shape === undefined) throw new Error(`There is no shape ${name}.`);
  return shape;
}

/** What is wrong with a value; undefined if nothing is. */
export function problemOf({ checks = [] }: Input, value: unknown): string | undefined {
  const failed = checks.find((check) => {
    const checked = check.coerced ? Number(value) : value;
    return !fits(check, checked, shapes);
  });
  return failed?.problem.replace("{value}", () => JSON.stringify(value));
}

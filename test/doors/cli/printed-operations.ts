import { z } from "zod";
import { Fault, faultKinds } from "../../../src/contract/fault.ts";
import type { OperationShape } from "../../../src/contract/operation.ts";
import { type OperationId, operationIds, operations } from "../../../src/contract/operations.ts";
import { Problem } from "../../../src/contract/shapes.ts";
import { AddedSeats } from "../../../src/contract/subscription.ts";

type Json = Readonly<Record<string, unknown>>;

/** What the command line knows of the contract, as JSON. */
export function printedOperations(): string {
  const shapes: Record<string, unknown> = {};
  schemaOf(Fault, shapes);
  schemaOf(z.object({ problem: Problem }), shapes);
  const printed = {
    operations: Object.fromEntries(operationIds.map((id) => [id, operation(id, shapes)])),
    faults: Object.fromEntries(
      Fault.options.map(({ shape }) => {
        const [kind = "status"] = [...shape.kind.values];
        const { summary, argument, example }: { argument?: string; example?: string } & Json =
          faultKinds[kind];
        const { kind: _kind, ...fields } = shape;
        return [kind, { summary, argument, example, inputs: inputs("body", fields) }];
      }),
    ),
    shapes,
  };
  // A line for each.
  const parts = Object.entries(printed).map(([part, all]) => {
    const lines = Object.entries(all).map(
      ([name, one]) => `${JSON.stringify(name)}: ${JSON.stringify(one)}`,
    );
    return `"${part}": {\n${lines.join(",\n")}\n}`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}

function operation(id: OperationId, shapes: Record<string, unknown>): Json {
  const {
    method,
    path,
    summary,
    params,
    query,
    body,
    bodyAs,
    stream,
    media,
    answer,
    args,
    command,
  }: OperationShape = operations[id];
  // A list's members are typed one by one.
  const bodyPart = body instanceof z.ZodArray ? body.element : body;
  return {
    method,
    path,
    summary,
    args,
    command: command ?? undefined,
    hasBody: body && true,
    bodyAs,
    stream: stream?.media,
    isFile: media === "application/zip" || undefined,
    inputs: {
      ...inputs("path", fieldsOf(params)),
      ...inputs("query", fieldsOf(query)),
      ...inputs(bodyAs === undefined ? "body" : "member", fieldsOf(bodyPart)),
      ...(bodyAs !== undefined && inputs("whole", { [bodyAs]: body })),
    },
    answer: answer && schemaOf(answer, shapes),
  };
}

const fieldsOf = (shape: unknown): Json => (shape instanceof z.ZodObject ? shape.shape : {});

const inputs = (travels: string, fields: Json): Json =>
  Object.fromEntries(
    Object.entries(fields).map(([name, shape]) => [name, { in: travels, ...input(shape) }]),
  );

/** What is to be known of an input to ask for it, and to judge what was typed. */
function input(shape: unknown): Json {
  let type: unknown = shape;
  const found: Record<string, unknown> = {};
  let description = "";
  while (type instanceof z.ZodType) {
    description ||= type.meta()?.description ?? "";
    if (type instanceof z.ZodOptional || type instanceof z.ZodDefault) found["optional"] = true;
    else if (type instanceof z.ZodNullable) found["nullable"] = true;
    else if (type instanceof z.ZodUnion && typedAs(type)) {
      type = typedAs(type);
      continue;
    } else if (!(type instanceof z.ZodReadonly)) break;
    type = type.unwrap();
  }
  const isList = type instanceof z.ZodArray;
  const one = type instanceof z.ZodArray ? type.element : type;
  return {
    is: kindOf(one),
    list: isList || undefined,
    ...found,
    choices: one instanceof z.ZodEnum ? one.options : undefined,
    checks: one instanceof z.ZodEnum || kindOf(one) === "facts" ? undefined : checksOf(one),
    description: description === "" ? undefined : description,
  };
}

/** One of several is typed as a list of one, and a text that stands for yes or no as an option without a value. */
const typedAs = ({ options }: z.ZodUnion) =>
  options.find((one) => one instanceof z.ZodArray || one instanceof z.ZodBoolean);

function kindOf(type: unknown): "flag" | "number" | "text" | "day" | "number-or-text" | "facts" {
  if (type instanceof z.ZodBoolean) return "flag";
  if (type instanceof z.ZodNumber) return "number";
  if (type instanceof z.ZodUnion) return "number-or-text";
  if (type instanceof z.ZodType && type.meta()?.["format"] === "date") return "day";
  return type instanceof z.ZodString || type instanceof z.ZodEnum ? "text" : "facts";
}

/** What a value must be, and what is said of one that is not, in the order in which it is checked. */
function checksOf(type: unknown): readonly Json[] | undefined {
  if (!(type instanceof z.ZodType) || type instanceof z.ZodBoolean) return undefined;
  const known = knownChecks.get(type);
  const { $ref, $defs, ...own } = bare(type);
  const schema = $ref === undefined ? own : { $ref };
  const wrong = [{}, "", "\n"].map((value) => type.safeParse(value).error?.issues[0]?.message);
  const isAnyText = Object.keys(schema).join() === "type" && type instanceof z.ZodString;
  if (isAnyText) return undefined;
  // A text that is typed is a text.
  const said = type instanceof z.ZodString ? (wrong[1] ?? wrong[2]) : wrong[0];
  const problem = dayProblem(type) ?? said;
  // What the shape has no sentence for is typed by nobody.
  if (!problem?.startsWith("must ")) return undefined;
  const coerced = (type instanceof z.ZodNumber && type.def.coerce) || undefined;
  return [{ ...schema, coerced, problem }, ...(known ?? [])];
}

/** What zod calls a custom check, in the words of JSON Schema. */
const knownChecks = new Map<unknown, readonly Json[]>([
  [AddedSeats.shape.seats, [{ not: { const: 0 }, problem: messageOf(AddedSeats.shape.seats, 0) }]],
]);

function messageOf(shape: z.ZodType, wrong: unknown): string {
  return shape.safeParse(wrong).error?.issues[0]?.message ?? "";
}

/** The sentence about a day names what was typed. */
const dayProblem = (type: z.ZodType) =>
  kindOf(type) === "day" ? messageOf(type, "…").replace('"…"', "{value}") : undefined;

/** A shape as JSON Schema, and those with names that are part of it among the others. */
function schemaOf(shape: z.ZodType, shapes: Record<string, unknown>): unknown {
  const { $defs, ...schema } = bare(shape);
  Object.assign(shapes, $defs);
  return schema;
}

function bare(shape: z.ZodType): Json {
  const { $schema: _schema, ...schema } = z.toJSONSchema(shape, {
    io: "input",
    unrepresentable: "any",
    override({ jsonSchema }) {
      for (const name of ["description", "example", "default", "readOnly"] as const) {
        Reflect.deleteProperty(jsonSchema, name);
      }
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return JSON.parse(JSON.stringify(schema)) as Json;
}

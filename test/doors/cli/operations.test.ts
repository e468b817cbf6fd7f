import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { operations as known, problemOf, shapes } from "../../../src/cli/operations.ts";
import { fits } from "../../../src/cli/schema.ts";
import type { OperationShape } from "../../../src/contract/operation.ts";
import { type OperationId, operationIds, operations } from "../../../src/contract/operations.ts";
import { printedOperations } from "./printed-operations.ts";

const printed = new URL("../../../src/cli/operations.json", import.meta.url).pathname;

/** What any text that is typed, and anything that a server answers, may be. */
const texts = [
  ...["", "0", "-0", "-1", "1", "7", "100", "599", "600", "1000", "1001", "36500", "1000000"],
  ...["2147483647", "2147483648", "4000000000", "4000000001", "999999999999999", "1e3", "0x10"],
  ...[" 7 ", "7.5", "+7", "Infinity", "NaN", "standing", "own", "true", "none", "null", "é", "\n"],
  ...["2025-01-31", "2025-02-30", "0000-01-01", "2025-1-1", "12.5", "-12.123456789", "a_b1", "A"],
  ...[
    "4kGqXr2mTbWn8sYzPcVdLf6H",
    "x".repeat(255),
    "x".repeat(256),
    "glpat-1234567890",
    "a b c d e",
  ],
];

/** A shape without what lets its value be left out, and what one of its list is. */
function oneOf(shape: unknown): z.ZodType {
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodDefault) return oneOf(shape.unwrap());
  if (shape instanceof z.ZodNullable || shape instanceof z.ZodReadonly)
    return oneOf(shape.unwrap());
  if (shape instanceof z.ZodUnion) {
    const list = shape.options.find((one) => one instanceof z.ZodArray);
    if (list) return oneOf(list);
  }
  if (shape instanceof z.ZodArray) return oneOf(shape.element);
  if (shape instanceof z.ZodType) return shape;
  throw new Error("That is no shape.");
}

/** A new operation is printed first, and judged then. */
const knownIds = operationIds.filter((id) => Object.hasOwn(known, id));

const typedInputs = knownIds.flatMap((id) => {
  const { params, query, body }: OperationShape = operations[id];
  const parts = [params, query, body instanceof z.ZodArray ? body.element : body];
  const shapesByName = Object.assign(
    {},
    ...parts.map((part) => (part instanceof z.ZodObject ? part.shape : {})),
  ) as Readonly<Record<string, unknown>>;
  return Object.entries(known[id].inputs)
    .filter(([, { checks }]) => checks !== undefined)
    .map(([name, input]) => ({ id, name, input, shape: oneOf(shapesByName[name]) }));
});

describe("what the command line knows of the contract", () => {
  test("is printed from it", async () => {
    await expect(printedOperations()).toMatchFileSnapshot(printed);
  });

  test.each(typedInputs)("judges $id $name as the contract does, in its words", (typed) => {
    const values = texts.map((text) => {
      const isNumber = typed.input.is.startsWith("number") && /^-?\d{1,15}$/.test(text);
      // Where either is taken, what is no number that fits is read as a text.
      return isNumber && typed.shape.safeParse(Number(text)).success ? Number(text) : text;
    });
    const judged = values.map((value) => [value, problemOf(typed.input, value)]);

    expect(judged).toEqual(
      values.map((value) => [value, typed.shape.safeParse(value).error?.issues[0]?.message]),
    );
  });

  // Bytes of a file are taken as they are.
  const answered = knownIds.filter((id) => known[id].answer !== null && !known[id].isFile);

  test.each(answered)("takes the answers of %s that the contract takes, and no others", (id) => {
    const shape = answerOf(id);
    const schema = known[id].answer ?? {};
    const examples = examplesOf(z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }));

    fc.assert(
      fc.property(examples, fc.infiniteStream(fc.nat()), (value, draws) => {
        const isFit = (one: unknown) => fits(schema, one, shapes);
        const changed = spoilt(value, draws);
        expect(isFit(value)).toBe(shape.safeParse(value).success);
        expect(isFit(changed)).toBe(shape.safeParse(changed).success);
      }),
      { numRuns: 200, seed: 1 },
    );
    // Most of them are good ones: else nothing would be known of those.
    const good = fc.sample(examples, { numRuns: 100, seed: 2 }).filter((one) => {
      return shape.safeParse(one).success;
    });
    expect(good.length).toBeGreaterThan(50);
  });
});

function answerOf(id: OperationId): z.ZodType {
  const { answer }: OperationShape = operations[id];
  return answer ?? z.null();
}

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

/** Values that fit a schema. */
function examplesOf(schema: unknown, root = schema as Schema): fc.Arbitrary<unknown> {
  const one = schema as Schema;
  if (one.$ref !== undefined) {
    return examplesOf(root.$defs?.[one.$ref.split("/").at(-1) ?? ""], root);
  }
  if ("const" in one) return fc.constant(one.const);
  if (one.enum) return fc.constantFrom(...one.enum);
  const either = one.anyOf ?? one.oneOf;
  if (either) return fc.oneof(...either.map((other) => examplesOf(other, root)));
  if (Array.isArray(one.type)) {
    return fc.oneof(...one.type.map((type) => examplesOf({ ...one, type }, root)));
  }
  switch (one.type) {
    case "string":
      return one.format === "date" ? fc.constantFrom("2025-01-31", "2024-02-29") : fc.string();
    case "integer":
      return fc.integer({
        min: Math.max(one.minimum ?? 0, -9),
        max: Math.min(one.maximum ?? 9, 999),
      });
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(examplesOf(one.items ?? {}, root), {
        minLength: one.minItems ?? 0,
        maxLength: 2,
      });
    case "object":
      return objectsOf(one, root);
    default:
      return fc.jsonValue();
  }
}

function objectsOf(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties: others } = schema;
  const known = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, examplesOf(one, root)]),
    ),
    { requiredKeys: required as string[] },
  );
  if (typeof others !== "object") return known;
  const further = fc.dictionary(fc.string({ minLength: 1 }), examplesOf(others, root), {
    maxKeys: 2,
  });
  return fc.tuple(known, further).map(([one, more]) => ({ ...more, ...(one as object) }));
}

const wrong = [null, "", "x", 0, -1, 1.5, 1e16, true, [], {}, [null], { x: 1 }];

/** The value with one place in it, however deep, replaced, removed or added to. */
function spoilt(value: unknown, draws: Iterator<number>): unknown {
  const draw = (below: number) => (draws.next().value as number) % below;
  const isWithin = typeof value === "object" && value !== null && draw(5) > 0;
  if (!isWithin) return wrong[draw(wrong.length)];
  if (Array.isArray(value)) {
    const at = draw(value.length + 1);
    return value.length === at
      ? [...value, wrong[draw(wrong.length)]]
      : value.with(at, spoilt(value[at], draws));
  }
  const entries = Object.entries(value);
  const at = draw(entries.length + 1);
  if (at === entries.length) return { ...value, further: 1 };
  return Object.fromEntries(
    entries.flatMap(([name, one], index) => {
      if (index !== at) return [[name, one]];
      return draw(3) === 0 ? [] : [[name, spoilt(one, draws)]];
    }),
  );
}

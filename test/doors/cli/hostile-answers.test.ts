import { describe, expect, test } from "vitest";
import { z } from "zod";
import { print } from "../../../src/cli/terminal.ts";
import { inWords } from "../../../src/cli/words/words.ts";
import type { OperationShape } from "../../../src/contract/operation.ts";
import { type OperationId, operations } from "../../../src/contract/operations.ts";
import { aTerminal } from "../../support/command-line.ts";

/** Said by a portal, a license or a client: it would begin a line of its own, and hide or reorder others. */
const hostile = "said\nFORGED\r\u0085FORGED\u2028FORGED\u001b[2K\u009b31m\u202e";

interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Values of a shape, one for each of its alternatives, in which every text that may be anything is hostile. */
function valuesOf(schema: Schema, root: Schema, depth = 0): readonly unknown[] {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return depth > 12 ? [null] : valuesOf(root.$defs?.[name] ?? {}, root, depth + 1);
  }
  if ("const" in schema) return [schema.const];
  if (schema.enum) return schema.enum;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.flatMap((one) => valuesOf(one, root, depth + 1));
  if (schema.allOf) {
    return [Object.assign({}, ...schema.allOf.map((one) => valuesOf(one, root, depth + 1)[0]))];
  }
  switch (schema.type) {
    case "string":
      return schema.pattern || schema.format
        ? ["2025-06-01T10:00:00Z".slice(0, schema.format ? 20 : 10)]
        : [hostile];
    case "number":
    case "integer":
      return [3];
    case "boolean":
      return [true, false];
    case "null":
      return [null];
    case "array":
      return [
        schema.prefixItems
          ? schema.prefixItems.map((one) => valuesOf(one, root, depth + 1)[0])
          : valuesOf(schema.items ?? {}, root, depth + 1),
      ];
    case "object":
      return objectsOf(schema, root, depth);
    default:
      return [hostile];
  }
}

function objectsOf(
  { properties = {}, additionalProperties: further }: Schema,
  root: Schema,
  depth: number,
): readonly unknown[] {
  const entries = Object.entries(properties).map(
    ([name, one]) => [name, valuesOf(one, root, depth + 1)] as const,
  );
  if (typeof further === "object") entries.push([hostile, valuesOf(further, root, depth + 1)]);
  const most = Math.max(1, ...entries.map(([, values]) => values.length));
  return Array.from({ length: most }, (_, at) =>
    Object.fromEntries(entries.map(([name, values]) => [name, values[at % values.length]])),
  );
}

const begun = (text: string) => text.split("\n").filter((line) => /^\s*FORGED/.test(line));
const unprintable = /(?!\n)\p{Cc}|\p{Bidi_Control}|[\u2028\u2029]/u;

const answered = (Object.keys(operations) as OperationId[]).filter(
  (id) => (operations[id] as OperationShape).answer !== null,
);

describe("what an answer says of others, on a terminal", () => {
  test.each(answered)("begins no line, and hides none: %s", (id) => {
    const { answer }: OperationShape = operations[id];
    const root = z.toJSONSchema(answer ?? z.null(), { unrepresentable: "any" }) as Schema;
    const values = valuesOf(root, root);
    expect(values.length).toBeGreaterThan(0);

    for (const value of values) {
      const said = { stdout: "", stderr: "" };
      print(aTerminal({}, said), value, {}, (one) => inWords(id, one as never));
      const text = said.stdout;

      expect(begun(text)).toEqual([]);
      expect(text).not.toMatch(unprintable);
    }
  });
});

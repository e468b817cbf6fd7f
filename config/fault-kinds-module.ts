import { z } from "zod";
import {
  endpointsOf,
  type FaultKind as FaultKindOfContract,
  faultAudiences,
  faultKinds,
} from "../src/contract/fault.ts";
import { faultEndpoints, networkParties } from "../src/contract/fault-endpoints.ts";
import type { Audience, FaultKind, Field } from "../web/control/dashboard/faults/kind.ts";
import { virtualModule } from "./virtual-module.ts";

/** Gives the dashboard what it needs to offer every fault of the contract. */
export const faultKindsModule = virtualModule("fault-kinds", () =>
  [
    `export const kinds = ${JSON.stringify(kindsOf(faultKinds))};`,
    `export const endpoints = ${JSON.stringify(faultEndpoints)};`,
    `export const audiences = ${JSON.stringify(audiences())};`,
  ].join("\n"),
);

/** A JSON schema, as far as fields are told apart by it. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly description?: string;
}

const schemaOf = (shape: z.core.$ZodType) =>
  z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }) as Schema;

/** Kinds as a page offers them, in their order. Throws if a field cannot be typed. */
export const kindsOf = (
  kinds: Readonly<Record<string, FaultKindOfContract>>,
): readonly FaultKind[] =>
  Object.entries(kinds).map(([kind, { summary, keywords = "", where, fields }]) => ({
    kind,
    summary,
    keywords,
    group: groupOf(kind, where),
    endpoints: endpointsOf({ where }),
    fields: fieldsOf(kind, z.strictObject(fields)),
  }));

function groupOf(kind: string, where: FaultKindOfContract["where"]): FaultKind["group"] {
  if (where !== "network") return where === "anywhere" ? "server" : "answer";
  const party = networkParties.find((one) => kind.startsWith(`${one}-`));
  if (party === undefined) throw new Error(`${kind} begins with no party of a network.`);
  return party;
}

function fieldsOf(kind: string, shape: z.ZodObject): readonly Field[] {
  const { properties = {}, required = [] } = schemaOf(shape);
  return Object.entries(properties).map(([name, schema]) => {
    const typed = typedAs(schema);
    if (typed === null) throw new Error(`No page can ask for ${name} of ${kind}.`);
    const isRequired = required.includes(name);
    return {
      name,
      ...typed,
      initial: textOf(schema.default ?? (isRequired ? schema.example : undefined)),
      required: isRequired,
      description: schema.description ?? null,
    };
  });
}

type Typed = Pick<Field, "type" | "choices" | "each" | "isLong" | "least" | "most">;

function typedAs({ type, enum: choices, items, pattern, minimum, maximum }: Schema): Typed | null {
  if (choices) return { type: "choice", choices };
  switch (type) {
    case "integer":
    case "number":
      return {
        type: "number",
        ...(minimum !== undefined && { least: minimum }),
        ...(maximum !== undefined && { most: maximum }),
      };
    case "string":
      return { type: "text", ...(pattern === undefined && { isLong: true }) };
    case "array":
      return items ? listOf(items) : null;
    default:
      return null;
  }
}

/** A list of texts, or of objects that want one text. */
function listOf({ type, properties = {}, required = [] }: Schema): Typed | null {
  if (type === "string") return { type: "list" };
  const [each, ...others] = required;
  return each !== undefined && others.length === 0 && properties[each]?.type === "string"
    ? { type: "list", each }
    : null;
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join("\n") : value === undefined ? "" : String(value);

export const audiences = (): readonly Audience[] =>
  Object.entries(faultAudiences).map(([name, shape]) => {
    const { description = "", example } = schemaOf(shape);
    return { name, description, example: typeof example === "string" ? example : null };
  });

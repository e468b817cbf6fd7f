import { z } from "zod";
import { CurrentLicense } from "../../../src/contract/current-license.ts";
import type { OperationShape } from "../../../src/contract/operation.ts";
import { type OperationId, operationIds, operations } from "../../../src/contract/operations.ts";

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** The types of the package's methods, and of what they take and answer, as the contract has them. */
export function printedVerbs(): string {
  const named = new Map<string, Schema>();
  const members = [...methodsByTag(named)].map(
    ([tag, methods]) => `  readonly ${tag}: ${methods};`,
  );
  const aliases = operationIds.flatMap((id) => {
    const { alias }: OperationShape = operations[id];
    return alias === undefined || alias === tagOf(id)
      ? []
      : [`${docs(summaryOf(id), "  ")}  ${alias}${signatureOf(id, named)};`];
  });
  schemaOf(CurrentLicense, "output", named);
  const verbs = `export interface Verbs {\n${[...members, ...aliases].join("\n")}\n}\n`;
  const types = new Map([...named.keys()].map((name) => [name, definitionOf(name, named)]));
  return [
    "// Printed from src/contract by `npm run contract`.\n",
    "/** Everything that the control API does: by its tags, and under the short names of some. */",
    verbs,
    ...[...namedIn(`${verbs} License`, types)].sort().map((name) => types.get(name)),
  ].join("\n");
}

/** The types that a text names, and those that they name in turn. */
function namedIn(text: string, types: ReadonlyMap<string, string>, found = new Set<string>()) {
  for (const [name] of text.matchAll(/\b[A-Z]\w+/g)) {
    const type = found.has(name) ? undefined : types.get(name);
    if (type === undefined) continue;
    found.add(name);
    namedIn(type, types, found);
  }
  return found;
}

function methodsByTag(named: Map<string, Schema>) {
  const tags = new Map<string, string[]>();
  for (const id of operationIds) {
    const { alias }: OperationShape = operations[id];
    const doc = docs(summaryOf(id), "    ");
    const signature = signatureOf(id, named);
    const call = alias === tagOf(id) ? [`${doc}    ${signature};`] : [];
    const method = `${doc}    ${id.slice(id.indexOf(".") + 1)}${signature};`;
    tags.set(tagOf(id), [...(tags.get(tagOf(id)) ?? []), ...call, method]);
  }
  return [...tags].map(([tag, methods]) => [tag, `{\n${methods.join("\n")}\n  }`] as const);
}

const tagOf = (id: OperationId) => id.slice(0, id.indexOf("."));
const summaryOf = (id: OperationId) => operations[id].summary;

function signatureOf(id: OperationId, named: Map<string, Schema>): string {
  const { answer, args = [], soleField, media }: OperationShape = operations[id];
  const inputs = inputsOf(id, named);
  const positional = args.map((name) => {
    const { type = "unknown", required = true } = inputs.get(name) ?? {};
    return `${name}${required ? "" : "?"}: ${type}`;
  });
  const rest = restOf(id, named);
  const schema = answer && schemaOf(answer, "output", named);
  const sole = soleField === undefined ? undefined : schema?.properties?.[soleField];
  const isFile = media === "application/zip";
  const answered = isFile ? "Uint8Array" : schema ? typeOf(sole ?? schema) : "void";
  return `(${[...positional, ...(rest === null ? [] : [rest])].join(", ")}): Promise<${answered}>`;
}

function inputsOf(id: OperationId, named: Map<string, Schema>) {
  const { params, query, body, bodyAs, stream }: OperationShape = operations[id];
  const shapes = [params, query, ...(bodyAs === undefined ? [body] : [])];
  const schemas = shapes.flatMap((shape) => {
    if (!shape) return [];
    schemaOf(shape, "input", named);
    return [whole(shape)];
  });
  const inputs = schemas.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(
      ([name, schema]) =>
        [name, { type: typeOf(schema), required: required.includes(name), schema }] as const,
    ),
  );
  const other =
    body && bodyAs !== undefined
      ? [
          [
            bodyAs,
            {
              type: stream ? "AsyncIterable<Uint8Array>" : typeOf(schemaOf(body, "input", named)),
              required: true,
              schema: {},
            },
          ] as const,
        ]
      : [];
  return new Map([...inputs, ...other]);
}

/** What is not positional travels in one object: the body as it is named, or what is left of it. */
function restOf(id: OperationId, named: Map<string, Schema>): string | null {
  const { params, query, body, args = [], bodyAs }: OperationShape = operations[id];
  const inputs = [...inputsOf(id, named)].filter(([name]) => !args.includes(name));
  const only = bodyAs === undefined ? (body ?? query) : query;
  const isUnion = only !== undefined && whole(only).properties === undefined;
  if (inputs.length === 0 && !isUnion) return null;
  const isOptional = !isUnion && inputs.every(([, { required }]) => !required);
  const isWhole =
    only && (isUnion || Object.keys(whole(only).properties ?? {}).length === inputs.length);
  const type =
    isWhole && !(params && query)
      ? typeOf(schemaOf(only, "input", named))
      : objectOf(
          membersOf({
            properties: Object.fromEntries(inputs.map(([name, { schema }]) => [name, schema])),
            required: inputs.flatMap(([name, { required }]) => (required ? [name] : [])),
          }).values(),
        );
  return `options${isOptional ? "?" : ""}: ${type}`;
}

/** The schema of a shape. Types of those with a name are printed on their own. */
function schemaOf(
  shape: z.core.$ZodType,
  io: "input" | "output",
  named: Map<string, Schema>,
): Schema {
  const { $defs = {}, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: "any" }) as Schema;
  for (const [name, one] of Object.entries($defs)) {
    if (typeOf(named.get(name) ?? one) !== typeOf(one))
      throw new Error(`${name} is one thing as an input and another as an answer.`);
    named.set(name, one);
  }
  return schema;
}

/** The type of a name: most of it as another one, where it has all that this one has. */
function definitionOf(name: string, named: ReadonlyMap<string, Schema>): string {
  const schema = named.get(name) ?? {};
  const members = membersOf(schema);
  const [base, inBase] = [...named]
    .map(([other, one]) => [other, membersOf(one)] as const)
    .filter(([other, { size }]) => 2 * size > members.size && (size < members.size || other < name))
    .filter(([, others]) => [...others].every(([member, text]) => members.get(member) === text))
    .reduce((most, one) => (one[1].size > most[1].size ? one : most), ["", membersOf({})] as const);
  const own = [...members].filter(([member]) => !inBase.has(member)).map(([, text]) => text);
  const parts = base === "" ? [typeOf(schema)] : [base, ...(own.length > 0 ? [objectOf(own)] : [])];
  const change = changeOf(members, named) ?? parts.join(" & ");
  return `${docs(schema.description, "")}export type ${name} = ${change};\n`;
}

/** The type of members that are those of another one, but need not be given. */
function changeOf(members: ReadonlyMap<string, string>, named: ReadonlyMap<string, Schema>) {
  const text = [...members.values()].join();
  const whole = [...named].find(
    ([, one]) => one.required && [...membersOf({ ...one, required: [] }).values()].join() === text,
  )?.[0];
  return whole && `{ readonly [Name in keyof ${whole}]?: ${whole}[Name] | undefined; }`;
}

/** The schema with its own name filled in. */
function whole(shape: z.core.$ZodType): Schema {
  const schema = z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }) as Schema;
  return schema.$ref === undefined ? schema : (schema.$defs?.[nameIn(schema.$ref)] ?? {});
}

const nameIn = (ref: string) => ref.slice(ref.lastIndexOf("/") + 1);

function typeOf(schema: Schema): string {
  const {
    $ref,
    enum: values,
    anyOf,
    oneOf,
    type,
    items,
    properties,
    additionalProperties,
  } = schema;
  if ($ref !== undefined) return nameIn($ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (values) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (type === "boolean") return "boolean";
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one })).join(" | ");
  const either = anyOf ?? oneOf;
  if (either) return eitherOf(either);
  if (type === "array") return `readonly ${inArray(typeOf(items ?? {}))}[]`;
  if (properties && Object.keys(properties).length > 0) return objectOf(membersOf(schema).values());
  if (type === "object") {
    return `Readonly<Record<string, ${typeof additionalProperties === "object" ? typeOf(additionalProperties) : "unknown"}>>`;
  }
  if (type === "integer" || type === "number") return "number";
  if (type === "string") return "string";
  return type === "null" ? "null" : "unknown";
}

/** What the members of a union have in common is printed once, and so are those that differ in their kind alone. */
function eitherOf(schemas: readonly Schema[]): string {
  const all = schemas.map(membersOf);
  const [kind = ""] = all[0]?.keys() ?? [];
  const isShared = (name: string) => new Set(all.map((members) => members.get(name))).size === 1;
  const shared = [...(all[0] ?? [])].filter(([name]) => isShared(name)).map(([, text]) => text);
  if (shared.length === 0) return [...new Set(schemas.map(typeOf))].join(" | ");
  const own = all.map((members) => new Map([...members].filter(([name]) => !isShared(name))));
  const alike = Map.groupBy(own, (members) =>
    [...members].filter(([name]) => name !== kind).join(),
  );
  const types = [...alike.values()].map((members) => {
    const kinds = members.map((one) => one.get(kind)?.replace(/^.*: |;$/g, ""));
    return objectOf(
      (members[0] ?? new Map()).set(kind, `  readonly ${kind}: ${kinds.join(" | ")};`).values(),
    );
  });
  return `${objectOf(shared)} & (${types.join(" | ")})`;
}

/** The members of an object as they are printed, by name. */
const membersOf = ({ properties = {}, required = [] }: Schema): Map<string, string> =>
  new Map(
    Object.entries(properties).map(([name, schema]) => {
      const member = required.includes(name)
        ? `${name}: ${typeOf(schema)}`
        : `${name}?: ${typeOf(schema)} | undefined`;
      return [name, `${docs(schema.description, "  ")}  readonly ${member};`];
    }),
  );

function objectOf(members: Iterable<string>): string {
  const lines = [...members];
  return lines.some((line) => line.includes("\n"))
    ? `{\n${lines.join("\n")}\n}`
    : `{ ${lines.map((line) => line.trim()).join(" ")} }`;
}

const inArray = (type: string) => (/^\w+$/.test(type) ? type : `(${type})`);

const docs = (text: string | undefined, indent: string) =>
  text === undefined ? "" : `${indent}/** ${text} */\n`;

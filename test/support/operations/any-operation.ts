import fc from "fast-check";
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
} from "graphql";

/** An operation as a client might send it. */
export interface AnOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What an operation is made from: numbers, of which fewer and smaller ones make a shorter one. */
export const draws = fc.array(fc.nat(), { maxLength: 400, size: "max" });

/**
 * Makes a valid operation of a schema: aliases, fields that are selected twice, fragments within fragments, `@skip` and
 * `@include`, arguments and variables with values that fit, do not fit, are null, missing or usual.
 */
export function anyOperation(schema: GraphQLSchema, drawn: readonly number[]): AnOperation {
  const variables: Record<string, unknown> = {};
  const declared: string[] = [];
  const argumentsOf = new Map<string, string>();
  const fragments = new Map<string, string>();

  let used = 0;
  function below(count: number): number {
    const number = drawn[used] ?? 0;
    used += 1;
    return number % count;
  }
  const chance = (percent: number) => below(100) >= 100 - percent;
  const oneOf = <Item>(items: readonly Item[]) => items[below(items.length)] as Item;

  /** A value as it is written in a document. */
  function literal(type: GraphQLInputType): string {
    if (!isNonNullType(type) && chance(15)) return "null";
    const plain = getNullableType(type);
    if (isInputObjectType(plain)) {
      const members = Object.values(plain.getFields()).flatMap((field) =>
        isNonNullType(field.type) || chance(60) ? `${field.name}: ${argument(field.type)}` : [],
      );
      return `{${members.join(", ")}}`;
    }
    return JSON.stringify(oneOf(fitting[String(plain)] ?? []));
  }

  /** A value as it is sent beside a document. */
  function sent(type: GraphQLInputType): unknown {
    if (chance(10)) return oneOf([null, true, 7.5, "gid://gitlab/User/1", [], {}, ["a"]]);
    const plain = getNullableType(type);
    if (!isInputObjectType(plain)) return oneOf(fitting[String(plain)] ?? []);
    const members = Object.values(plain.getFields()).flatMap((field) =>
      chance(85) ? [[field.name, sent(field.type)] as const] : [],
    );
    return Object.fromEntries(members);
  }

  function variable(type: GraphQLInputType): string {
    const name = `v${declared.length}`;
    const usual = chance(30) || (isNonNullType(type) && chance(20));
    const nullable = usual && isNonNullType(type) ? getNullableType(type) : type;
    const required = !isNonNullType(nullable) && chance(20) ? `${nullable}!` : `${nullable}`;
    // Its place is taken at once: a literal may declare others.
    const index = declared.push("") - 1;
    const otherwise = usual && !isInputObjectType(getNullableType(type));
    const plain = oneOf(fitting[String(getNullableType(type))] ?? [0]);
    const asIs = usual && !otherwise ? String(type) : required;
    declared[index] = `$${name}: ${asIs}${otherwise ? ` = ${JSON.stringify(plain)}` : ""}`;
    if (chance(80)) variables[name] = sent(type);
    return `$${name}`;
  }

  const argument = (type: GraphQLInputType) => (chance(40) ? variable(type) : literal(type));

  function conditions(): string {
    if (!chance(25)) return "";
    const skipped = chance(60) ? ` @skip(if: ${condition()})` : "";
    return `${skipped}${chance(60) ? ` @include(if: ${condition()})` : ""}`;
  }

  const directives = () =>
    `${chance(5) ? ' @gl_introduced(version: "19.0.0")' : ""}${conditions()}`;

  /** One of few variables, so that several selections depend on the same. */
  function condition(): string {
    if (chance(50)) return oneOf(["true", "false"]);
    const name = oneOf(["yes", "no", "maybe"]);
    if (!declared.some((one) => one.startsWith(`$${name}:`))) {
      declared.push(name === "maybe" ? "$maybe: Boolean = true" : `$${name}: Boolean!`);
      if (name !== "maybe") variables[name] = name === "yes";
      else if (chance(60)) variables[name] = chance(10) ? null : chance(50);
    }
    return `$${name}`;
  }

  /** The same field under the same name has the same arguments. */
  function given(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, variant: number) {
    const key = `${type}.${field.name}/${variant}`;
    const known = argumentsOf.get(key) ?? writtenArguments(field.args);
    argumentsOf.set(key, known);
    return known;
  }

  function writtenArguments(all: readonly GraphQLArgument[]): string {
    const written = all.flatMap(({ name, type }) =>
      isNonNullType(type) || chance(50) ? `${name}: ${argument(type)}` : [],
    );
    return written.length === 0 ? "" : `(${written.join(", ")})`;
  }

  function field(type: GraphQLObjectType, depth: number): string {
    if (chance(8)) return `${oneOf(["", "kind: "])}__typename${directives()}`;
    const fields = Object.values(type.getFields());
    const flat = fields.filter((one) => !isObjectType(getNamedType(one.type)));
    const chosen = oneOf(depth > 0 || flat.length === 0 ? fields : flat);
    const variant = chance(30) ? 1 + below(2) : 0;
    const alias = variant === 0 ? "" : `${chosen.name}_${variant}: `;
    const within = getNamedType(chosen.type);
    const set = isObjectType(within) ? ` ${selection(within, depth - 1)}` : "";
    return `${alias}${chosen.name}${given(type, chosen, variant)}${directives()}${set}`;
  }

  function spread(type: GraphQLObjectType, depth: number): string {
    const name = `${type}_${below(2)}`;
    const known = fragments.get(name);
    // Being written: a fragment must not hold itself.
    if (known === "") return field(type, depth);
    if (known === undefined) {
      fragments.set(name, "");
      fragments.set(name, `fragment ${name} on ${type} ${selection(type, depth)}`);
    }
    return `...${name}${conditions()}`;
  }

  function selection(type: GraphQLObjectType, depth: number): string {
    const selections = Array.from({ length: 1 + below(5) }, () => {
      if (chance(12)) {
        return `...${oneOf(["", ` on ${type}`])}${directives()} ${selection(type, depth - 1)}`;
      }
      return chance(15) ? spread(type, depth - 1) : field(type, depth);
    });
    return `{ ${selections.join(" ")} }`;
  }

  const kind = oneOf(["query", "query", "mutation"] as const);
  const root = kind === "query" ? schema.getQueryType() : schema.getMutationType();
  if (!root) throw new Error(`no ${kind}`);
  const set = selection(root, 5);
  const head = declared.length === 0 ? "" : `(${declared.join(", ")})`;
  return { query: [`${kind}${head} ${set}`, ...fragments.values()].join("\n"), variables };
}

/** Values that fit a type. */
const fitting: Readonly<Record<string, readonly unknown[]>> = {
  Boolean: [true, false],
  Date: ["2025-01-01", "2024-02-29"],
  Int: [0, 1, 20, -1],
  LicenseID: ["gid://gitlab/License/1", "gid://gitlab/License/x"],
  String: ["", "a text", "\u{1f600}"],
};

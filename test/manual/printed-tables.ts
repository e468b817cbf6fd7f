import { flagOf, variableOf } from "../../src/config/names.ts";
import { settings } from "../../src/config/settings.ts";
import { knownConstants, knownLines } from "../../src/console/known-lines.ts";
import type { OperationShape } from "../../src/contract/operation.ts";
import { operations } from "../../src/contract/operations.ts";
import { textInWords } from "../../src/scenarios/references.ts";
import { documentedCommands } from "../support/commands.ts";
import { scenarioNames, scenarioOf } from "../support/scenarios.ts";

/** Puts a printed table where a page has a place for it. */
export const withPrinted = (text: string, table: string) =>
  text.replace(
    /(<!-- printed: npm run manual -->\n)[\s\S]*?(<!-- \/printed -->)/,
    (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`,
  );

/** Every command, in the order of the help. */
export async function commandTable(): Promise<string> {
  const commands = await documentedCommands();
  return tableOf(
    ["command", "", "its own options"],
    commands
      .filter(({ group }) => !group)
      .map(({ usage, description, options }) => [
        `\`${usage}\``,
        description,
        options.map((option) => `\`${option}\``).join(", "),
      ]),
  );
}

/** Every setting of `serve`. */
export const settingTable = () =>
  tableOf(
    ["flag", "variable", "default", ""],
    Object.entries(settings).map(([name, { placeholder, description, default: standard }]) => [
      placeholder === null ? `\`${flagOf(name)}\`` : `\`${flagOf(name)} <${placeholder}>\``,
      `\`${variableOf(name)}\``,
      placeholder === null ? "off" : standard === null ? "" : `\`${standard}\``,
      description,
    ]),
  );

/** Every method that the handle of `startEmulator` has from the contract. */
export const methodTable = () =>
  tableOf(
    ["method", "also", ""],
    Object.entries<OperationShape>(operations).map(([id, { alias, summary }]) => [
      `\`emulator.${id}()\``,
      alias === undefined ? "" : `\`emulator.${alias}()\``,
      summary,
    ]),
  );

/** Every scenario of the shelf, with what it promises. */
export const scenarioTable = () =>
  tableOf(
    ["scenario", "complaint, situation or state", "what you will see"],
    scenarioNames.map((name) => {
      const { summary, youWillSee } = scenarioOf(name);
      return [`\`${name}\``, summary, textInWords(youWillSee)];
    }),
  );

/** Every line of the Rails console that is known, by what it begins with. */
export const consoleTable = () =>
  tableOf(
    ["of", "known"],
    [
      ...knownLines.map(({ of, methods }) => [
        /^[A-Z]/.test(of) ? `\`${of}\`` : of,
        methods.map((method) => `\`${method}\``).join(", "),
      ]),
      ["itself", knownConstants.map((name) => `\`${name}\``).join(", ")],
    ],
  );

/** As much of an OpenAPI document as the table of routes needs. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Shape>> };
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: Content;
}

interface Content {
  readonly content?: { readonly "application/json"?: { readonly schema: Shape } };
}

interface Shape {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly oneOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
}

/** Every route of the control API, with what it takes. */
export function routeTable({ paths, components }: OpenApi): string {
  const named = (shape: Shape | undefined): Shape =>
    shape?.$ref === undefined
      ? (shape ?? {})
      : named(components.schemas[shape.$ref.replace("#/components/schemas/", "")]);

  function fieldsOf(shape: Shape | undefined): string {
    const { items, properties, required = [], oneOf, anyOf } = named(shape);
    if (items !== undefined) return `[${fieldsOf(items)}]`;
    const kinds = oneOf ?? anyOf;
    if (kinds !== undefined) {
      const all = kinds.map(named);
      const names = new Set(all.flatMap((kind) => Object.keys(kind.properties ?? {})));
      const always = [...names].filter((name) =>
        all.every((kind) => kind.required?.includes(name)),
      );
      return fieldList([...names], always);
    }
    const names = Object.keys(properties ?? {});
    return names.length === 0 ? "" : fieldList(names, required);
  }

  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const query = (operation.parameters ?? [])
        .filter((parameter) => parameter.in === "query")
        .map(({ name }) => `\`?${name}=\``);
      const body = fieldsOf(operation.requestBody?.content?.["application/json"]?.schema);
      const takes = [...query, ...(body === "" ? [] : [`\`${body}\``])].join(", ");
      const { operationId, summary, description = summary } = operation;
      return [`\`${method.toUpperCase()} ${path}\``, `\`${operationId}\``, takes, description];
    }),
  );
  return tableOf(["route", "operation", "takes", ""], rows);
}

const fieldList = (names: readonly string[], required: readonly string[]) =>
  `{${names.map((name) => (required.includes(name) ? name : `${name}?`)).join(", ")}}`;

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map(inCell).join(" | ")} |`)
    .join("\n");

const inCell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

import { isRecord } from "../base/is-record.ts";
import { parseDay } from "../time/day.ts";

/** As much of JSON Schema as shapes of the contract are printed with. Names lead to `shapes`. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
}

export type Shapes = Readonly<Record<string, Schema>>;

/** Whether a value of JSON fits, as zod says of the shape that was printed: the test of what is printed compares the two. */
export function fits(schema: Schema, value: unknown, shapes: Shapes): boolean {
  const { $ref, anyOf, oneOf = anyOf, not } = schema;
  if ($ref !== undefined) {
    const named = shapes[$ref.slice($ref.lastIndexOf("/") + 1)];
    if (named === undefined) throw new Error(`There is no shape ${$ref}.`);
    return fits(named, value, shapes);
  }
  if ("const" in schema && value !== schema.const) return false;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if (not && fits(not, value, shapes)) return false;
  if (oneOf) return oneOf.some((one) => fits(one, value, shapes));
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  return types.length === 0 || types.some((type) => fitsType(type, schema, value, shapes));
}

function fitsType(type: string, schema: Schema, value: unknown, shapes: Shapes): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string" && fitsText(schema, value);
    case "integer":
      return Number.isSafeInteger(value) && isWithin(schema, Number(value));
    case "number":
      return typeof value === "number" && Number.isFinite(value) && isWithin(schema, value);
    case "array":
      return Array.isArray(value) && fitsList(schema, value, shapes);
    case "object":
      return isRecord(value) && fitsObject(schema, value, shapes);
    default:
      throw new Error(`There is no type ${type}.`);
  }
}

const isWithin = ({ minimum = -Infinity, maximum = Infinity }: Schema, value: number) =>
  value >= minimum && value <= maximum;

const fitsText = (
  { minLength = 0, maxLength = Infinity, pattern = "", format }: Schema,
  value: string,
): boolean =>
  value.length >= minLength &&
  value.length <= maxLength &&
  new RegExp(pattern).test(value) &&
  (format !== "date" || parseDay(value) !== undefined);

const fitsList = ({ items = {}, minItems = 0 }: Schema, value: unknown[], shapes: Shapes) =>
  value.length >= minItems && value.every((one) => fits(items, one, shapes));

function fitsObject(
  { properties = {}, required = [], additionalProperties = {} }: Schema,
  value: Readonly<Record<string, unknown>>,
  shapes: Shapes,
): boolean {
  if (required.some((name) => !Object.hasOwn(value, name))) return false;
  return Object.entries(value).every(([name, one]) => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    return schema !== undefined && schema !== false && fits(schema, one, shapes);
  });
}

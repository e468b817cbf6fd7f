import { isRecord } from "./is-record.ts";

/**
 * Whether a value is of a kind. For what every start and every command reads, which zod would take longer to check than
 * the rest of a command takes.
 */
export type Guard<Value> = (value: unknown) => value is Value;

/** What a guard lets pass. */
export type Guarded<One> = One extends Guard<infer Value> ? Value : never;

export const isText: Guard<string> = (value) => typeof value === "string";
export const isBoolean: Guard<boolean> = (value) => typeof value === "boolean";
export const isNumber: Guard<number> = (value): value is number => Number.isFinite(value);
export const isWhole: Guard<number> = (value): value is number => Number.isSafeInteger(value);

export const textLike =
  (pattern: RegExp): Guard<string> =>
  (value): value is string =>
    isText(value) && pattern.test(value);

export const isOneOf =
  <const Value>(values: readonly Value[]): Guard<Value> =>
  (value): value is Value =>
    values.some((one) => one === value);

export const orNull =
  <Value>(is: Guard<Value>): Guard<Value | null> =>
  (value): value is Value | null =>
    value === null || is(value);

/** Of a field that may be missing. */
export const orMissing =
  <Value>(is: Guard<Value>): Guard<Value | undefined> =>
  (value): value is Value | undefined =>
    value === undefined || is(value);

export const listOf =
  <Value>(is: Guard<Value>): Guard<readonly Value[]> =>
  (value): value is readonly Value[] =>
    Array.isArray(value) && value.every(is);

/** An object with these fields, whatever else it has. */
export const fields =
  <Fields extends Readonly<Record<string, Guard<unknown>>>>(
    guards: Fields,
  ): Guard<{ readonly [Name in keyof Fields]: Guarded<Fields[Name]> }> =>
  (value): value is { readonly [Name in keyof Fields]: Guarded<Fields[Name]> } =>
    isRecord(value) && Object.entries(guards).every(([name, is]) => is(value[name]));

/** An object's fields that have guards, in the order of these, and no others. */
export const only = <Fields extends Readonly<Record<string, Guard<unknown>>>>(
  guards: Fields,
  value: { readonly [Name in keyof Fields]: unknown },
) =>
  Object.fromEntries(Object.keys(guards).map((name) => [name, value[name]])) as {
    readonly [Name in keyof Fields]: Guarded<Fields[Name]>;
  };

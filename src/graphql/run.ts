import { type FieldNode, type GraphQLError, locatedError } from "graphql";
import type { Variables } from "./collected-fields.ts";

/** One run of a planned operation. What is there at once is answered at once: a promise is made for promises only. */
export interface Run {
  readonly context: unknown;
  readonly variables: Variables;
  readonly errors: GraphQLError[];
}

/** An object or a list of the answer, and where it stands. */
export interface Place {
  readonly within: Place | null;
  readonly key: string | number;
  /** The keys whose values have failed: what fails further in is told no more. */
  failed: Set<string | number> | null;
}

export const placeIn = (within: Place | null, key: string | number): Place => ({
  within,
  key,
  failed: null,
});

/** Turns what a resolver gave into what is answered, or into a promise of it. */
export type Complete = (value: unknown, within: Place, key: string | number, run: Run) => unknown;

/** A value of the answer, a field or an item of a list. If it fails and may be null, what is around it stays. */
export interface Slot {
  readonly nodes: readonly FieldNode[];
  readonly isNullable: boolean;
  readonly complete: Complete;
}

export interface PlannedField extends Slot {
  /** Under which it is answered. */
  readonly name: string;
  readonly resolve: (source: unknown, given: Variables, context: unknown) => unknown;
  readonly argumentsWith: (variables: Variables) => Variables;
}

type Fields = readonly PlannedField[];
type Results = Record<string, unknown>;

/** The fields of an object, all at once. */
export function resolveFields(fields: Fields, source: unknown, place: Place, run: Run): unknown {
  const results: Results = {};
  let isWaiting = false;
  try {
    for (const field of fields) {
      const result = resolveField(field, source, place, run);
      results[field.name] = result;
      if (isPromise(result)) isWaiting = true;
    }
  } catch (error) {
    if (!isWaiting) throw error;
    // What the others promised may fail too, and somebody must have waited for it.
    return settled(results).finally(() => {
      throw error;
    });
  }
  return isWaiting ? settled(results) : results;
}

/** The fields of a mutation, one after the other. */
export function resolveInTurn(fields: Fields, source: unknown, place: Place, run: Run): unknown {
  const results: Results = {};
  let before: unknown;
  for (const field of fields) {
    const next = () => {
      const result = resolveField(field, source, place, run);
      if (!isPromise(result)) {
        results[field.name] = result;
        return undefined;
      }
      return result.then((value) => {
        results[field.name] = value;
      });
    };
    before = isPromise(before) ? before.then(next) : next();
  }
  return isPromise(before) ? before.then(() => results) : results;
}

function resolveField(field: PlannedField, source: unknown, place: Place, run: Run): unknown {
  let value: unknown;
  try {
    value = field.resolve(source, field.argumentsWith(run.variables), run.context);
  } catch (error) {
    return failure(field, error, place, field.name, run);
  }
  return completed(field, value, place, field.name, run);
}

/** A value as it is answered, null where it may be and has failed. */
export function completed(
  slot: Slot,
  value: unknown,
  within: Place,
  key: string | number,
  run: Run,
): unknown {
  try {
    const result = isPromise(value)
      ? value.then((resolved) => slot.complete(resolved, within, key, run))
      : slot.complete(value, within, key, run);
    return isPromise(result)
      ? result.then(undefined, (error) => failure(slot, error, within, key, run))
      : result;
  } catch (error) {
    return failure(slot, error, within, key, run);
  }
}

function failure(slot: Slot, error: unknown, within: Place, key: string | number, run: Run): null {
  const located = locatedError(error, slot.nodes, pathOf(within, key));
  if (!slot.isNullable) throw located;
  tell(located, within, key, run);
  return null;
}

/** Takes note of what has failed, unless it is within something that has. */
export function tell(error: GraphQLError, within: Place, key: string | number, run: Run) {
  let name = key;
  for (let place: Place | null = within; place; place = place.within) {
    if (place.failed?.has(name)) return;
    name = place.key;
  }
  within.failed ??= new Set();
  within.failed.add(key);
  run.errors.push(error);
}

/** The way to a value from the `data` of the answer. */
function pathOf(within: Place, key: string | number): readonly (string | number)[] {
  const path = [key];
  for (let place = within; place.within; place = place.within) path.unshift(place.key);
  return path.slice(1);
}

async function settled(results: Results): Promise<Results> {
  const values = await Promise.all(Object.values(results));
  return Object.fromEntries(Object.keys(results).map((name, index) => [name, values[index]]));
}

export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as { then?: unknown }).then === "function";

import type { GraphQLFormattedError } from "graphql";
import type { Viewer } from "../activation/viewer.ts";
import { type PreparedOperation, tooDeep } from "./prepared-operation.ts";

/** What one caller may ask for at once. Source: instance behaviour, limits. */
export interface Limits {
  readonly depth: number;
  readonly complexity: number;
}

/** Characters of query text, summed over a batch. */
export const maxQueryText = 10_000;
export const maxBatch = 100;
const maxAliases = 10;
/** An introspection costs nothing, and its answer is a thousand times its question. */
const maxIntrospections = 10;

const ofVisitors: Limits = { depth: 15, complexity: 200 };
const ofUsers: Limits = { depth: 20, complexity: 250 };
const ofAdministrators: Limits = { depth: 20, complexity: 300 };

export function limitsFor(viewer: Viewer | null): Limits {
  if (!viewer) return ofVisitors;
  return viewer.readsLicenses ? ofAdministrators : ofUsers;
}

/** Why an operation is too large to be run; empty if it is not. */
export function excessOf(
  { operation, size }: PreparedOperation,
  limits: Limits,
): GraphQLFormattedError[] {
  const errors: GraphQLFormattedError[] = [];
  if (size.depth > limits.depth) errors.push(tooDeep(size.depth, limits.depth));
  if (size.complexity > limits.complexity) {
    errors.push({
      message: `Query has complexity of ${size.complexity}, which exceeds max complexity of ${limits.complexity}`,
    });
  }
  if (size.recursiveField !== null) {
    errors.push({
      message: `Recursive query: ${size.recursiveField} occurs too often in one path`,
    });
  }
  if (operation.operation === "mutation" && size.aliases > maxAliases) {
    errors.push({
      message: `One mutation is asked for ${size.aliases} times, which exceeds the maximum of ${maxAliases}`,
    });
  }
  return errors;
}

/** What there is against a request as a whole, a batch included: it asks for the schema so often; empty if nothing is. */
export function excessInAll(introspections: number): readonly GraphQLFormattedError[] {
  if (introspections <= maxIntrospections) return none;
  const message = `The schema is asked for ${introspections} times, which exceeds the maximum of ${maxIntrospections}`;
  return [{ message }];
}

const none: readonly GraphQLFormattedError[] = [];

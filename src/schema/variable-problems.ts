import {
  GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from "graphql";
import { CoercionError } from "./license-id.ts";

/** As of errors of validation. */
const reportedProblems = 5;

/** What is wrong with a variable's value, and where in it. */
interface Problem {
  readonly path: readonly (string | number)[];
  readonly explanation: string;
}

/**
 * The errors for variables that do not fit their types, in the product's words and shape.
 * Source: instance behaviour, null, missing and wrong type.
 */
export function variableErrors(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  values: Readonly<Record<string, unknown>>,
): GraphQLError[] {
  return (operation.variableDefinitions ?? []).flatMap((definition) => {
    const type = typeFromAST(schema, definition.type) as GraphQLInputType | undefined;
    const name = definition.variable.name.value;
    const given = Object.hasOwn(values, name);
    if (!type || (!given && (definition.defaultValue || !isNonNullType(type)))) return [];
    const value = given ? values[name] : null;
    const problems = problemsWith(value, type, []).slice(0, reportedProblems);
    return problems.length > 0 ? [errorOf(definition, type, { value, problems })] : [];
  });
}

function errorOf(
  definition: VariableDefinitionNode,
  type: GraphQLInputType,
  found: { readonly value: unknown; readonly problems: readonly Problem[] },
) {
  const within = found.problems
    .filter(({ path }) => path.length > 0)
    .map(({ path, explanation }) => `${path.join(".")} (${explanation})`)
    .join(", ");
  const message = `Variable $${definition.variable.name.value} of type ${String(type)} was provided invalid value`;
  return new GraphQLError(within === "" ? message : `${message} for ${within}`, {
    nodes: definition,
    extensions: { value: found.value, problems: found.problems },
  });
}

function problemsWith(
  value: unknown,
  type: GraphQLInputType,
  path: readonly (string | number)[],
): readonly Problem[] {
  if (value === null || value === undefined) {
    return isNonNullType(type) ? [{ path, explanation: "Expected value to not be null" }] : [];
  }
  const expected = getNullableType(type);
  if (isListType(expected)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.flatMap((item, index) => problemsWith(item, expected.ofType, [...path, index]));
  }
  if (isInputObjectType(expected)) return problemsWithin(value, expected, path);
  try {
    expected.parseValue(value);
    return [];
  } catch (error) {
    return [{ path, explanation: explanationOf(error, value, expected.name) }];
  }
}

const explanationOf = (error: unknown, value: unknown, type: string) =>
  error instanceof CoercionError
    ? error.message
    : `Could not coerce value ${JSON.stringify(value)} to ${type}`;

function problemsWithin(
  value: unknown,
  type: GraphQLInputObjectType,
  path: readonly (string | number)[],
): readonly Problem[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [{ path, explanation: `Expected ${JSON.stringify(value)} to be a key-value object` }];
  }
  const fields = type.getFields();
  const given: Readonly<Record<string, unknown>> = { ...value };
  const unknown = Object.keys(given)
    .filter((name) => !Object.hasOwn(fields, name))
    .slice(0, reportedProblems)
    .map((name) => ({
      path: [...path, name],
      explanation: `Field is not defined on ${String(type)}`,
    }));
  const wrong = Object.entries(fields).flatMap(([name, field]) =>
    problemsWith(given[name], field.type, [...path, name]),
  );
  return [...unknown, ...wrong];
}

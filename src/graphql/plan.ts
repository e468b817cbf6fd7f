import {
  type DocumentNode,
  defaultFieldResolver,
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import {
  type Collecting,
  collectedFields,
  conditionsIn,
  fragmentsIn,
  type Variables,
} from "./collected-fields.ts";
import {
  type Complete,
  completed,
  isPromise,
  type PlannedField,
  placeIn,
  type Run,
  resolveFields,
  resolveInTurn,
  type Slot,
  tell,
} from "./run.ts";

/** What an operation is run with. */
interface Asked {
  readonly context: unknown;
  /** As they were sent. */
  readonly variables: Variables;
}

/** Answers an operation as graphql-js's `execute` does, or says by undefined that it has no plan. */
export type PlannedOperation = (
  asked: Asked,
) => ExecutionResult | Promise<ExecutionResult> | undefined;

/** A field of a plan takes some 600 bytes for as long as it is kept. */
const maxFields = 1_000;

/**
 * Plans an operation of a valid document when it is first asked: which fields it has, who resolves them, and how what
 * they give is completed. The next time only that is done.
 *
 * There is no plan for introspection, subscriptions, interfaces and unions, and for resolvers that want to know how
 * they were asked (`info`).
 */
export function plannedOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): PlannedOperation {
  const definitions = operation.variableDefinitions ?? [];
  let conditions: readonly string[] | undefined;
  // Which fields there are depends on the variables of `@skip` and `@include`: the latest plan is kept.
  let latest: { readonly decided: string; readonly fields: readonly PlannedField[] | null } | null =
    null;

  return ({ context, variables: given }) => {
    const values =
      definitions.length === 0 ? none : getVariableValues(schema, definitions, given, limit);
    if (values.errors) return { errors: values.errors };
    const variables: Variables = values.coerced;
    conditions ??= conditionsIn(document);
    const decided = conditions.length === 0 ? "" : conditions.map((name) => variables[name]).join();
    if (latest?.decided !== decided) {
      const fragments = fragmentsIn(document);
      latest = {
        decided,
        fields: planOf(operation, { schema, fragments, variables, fields: 0, alone: new Map() }),
      };
    }
    if (latest.fields === null) return undefined;
    const resolve = operation.operation === "mutation" ? resolveInTurn : resolveFields;
    return answer(latest.fields, resolve, { context, variables, errors: [] });
  };
}

const none = { errors: undefined, coerced: {} as Variables };
/** graphql-js's own. */
const limit = { maxErrors: 50 };

function answer(
  fields: readonly PlannedField[],
  resolve: typeof resolveFields,
  run: Run,
): ExecutionResult | Promise<ExecutionResult> {
  const { errors } = run;
  const response = placeIn(null, "");
  const done = (data: unknown): ExecutionResult => {
    const result = { data: data as Record<string, unknown> | null };
    return errors.length === 0 ? result : { errors, ...result };
  };
  const failed = (error: unknown): ExecutionResult => {
    tell(error as GraphQLError, response, "data", run);
    return done(null);
  };
  try {
    const data = resolve(fields, undefined, placeIn(response, "data"), run);
    return isPromise(data) ? data.then(done, failed) : done(data);
  } catch (error) {
    return failed(error);
  }
}

/** Says that an operation is none that can be planned. */
class NoPlan extends Error {}

interface Planning extends Collecting {
  /** How many there are so far. */
  fields: number;
  /** Selections that stand alone for a field: those of a fragment are planned once, however often it is spread. */
  readonly alone: Map<
    FieldNode,
    { readonly type: GraphQLObjectType; readonly field: PlannedField }
  >;
}

/** The fields of an operation; null if it has no plan. */
function planOf(
  { operation, selectionSet }: OperationDefinitionNode,
  planning: Planning,
): readonly PlannedField[] | null {
  const root = planning.schema.getRootType(operation);
  if (!root || operation === "subscription") return null;
  try {
    return fieldsOf(root, [selectionSet], planning);
  } catch (error) {
    // What there is against the values of directives graphql-js shall say itself.
    if (error instanceof NoPlan || error instanceof GraphQLError) return null;
    throw error;
  }
}

function fieldsOf(
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  planning: Planning,
): readonly PlannedField[] {
  const collected = collectedFields(sets, type, planning);
  planning.fields += collected.size;
  if (planning.fields > maxFields) throw new NoPlan();
  return [...collected].map(([name, nodes]) => plannedField(name, nodes, type, planning));
}

function plannedField(
  name: string,
  nodes: readonly FieldNode[],
  type: GraphQLObjectType,
  planning: Planning,
): PlannedField {
  const [first] = nodes;
  // Such a member would be the prototype of the object that is answered.
  if (!first || name === "__proto__") throw new NoPlan();
  const known = nodes.length === 1 ? planning.alone.get(first) : undefined;
  if (known?.type === type) return known.field;
  const field = newField(name, nodes, first, type, planning);
  if (nodes.length === 1) planning.alone.set(first, { type, field });
  return field;
}

function newField(
  name: string,
  nodes: readonly FieldNode[],
  first: FieldNode,
  type: GraphQLObjectType,
  planning: Planning,
): PlannedField {
  if (first.name.value === "__typename") return typeName(name, nodes, type);
  const field = type.getFields()[first.name.value];
  if (!field) throw new NoPlan();
  return {
    ...slotOf(field.type, nodes, `${type.name}.${field.name}`, planning),
    name,
    resolve: resolverOf(field),
    argumentsWith: argumentsOf(field, first),
  };
}

const noArguments = {};

const typeName = (
  name: string,
  nodes: readonly FieldNode[],
  type: GraphQLObjectType,
): PlannedField => ({
  name,
  nodes,
  isNullable: false,
  resolve: () => type.name,
  argumentsWith: () => noArguments,
  complete: (value) => value,
});

function resolverOf({ name, resolve }: GraphQLField<unknown, unknown>): PlannedField["resolve"] {
  if (resolve === undefined || resolve === defaultFieldResolver) {
    return (source, given, context) => {
      const members = source as Record<string, unknown> | null | undefined;
      const value = members?.[name];
      return typeof value === "function" ? value.call(source, given, context) : value;
    };
  }
  if (resolve.length > 3) throw new NoPlan();
  return resolve as PlannedField["resolve"];
}

/** Arguments without variables are the same each time. */
function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): PlannedField["argumentsWith"] {
  if (field.args.length === 0) return () => noArguments;
  const values = node.arguments ?? [];
  if (values.some(({ value }) => hasVariables(value))) {
    return (variables) => getArgumentValues(field, node, variables);
  }
  const constant = getArgumentValues(field, node);
  return () => constant;
}

function hasVariables(value: ValueNode): boolean {
  switch (value.kind) {
    case Kind.VARIABLE:
      return true;
    case Kind.LIST:
      return value.values.some(hasVariables);
    case Kind.OBJECT:
      return value.fields.some((field) => hasVariables(field.value));
    default:
      return false;
  }
}

const slotOf = (
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  of: string,
  planning: Planning,
): Slot => ({
  nodes,
  isNullable: !isNonNullType(type),
  complete: completionOf(type, nodes, of, planning),
});

/** `of` names the field in errors. */
function completionOf(
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  of: string,
  planning: Planning,
): Complete {
  if (isNonNullType(type)) {
    const complete = completionOf(type.ofType, nodes, of, planning);
    return (value, within, key, run) => {
      const result = complete(value, within, key, run);
      if (result === null) throw new Error(`Cannot return null for non-nullable field ${of}.`);
      return result;
    };
  }
  const complete = completionOfPresent(type, nodes, of, planning);
  return (value, within, key, run) => {
    if (value instanceof Error) throw value;
    return value === null || value === undefined ? null : complete(value, within, key, run);
  };
}

function completionOfPresent(
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  of: string,
  planning: Planning,
): Complete {
  if (isLeafType(type)) return leaf(type);
  if (isListType(type)) return list(slotOf(type.ofType, nodes, of, planning), of);
  if (!isObjectType(type) || type.isTypeOf) throw new NoPlan();
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const fields = fieldsOf(type, sets, planning);
  return (value, within, key, run) => resolveFields(fields, value, placeIn(within, key), run);
}

const leaf =
  (type: GraphQLLeafType): Complete =>
  (value) => {
    const serialized = type.serialize(value);
    if (serialized !== null && serialized !== undefined) return serialized;
    throw new Error(
      `Expected \`${type}.serialize(${JSON.stringify(value)})\` to return non-nullable value, returned: ${serialized}`,
    );
  };

const list =
  (item: Slot, of: string): Complete =>
  (value, within, key, run) => {
    if (!isIterable(value)) {
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${of}".`);
    }
    const place = placeIn(within, key);
    const items: unknown[] = [];
    try {
      for (const one of value) items.push(completed(item, one, place, items.length, run));
    } catch (error) {
      // What fails later is told no more, and must not end the program.
      void Promise.allSettled(items);
      throw error;
    }
    return items.some(isPromise) ? Promise.all(items) : items;
  };

/** A text is one that is meant as a whole. */
const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as { [Symbol.iterator]?: unknown })[Symbol.iterator] === "function";

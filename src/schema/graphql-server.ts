import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from "graphql";
import { createYoga } from "graphql-yoga";
import type { Caller, TokenProblem } from "../activation/viewer.ts";
import { err, type Result } from "../base/result.ts";
import { storageProblem } from "../base/storage-problem.ts";
import type { Gate } from "../listener/gate.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import type { Route } from "../listener/router.ts";
import type { ListenTo } from "../listener/server.ts";
import { type AnyResult, toBatchReply, toRefusal, toReply } from "./answers.ts";
import type { Context, InstanceForSchema } from "./context.ts";
import { type GraphqlRequest, parseGraphqlRequest } from "./graphql-request.ts";
import { excessInAll, excessOf, limitsFor, maxBatch, maxQueryText } from "./limits.ts";
import {
  type PreparedOperation,
  prepareOperation,
  validationErrors,
} from "./prepared-operation.ts";
import { schema } from "./schema.ts";
import { variableErrors } from "./variable-problems.ts";

export const graphqlPath = "/api/graphql";

type Asking = Pick<Context, "viewer" | "requestId">;

type Variables = Readonly<Record<string, unknown>>;

type Prepared = Result<PreparedOperation, readonly GraphQLFormattedError[]>;

/** GraphQL is for everybody: what they may read or change is decided field by field. */
export interface GraphqlAccess {
  readonly graphql: Caller;
}

/** Keeps out tokens that open nothing. Source: instance behaviour, authentication. */
export const graphqlGate = (
  callerOf: (incoming: Incoming) => Result<Caller, TokenProblem>,
): Gate<GraphqlAccess> => ({
  graphql: {
    admit(incoming) {
      const caller = callerOf(incoming);
      if (!caller.ok) return err(caller.error === "user-not-allowed" ? notForApi : invalidToken);
      const { viewer } = caller.value;
      // A token without either opens nothing.
      const opens = viewer?.scopes.some((one) => one === "api" || one === "read_api") ?? true;
      return opens ? caller : err(invalidToken);
    },
    isForged: ({ who }) => who.mutationsRefused !== null,
  },
});

const invalidToken = toRefusal(401, "Invalid token");
const notForApi = toRefusal(403, "API not accessible for user");

export type GraphqlServer = (incoming: Incoming, caller: Caller) => Promise<Reply>;

export const graphqlRoutes = (answer: GraphqlServer): readonly Route<GraphqlAccess>[] => [
  {
    method: "GET",
    path: graphqlPath,
    access: "graphql",
    answer: ({ incoming, who }) => answer(incoming, who),
  },
  {
    method: "POST",
    path: graphqlPath,
    access: "graphql",
    // Only a mutation changes something.
    refuseForged: "by-operation",
    answer: ({ incoming, who }) => answer(incoming, who),
  },
];

/** Answers GraphQL requests of one instance. */
export function graphqlServer(
  instance: InstanceForSchema,
  onError: ListenTo["onError"],
): GraphqlServer {
  const yoga = createYoga<Context>({ schema, logging: false, maskedErrors: false });

  async function run(
    { document, operation, size }: PreparedOperation,
    variableValues: Variables,
    { viewer, requestId }: Asking,
  ): Promise<ExecutionResult> {
    const invalid = validationErrors(document);
    if (invalid.length > 0) return { errors: invalid };
    const wrong = variableErrors(schema, operation, variableValues);
    if (wrong.length > 0) return { errors: wrong };
    const complexity = { limit: limitsFor(viewer).complexity, score: size.complexity };
    // A fresh object for each operation: access decisions are cached by its identity.
    const contextValue: Context = { instance, viewer, requestId, complexity };
    const operationName = operation.name?.value;
    const { execute } = yoga.getEnveloped(contextValue);
    return execute({ schema, document, contextValue, variableValues, operationName });
  }

  return async (incoming, caller) => {
    const request = parseGraphqlRequest(incoming);
    if (!request.ok) return toRefusal(request.error.status, request.error.message);
    const tooLarge = refusalOf(request.value);
    if (tooLarge !== null) return toRefusal(422, tooLarge);
    const prepared = request.value.operations.map(({ query, operationName }) =>
      prepareOperation(query, operationName),
    );
    const forbidden = mutationRefusal(prepared, incoming, caller);
    if (forbidden !== null) return toRefusal(422, forbidden);

    const asking = { viewer: caller.viewer, requestId: incoming.requestId };
    const results = await resultsOf(request.value, prepared, asking);
    const bugs = results.flatMap(bugsIn);
    bugs.forEach((bug) => void onError(bug, incoming.requestId));
    if (bugs.length > 0) return refusalAfter(bugs);
    const [only = {}] = results;
    return request.value.isBatch ? toBatchReply(results) : toReply(only, incoming);
  };

  /** One operation after the other: a query sees what the mutation before it has done. */
  async function resultsOf(
    { operations }: GraphqlRequest,
    prepared: readonly Prepared[],
    asking: Asking,
  ): Promise<AnyResult[]> {
    const limits = limitsFor(asking.viewer);
    const parsed = prepared.flatMap((one) => (one.ok ? [one.value] : []));
    const excess = [...parsed.flatMap((one) => excessOf(one, limits)), ...excessInAll(parsed)];
    if (excess.length > 0) return prepared.map(() => ({ errors: excess }));
    const results: AnyResult[] = [];
    for (const [index, one] of prepared.entries()) {
      const variables = operations[index]?.variables ?? {};
      results.push(one.ok ? await run(one.value, variables, asking) : { errors: one.error });
    }
    return results;
  }
}

/** Why a request is too large to be looked into. */
function refusalOf({ operations }: GraphqlRequest): string | null {
  const texts = operations.map(({ query }) => (typeof query === "string" ? query.length : 0));
  if (texts.reduce((sum, length) => sum + length, 0) > maxQueryText) return "Query too large";
  if (operations.length <= maxBatch) return null;
  return `A batch has at most ${maxBatch} operations, but this one has ${operations.length}`;
}

/** One forbidden mutation spoils the whole request. */
function mutationRefusal(
  prepared: readonly Prepared[],
  { method }: Incoming,
  { mutationsRefused }: Caller,
): string | null {
  const mutates = prepared.some((one) => one.ok && one.value.operation.operation === "mutation");
  if (!mutates) return null;
  return method === "POST" ? mutationsRefused : "Mutations are forbidden in GET requests";
}

/** A disk that fails is told of; of anything else, nothing. */
function refusalAfter(bugs: readonly unknown[]): Reply {
  const problem = bugs.map(storageProblem).find((one) => one !== undefined);
  if (problem !== undefined) return toRefusal(503, problem);
  return toRefusal(500, "Internal server error");
}

/** Exceptions that no resolver meant to throw: everything that is not a GraphQLError. */
const bugsIn = ({ errors = [] }: AnyResult) =>
  errors
    .map((error) => ("originalError" in error ? error.originalError : undefined))
    .filter((error) => error !== undefined && !(error instanceof GraphQLError));

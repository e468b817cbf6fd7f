import {
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from "graphql";
import type { Edition } from "../activation/edition.ts";
import type { Caller, TokenProblem } from "../activation/viewer.ts";
import { andThen } from "../base/awaitable.ts";
import { onDemand } from "../base/on-demand.ts";
import { err, type Result } from "../base/result.ts";
import { storageProblem } from "../base/storage-problem.ts";
import { withCause } from "../listener/cause.ts";
import type { Gate } from "../listener/gate.ts";
import type { Incoming, Reply } from "../listener/http.ts";
import type { Route } from "../listener/router.ts";
import type { ListenTo } from "../listener/server.ts";
import { type AnyResult, toBatchReply, toRefusal, toReply } from "./answers.ts";
import type { Context, InstanceForSchema } from "./context.ts";
import { milestoneOf } from "./future-fields.ts";
import { type GraphqlOperation, parseGraphqlRequest } from "./graphql-request.ts";
import { excessInAll, excessOf, limitsFor, maxBatch, maxQueryText } from "./limits.ts";
import { type Preparation, type PreparedOperation, preparationFor } from "./prepared-operation.ts";
import { schemaOf, sortedSchema } from "./schema.ts";
import { variableErrors } from "./variable-problems.ts";

export const graphqlPath = "/api/graphql";

type Asking = Pick<Context, "viewer" | "requestId" | "onCause">;

/** Refusals before execution are formatted already. */
type AnyError = GraphQLError | GraphQLFormattedError;

type Variables = Readonly<Record<string, unknown>>;

/** GraphQL is for everybody: what they may read or change is decided by each field of the root. */
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

export type GraphqlServer = (incoming: Incoming, caller: Caller) => Reply | Promise<Reply>;

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

/** What all instances of an edition in a process have in common. */
interface Served {
  readonly schema: GraphQLSchema;
  readonly preparation: Preparation;
  /** Runs what has no plan. Loading it takes longer than everything else that an instance needs. */
  readonly onYoga: () => ReturnType<typeof yogaOn>;
}

const served = new Map<Edition, Served>();

function servedOf(edition: Edition): Served {
  const before = served.get(edition);
  if (before) return before;
  const schema = schemaOf(edition);
  const preparation = preparationFor(schema);
  const one = { schema, preparation, onYoga: onDemand(() => yogaOn(edition)) };
  served.set(edition, one);
  return one;
}

async function yogaOn(edition: Edition) {
  const { createYoga } = await import("graphql-yoga");
  const sorted = sortedSchema(edition);
  const yoga = createYoga<Context>({ schema: sorted, logging: false, maskedErrors: false });
  return { yoga, sorted };
}

/** Answers GraphQL requests of one instance. What can be answered without waiting is. */
export function graphqlServer(
  edition: Edition,
  instance: InstanceForSchema,
  onError: ListenTo["onError"],
): GraphqlServer {
  const { schema, preparation, onYoga } = servedOf(edition);
  const milestoneNow = () => milestoneOf(instance.identity.version);

  function run(
    prepared: PreparedOperation,
    variables: Variables,
    { viewer, requestId, onCause }: Asking,
  ): AnyResult | Promise<AnyResult> {
    const { operation, size } = prepared;
    const invalid = preparation.errorsOf(prepared);
    if (invalid.length > 0) return { errors: invalid };
    const wrong = variableErrors(schema, operation, variables);
    if (wrong.length > 0) return { errors: wrong };
    const complexity = { limit: limitsFor(viewer).complexity, score: size.complexity };
    const context: Context = { instance, viewer, requestId, onCause, complexity };
    const result = prepared.run({ context, variables }) ?? runByYoga(prepared, variables, context);
    const { withNulls } = prepared.document;
    if (withNulls === null) return result;
    return andThen(result, (whole) => {
      withNulls(whole.data, operation.selectionSet);
      return whole;
    }) as AnyResult | Promise<AnyResult>;
  }

  async function runByYoga(
    { document, operation }: PreparedOperation,
    variableValues: Variables,
    contextValue: Context,
  ): Promise<ExecutionResult> {
    const { yoga, sorted } = await onYoga();
    const { execute } = yoga.getEnveloped(contextValue);
    const operationName = operation.name?.value;
    return execute({
      schema: sorted,
      document: document.parsed,
      contextValue,
      variableValues,
      operationName,
    });
  }

  function answerOne(
    { query, operationName, variables }: GraphqlOperation,
    incoming: Incoming,
    caller: Caller,
  ): Reply | Promise<Reply> {
    if (charactersIn(query) > maxQueryText) return toRefusal(422, tooLarge);
    const prepared = preparation.prepare(query, operationName, milestoneNow());
    if (!prepared.ok) return toReply({ errors: prepared.error }, incoming);
    const operation = prepared.value;
    const forbidden = mutates(operation) ? mutationRefusal(incoming, caller) : null;
    if (forbidden !== null) return toRefusal(422, forbidden);
    const { viewer } = caller;
    const { introspections } = operation.size;
    const excess = excessOf(operation, limitsFor(viewer)).concat(excessInAll(introspections));
    if (excess.length > 0) return toReply({ errors: excess }, incoming);
    const causes = causesFor(caller);
    const reply = (result: AnyResult) =>
      refusalAfter(result.errors, incoming) ??
      causes.told(toReply(result, incoming), result.errors !== undefined);
    const { requestId } = incoming;
    const result = run(operation, variables, { viewer, requestId, onCause: causes.onCause });
    return result instanceof Promise ? result.then(reply) : reply(result);
  }

  /** One operation after the other: a query sees what the mutation before it has done. */
  async function answerBatch(
    operations: readonly GraphqlOperation[],
    incoming: Incoming,
    caller: Caller,
  ): Promise<Reply> {
    const length = operations.reduce((sum, { query }) => sum + charactersIn(query), 0);
    if (length > maxQueryText) return toRefusal(422, tooLarge);
    if (operations.length > maxBatch) return toRefusal(422, tooMany(operations.length));
    const milestone = milestoneNow();
    const prepared = operations.map((one) =>
      preparation.prepare(one.query, one.operationName, milestone),
    );
    const parsed = prepared.flatMap((one) => (one.ok ? [one.value] : []));
    // One forbidden mutation spoils the whole request.
    const forbidden = parsed.some(mutates) ? mutationRefusal(incoming, caller) : null;
    if (forbidden !== null) return toRefusal(422, forbidden);
    const { viewer } = caller;
    const limits = limitsFor(viewer);
    const introspections = parsed.reduce((sum, { size }) => sum + size.introspections, 0);
    const excess = parsed
      .flatMap((one) => excessOf(one, limits))
      .concat(excessInAll(introspections));
    if (excess.length > 0) return toBatchReply(prepared.map(() => ({ errors: excess })));
    const causes = causesFor(caller);
    const results: AnyResult[] = [];
    for (const [index, one] of prepared.entries()) {
      const variables = operations[index]?.variables ?? {};
      const { requestId } = incoming;
      const asking = { viewer, requestId, onCause: causes.onCause };
      results.push(one.ok ? await run(one.value, variables, asking) : { errors: one.error });
    }
    const errors = results.flatMap((result): readonly AnyError[] => result.errors ?? []);
    return refusalAfter(errors, incoming) ?? causes.told(toBatchReply(results), errors.length > 0);
  }

  /** Tells the operator of exceptions that no resolver meant to throw; the client learns that there was one. */
  function refusalAfter(
    errors: readonly AnyError[] | undefined,
    { requestId }: Incoming,
  ): Reply | null {
    if (errors === undefined) return null;
    const bugs = errors.flatMap(bugIn);
    for (const bug of bugs) onError(bug, requestId);
    if (bugs.length === 0) return null;
    // A disk that fails is told of; of anything else, nothing.
    const problem = bugs.map(storageProblem).find((one) => one !== undefined);
    return problem === undefined
      ? toRefusal(500, "Internal server error")
      : toRefusal(503, problem);
  }

  return (incoming, caller) => {
    const request = parseGraphqlRequest(incoming);
    if (!request.ok) return toRefusal(request.error.status, request.error.message);
    return request.value.kind === "single"
      ? answerOne(request.value.operation, incoming, caller)
      : answerBatch(request.value.operations, incoming, caller);
  };
}

/** Why the answer to a request is as it is, as far as that is known. */
function causesFor({ viewer }: Caller) {
  const causes: string[] = [];
  return {
    onCause: (cause: string) => void causes.push(cause),
    told(reply: Reply, hasErrors: boolean): Reply {
      if (viewer === null && hasErrors) causes.push(nobody);
      return causes.length === 0 ? reply : withCause(reply, causes.join(" "));
    },
  };
}

const nobody =
  "Nobody is signed in with this request: the session has ended, or the instance was started again.";

const tooLarge = "Query too large";

const tooMany = (count: number) =>
  `A batch has at most ${maxBatch} operations, but this one has ${count}`;

const charactersIn = (query: unknown) => (typeof query === "string" ? query.length : 0);

const mutates = ({ operation }: PreparedOperation) => operation.operation === "mutation";

const mutationRefusal = ({ method }: Incoming, { mutationsRefused }: Caller): string | null =>
  method === "POST" ? mutationsRefused : "Mutations are forbidden in GET requests";

/** Whatever is no GraphQLError. */
function bugIn(error: AnyError): unknown[] {
  const cause = "originalError" in error ? error.originalError : undefined;
  return cause === undefined || cause instanceof GraphQLError ? [] : [cause];
}

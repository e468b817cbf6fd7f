import { GraphQLError, getOperationAST, parse, validate } from "graphql";
import { isRecord } from "../../base/is-record.ts";
import { onDemand } from "../../base/on-demand.ts";
import { type PlannedOperation, plannedOperation } from "../../graphql/plan.ts";
import type { Incoming, Reply } from "../../listener/http.ts";
import { json } from "../../listener/replies.ts";
import { fewDocuments, maxTokens } from "./few-documents.ts";
import {
  type GrantAccess,
  type PortalContext,
  portalSchema,
  type Redeem,
} from "./portal-schema.ts";

/** Serves the portal's GraphQL schema: by plans what can be planned, and by Yoga anything else. */
export function graphqlEndpoint(grantAccess: GrantAccess, onError: (error: unknown) => void) {
  const operations = fewDocuments<PlannedOperation>();
  const yoga = onDemand(async () => (await import("./yoga-endpoint.ts")).yogaEndpoint(onError));

  /** Runs an operation that was planned, or that can be. */
  function run(incoming: Incoming, context: PortalContext) {
    const asked = askedIn(incoming);
    if (!asked) return undefined;
    const { query, operationName, variables } = asked;
    // No document holds a zero byte.
    const name = operationName === null ? query : `${operationName}\0${query}`;
    const known = operations.get(name);
    const operation = known ?? plan(query, operationName);
    if (operation && !known) operations.set(name, operation);
    return operation?.({ context, variables });
  }

  return async (incoming: Incoming, redeem: Redeem): Promise<Reply> => {
    const context = { redeem, grantAccess };
    const result = await run(incoming, context);
    // Without data nothing was done.
    if (!result || !("data" in result)) return (await yoga()).answer(incoming, context);
    const isMeant = result.errors?.every(
      ({ originalError }) => originalError instanceof GraphQLError,
    );
    return isMeant === false
      ? (await yoga()).answerFailed(result)
      : json(200, result, { "content-type": "application/json; charset=utf-8" });
  };
}

/** What clients ask; null if it is put as Yoga shall judge it. */
function askedIn({ body }: Incoming) {
  const value: unknown = JSON.parse(body.toString());
  if (!isRecord(value) || Object.keys(value).some((name) => !members.has(name))) return null;
  const { query, operationName = null, variables = null } = value;
  if (typeof query !== "string" || !(isRecord(variables) || variables === null)) return null;
  if (operationName !== null && typeof operationName !== "string") return null;
  return { query, operationName, variables: variables ?? {} };
}

const members: ReadonlySet<string> = new Set(["query", "operationName", "variables"]);

/** Undefined for what is not valid, or means no operation. */
function plan(query: string, operationName: string | null): PlannedOperation | undefined {
  try {
    const document = parse(query, { maxTokens });
    const operation = getOperationAST(document, operationName);
    if (!operation || validate(portalSchema, document).length > 0) return undefined;
    return plannedOperation(portalSchema, document, operation);
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

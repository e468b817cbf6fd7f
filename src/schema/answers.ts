import type { ExecutionResult, FormattedExecutionResult, GraphQLFormattedError } from "graphql";
import type { Answer, Incoming, Reply } from "../listener/http.ts";
import { json } from "../listener/replies.ts";

/**
 * How results and refusals travel: the product's statuses and bodies, in one place.
 *
 * | situation | product and here, `application/json` | here, `application/graphql-response+json` |
 * |---|---|---|
 * | executed, with or without errors | 200 | 200 |
 * | syntax, validation, variables, limits | 200, no `data` | 400, no `data` |
 * | query text or batch too large, ill-typed `variables`, mutation by GET | 422 | 422 |
 * | malformed JSON or form, a body past the JSON limits | 400 | 400 |
 * | invalid token, user who may not use the API | 401, 403 | the same |
 * | body past its limit, body of an unknown type | 413, 415 | the same |
 * | unexpected exception | 500, `Internal server error` | the same |
 *
 * Ours, where the product has no limit or none that is known: batches of more than 100, eleven times one mutation or
 * the schema in one request, texts of `echo` past 10,000 characters.
 *
 * Differences from graphql-js and Yoga: neither error codes of theirs (`GRAPHQL_PARSE_FAILED`, …) nor
 * their statuses reach a client; graphql-js's words for errors of validation do (difference 7).
 */
export function toReply(result: AnyResult, { headers }: Incoming): Reply {
  const type = prefersGraphqlResponse(headers.accept) ? graphqlResponse : applicationJson;
  const status = type === graphqlResponse && !("data" in result) ? 400 : 200;
  return json(status, result, { "content-type": type });
}

/** A batch is always `application/json`: the other type does not know lists. */
export const toBatchReply = (results: readonly AnyResult[]): Reply =>
  json(200, results, { "content-type": applicationJson });

export const toRefusal = (status: number, message: string): Answer =>
  json(status, { errors: [{ message }] }, { "content-type": applicationJson });

/** The product's answer to a request without a query. */
export const endOfDocument: GraphQLFormattedError = {
  message: "Unexpected end of document",
  locations: [],
};

/** Refusals before execution are formatted already. */
export type AnyResult = ExecutionResult | FormattedExecutionResult;

const applicationJson = "application/json; charset=utf-8";
const graphqlResponse = "application/graphql-response+json; charset=utf-8";

/** Whether the newer type is named, and not less wanted than plain JSON. */
function prefersGraphqlResponse(accept = ""): boolean {
  const given = accept.toLowerCase();
  if (!given.includes("graphql-response+json")) return false;
  const ranges = given.split(",");
  const quality = (type: string) => {
    const range = ranges.find((part) => part.split(";", 1)[0]?.trim() === type);
    return range === undefined ? 0 : Number(/;\s*q=([\d.]+)/.exec(range)?.[1] ?? 1);
  };
  const wanted = quality("application/graphql-response+json");
  return wanted > 0 && wanted >= quality("application/json");
}

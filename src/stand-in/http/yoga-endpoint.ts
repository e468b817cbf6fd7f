import { type ExecutionResult, GraphQLError, parse } from "graphql";
import { createYoga, maskError, type Plugin, processRegularResult } from "graphql-yoga";
import { storageProblem } from "../../base/storage-problem.ts";
import type { Incoming, Reply } from "../../listener/http.ts";
import { jsonText } from "../../listener/replies.ts";
import { fewDocuments, maxTokens, noErrors } from "./few-documents.ts";
import { type PortalContext, portalSchema } from "./portal-schema.ts";

/** Answers by Yoga, which loads slowly and is needed rarely. */
export function yogaEndpoint(onError: (error: unknown) => void) {
  /** Tells the portal's owner of an exception, and of a disk that fails the client too. */
  function masked(error: unknown, message: string): Error {
    const shown = maskError(error, message, false);
    if (shown === error) return shown;
    onError(error);
    const problem = storageProblem(error);
    if (problem === undefined) return shown;
    return new GraphQLError(problem, { extensions: { http: { status: 503 } } });
  }
  const yoga = createYoga<PortalContext>({
    schema: portalSchema,
    plugins: [shortDocuments],
    graphqlEndpoint: path,
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    logging: false,
    // The listener has counted the body already; counting it again costs most of Yoga's throughput.
    maxRequestBodySize: false,
    // The usual one keeps a thousand documents, however long.
    parserAndValidationCache: { documentCache: fewDocuments(), errorCache: noErrors },
    maskedErrors: { maskError: masked },
  });
  return {
    async answer(incoming: Incoming, context: PortalContext): Promise<Reply> {
      const request = new yoga.fetchAPI.Request(`http://portal${path}`, {
        method: "POST",
        // Whatever a client would rather have, it gets JSON.
        headers: { "content-type": "application/json", accept: "application/json" },
        body: incoming.body.toString(),
      });
      return replyOf(await yoga.fetch(request, context));
    },
    /** What has come of an operation that was run without Yoga, with exceptions in it. */
    answerFailed({ errors = [], ...result }: ExecutionResult): Promise<Reply> {
      const shown = errors.map((error) => masked(error, "Unexpected error.") as GraphQLError);
      const failed = { errors: shown, ...result };
      return replyOf(processRegularResult(failed, yoga.fetchAPI, "application/json"));
    },
  };
}

async function replyOf(response: Response): Promise<Reply> {
  const type = response.headers.get("content-type") ?? "application/json";
  return jsonText(response.status, await response.text(), { "content-type": type });
}

const path = "/graphql";

/** Refuses documents so deep that reading them would overflow the stack. */
const shortDocuments: Plugin = {
  onParse({ setParseFn }) {
    setParseFn((source, options) => parse(source, { ...options, maxTokens }));
  },
};

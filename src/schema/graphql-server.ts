import { type ExecutionResult, GraphQLError, validate } from "graphql";
import { createYoga, type Plugin } from "graphql-yoga";
import type { Viewer } from "../activation/viewer.ts";
import type { Incoming, Reply } from "../http.ts";
import type { Context, InstanceForSchema } from "./context.ts";
import { schema } from "./schema.ts";
import { validationRules } from "./validation.ts";
import { operationIn, variableErrors } from "./variable-problems.ts";

export const graphqlPath = "/api/graphql";

type Answer = (incoming: Incoming, viewer: Viewer | null) => Promise<Reply>;

/** Answers GraphQL requests of one instance. Whoever asks was found out before. */
export function graphqlServer(
  instance: InstanceForSchema,
  onError: (error: unknown) => void,
): Answer {
  const yoga = createYoga<Context>({
    schema,
    graphqlEndpoint: graphqlPath,
    plugins: [productErrors(onError)],
    // The listener limits bodies; Yoga's own limit costs most of its throughput.
    maxRequestBodySize: false,
    cors: { origin: "*", credentials: false },
    graphiql: false,
    landingPage: false,
    logging: false,
    multipart: false,
  });
  return async (incoming, viewer) => {
    const { method, headers } = incoming;
    const response = await yoga.fetch(
      new yoga.fetchAPI.Request(`http://instance${incoming.url}`, {
        method,
        headers: Object.entries(headers).map(([name, value]): [string, string] => [
          name,
          String(value),
        ]),
        ...(method === "GET" || method === "HEAD" ? {} : { body: incoming.body.toString() }),
      }),
      { instance, viewer },
    );
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
}

/** Errors as the product words them. An exception is a bug: it is told to the operator and to nobody else. */
function productErrors(onError: (error: unknown) => void): Plugin<Context> {
  return {
    onValidate({ setValidationFn }) {
      setValidationFn((inSchema, document) => validate(inSchema, document, validationRules));
    },
    onExecute({ args, setResultAndStopExecution }) {
      const operation = operationIn(args.document, args.operationName);
      const errors = operation && variableErrors(args.schema, operation, args.variableValues ?? {});
      if (errors && errors.length > 0) {
        setResultAndStopExecution({ errors });
        return;
      }
      return {
        onExecuteDone({ result, setResult }) {
          const bugs = bugsIn(result as ExecutionResult);
          if (bugs.length === 0) return;
          bugs.forEach(onError);
          const http = { status: 500 };
          setResult({
            errors: [new GraphQLError("Internal server error", { extensions: { http } })],
          });
        },
      };
    },
  };
}

/** Exceptions that no resolver meant to throw: everything that is not a GraphQLError. */
const bugsIn = ({ errors = [] }: ExecutionResult) =>
  errors
    .map(({ originalError }) => originalError)
    .filter((error) => error !== undefined && error !== null && !(error instanceof GraphQLError));

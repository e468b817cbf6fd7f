import { isRecord } from "../base/is-record.ts";
import { queryOf } from "../listener/http.ts";
import { targetOf } from "../listener/refusals.ts";
import { withoutTrailingSlash } from "../listener/router.ts";
import { type Body, isJsonType, pairsIn, requestBody } from "./body.ts";
import { documentIn, maxQueryText, type ReadDocument } from "./document.ts";
import type { Exchange } from "./exchange.ts";

/** A request, read once for all that is to be known of it. */
export interface ReadRequest {
  readonly body: Body;
  /** What it asks for over GraphQL, wherever it asks. */
  readonly asked: readonly Asked[];
  /** Null for what is no document of GraphQL, or more of them than are answered. */
  document(query: string): ReadDocument | null;
}

interface Asked {
  readonly query: string;
  readonly operationName: string | null;
}

/** Twice what a request may ask for: its address and its body can. */
const maxText = 2 * maxQueryText;
const maxDocuments = 200;

/** Clients ask the same again and again. A document takes some 250 times its text. */
const recent = new Map<string, ReadDocument | null>();
let recentText = 0;

function recentDocument(query: string): ReadDocument | null {
  const known = recent.get(query);
  if (known !== undefined) return known;
  const document = documentIn(query);
  recentText += query.length + 100;
  if (recentText > maxText) {
    recent.clear();
    recentText = query.length;
  }
  recent.set(query, document);
  return document;
}

export function readRequest(request: Exchange["request"]): ReadRequest {
  const body = requestBody(request);
  const documents = new Map<string, ReadDocument | null>();
  let left = maxText;
  return {
    body,
    asked: askedIn(request, body),
    document(query) {
      const known = documents.get(query);
      if (known !== undefined) return known;
      if (query.length > left || documents.size >= maxDocuments) return null;
      left -= query.length;
      const document = recentDocument(query);
      documents.set(query, document);
      return document;
    },
  };
}

/** Parameters of the body win over those of the query string, and a list is a batch, as on the instance. */
function askedIn({ url }: Pick<Exchange["request"], "url">, body: Body | null): readonly Asked[] {
  const given = body && parametersIn(body);
  const query = queryOf({ url: targetOf(url)?.url ?? "" });
  const parameters: Readonly<Record<string, unknown>> = {
    ...Object.fromEntries(new URLSearchParams(query)),
    ...(isRecord(given) ? given : {}),
  };
  const batch = Array.isArray(given) ? given : parameters["_json"];
  return (Array.isArray(batch) ? batch : [parameters]).flatMap((asked: unknown) => {
    if (!isRecord(asked) || typeof asked["query"] !== "string") return [];
    const { query, operationName } = asked;
    const isNamed = typeof operationName === "string" && operationName !== "";
    return [{ query, operationName: isNamed ? operationName : null }];
  });
}

function parametersIn(body: Body): unknown {
  if (body.kind === "json") return body.value;
  if (body.kind === "parts") return Object.fromEntries(body.fields);
  if (body.kind !== "form") return {};
  const { pairs } = pairsIn(body.text);
  return Object.fromEntries(pairs.map(({ name, value }) => [name, value ?? ""]));
}

const graphqlPaths = {
  instance: "/api/graphql",
  portal: "/graphql",
  "portal-page": null,
  hosted: null,
};

/** What a request asks for over GraphQL where that is answered: names of its operations, and of their root fields. */
export function operationsIn(
  { hop, request }: Pick<Exchange, "hop" | "request">,
  read: ReadRequest = readRequest(request),
): ReadonlySet<string> {
  const url = targetOf(request.url)?.url ?? "";
  if (withoutTrailingSlash({ url }) !== graphqlPaths[hop]) return new Set();
  const asked = isTaken(request, read.body) ? read.asked : askedIn(request, null);
  const length = asked.reduce((sum, { query }) => sum + query.length, 0);
  if (length > maxQueryText) return new Set();
  return new Set(
    asked.flatMap(({ query, operationName }) => {
      const { name = null, fields = [] } = read.document(query)?.operation(operationName) ?? {};
      return name === null ? fields : [name, ...fields];
    }),
  );
}

/** Whether a body is answered as what it is. */
function isTaken({ method, headers }: Exchange["request"], body: Body): boolean {
  if (method === "GET" || method === "HEAD") return false;
  return body.kind === "json" ? isJsonType(headers) : body.kind !== "text";
}

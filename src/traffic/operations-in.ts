import { type DefinitionNode, getOperationAST, Kind, parse, type SelectionSetNode } from "graphql";
import { isRecord } from "../base/is-record.ts";
import { formOf } from "../listener/forms.ts";
import { queryOf } from "../listener/http.ts";
import { targetOf } from "../listener/refusals.ts";
import { placeOf } from "../listener/router.ts";
import type { Exchange } from "./exchange.ts";
import { partsIn } from "./mask.ts";

const graphqlPaths = { instance: "/api/graphql", portal: "/graphql" };

/** A longer text is refused by the instance, and more tokens by any limit on what may be asked for. */
const maxQueryText = 10_000;
const maxTokens = 2_000;

const known = new WeakMap<Exchange, ReadonlySet<string>>();

/** What a request asks for over GraphQL: names of its operations, and of their root fields. Looked into once. */
export function operationsIn(exchange: Exchange): ReadonlySet<string> {
  let names = known.get(exchange);
  if (!names) {
    names = new Set(namesInRequest(exchange));
    known.set(exchange, names);
  }
  return names;
}

function namesInRequest({ hop, request }: Exchange): readonly string[] {
  const url = targetOf(request.url)?.url ?? "";
  if (placeOf({ url }) !== graphqlPaths[hop]) return [];
  const operations = orNone(() => operationsAsked({ ...request, url }));
  const length = operations.reduce((sum, { query }) => sum + query.length, 0);
  return length > maxQueryText ? [] : operations.flatMap((one) => orNone(() => namesIn(one)));
}

/** Whoever asks for the traffic is not who has sent it: what cannot be read asks for nothing. */
function orNone<One>(read: () => readonly One[]): readonly One[] {
  try {
    return read();
  } catch {
    return [];
  }
}

interface AskedOperation {
  readonly query: string;
  readonly operationName: string | null;
}

/** Parameters of the body win over those of the query string, and a list is a batch, as on the instance. */
function operationsAsked(request: Exchange["request"]): readonly AskedOperation[] {
  const body = bodyOf(request);
  const parameters = {
    ...Object.fromEntries(new URLSearchParams(queryOf(request))),
    ...(isRecord(body) ? body : {}),
  };
  const batch = Array.isArray(body) ? body : parameters["_json"];
  return (Array.isArray(batch) ? batch : [parameters]).flatMap((asked) => {
    if (!isRecord(asked) || typeof asked["query"] !== "string") return [];
    const { query, operationName } = asked;
    return [{ query, operationName: typeof operationName === "string" ? operationName : null }];
  });
}

function bodyOf({ method, headers, body }: Exchange["request"]): unknown {
  if (method === "GET" || method === "HEAD" || body === "") return {};
  const type = String(headers["content-type"] ?? "");
  if (/^multipart\/form-data\b/i.test(type)) return Object.fromEntries(partsIn(body));
  if (/^application\/json\b/i.test(type)) return JSON.parse(body);
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return {};
  const form = formOf({ body: Buffer.from(body) });
  return form.ok ? Object.fromEntries(form.value) : {};
}

/** Of a document with several operations, the one that is named is asked for. */
function namesIn({ query, operationName }: AskedOperation): readonly string[] {
  const document = parse(query, { noLocation: true, maxTokens });
  const operation = getOperationAST(document, operationName || null);
  if (!operation) return [];
  const fields = rootFieldsOf(operation.selectionSet, document.definitions);
  return operation.name ? [operation.name.value, ...fields] : fields;
}

/** Fields of fragments count as well. A set is walked while it grows, and holds each fragment once. */
function rootFieldsOf(
  root: SelectionSetNode,
  definitions: readonly DefinitionNode[],
): readonly string[] {
  const fragments = new Map(
    definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.selectionSet] as const] : [],
    ),
  );
  const sets = new Set([root]);
  const fields: string[] = [];
  for (const { selections } of sets) {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        fields.push(selection.name.value);
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      const inner = isSpread ? fragments.get(selection.name.value) : selection.selectionSet;
      if (inner) sets.add(inner);
    }
  }
  return fields;
}

import { type DefinitionNode, Kind, parse } from "graphql";
import { isRecord } from "../base/is-record.ts";
import type { Exchange } from "./exchange.ts";

/** A longer text is refused by the instance, and more tokens by any limit on what may be asked for. */
const maxQueryText = 10_000;
const maxTokens = 2_000;

const known = new WeakMap<Exchange, ReadonlySet<string>>();

/** What a request asks for over GraphQL: names of its operations, and of their root fields. Looked into once. */
export function operationsIn(exchange: Exchange): ReadonlySet<string> {
  let names = known.get(exchange);
  if (!names) {
    names = new Set(namesInRequest(exchange.request));
    known.set(exchange, names);
  }
  return names;
}

/** Whoever asks for the traffic is not who has sent it: what cannot be read asks for nothing. */
function namesInRequest({ url, body }: Exchange["request"]): readonly string[] {
  const asked = valueIn(body) ?? Object.fromEntries(new URLSearchParams(url.split("?")[1]));
  const operations = [asked].flat();
  const length = operations.reduce<number>((sum, one) => sum + queryTextOf(one).length, 0);
  return length > maxQueryText ? [] : operations.flatMap(namesIn);
}

const queryTextOf = (asked: unknown): string =>
  isRecord(asked) && typeof asked["query"] === "string" ? asked["query"] : "";

function namesIn(asked: unknown): readonly string[] {
  if (typeof asked !== "object" || asked === null) return [];
  const name = "operationName" in asked ? asked.operationName : undefined;
  const query = "query" in asked ? asked.query : undefined;
  return [
    ...(typeof name === "string" ? [name] : []),
    ...(typeof query === "string" ? definitionsIn(query).flatMap(namesOf) : []),
  ];
}

function namesOf(definition: DefinitionNode): readonly string[] {
  if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
  const { name, selectionSet } = definition;
  const fields = selectionSet.selections.flatMap((one) =>
    one.kind === Kind.FIELD ? [one.name.value] : [],
  );
  return name === undefined ? fields : [name.value, ...fields];
}

function definitionsIn(query: string): readonly DefinitionNode[] {
  try {
    return parse(query, { noLocation: true, maxTokens }).definitions;
  } catch {
    return [];
  }
}

function valueIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

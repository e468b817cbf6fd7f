import { type DefinitionNode, GraphQLError, Kind, parse } from "graphql";
import type { Exchange } from "./exchange.ts";

/** What a request asks for over GraphQL: names of its operations, and of their root fields. Nothing if it is none. */
export function operationsIn({ url, body }: Exchange["request"]): readonly string[] {
  const asked = valueIn(body) ?? Object.fromEntries(new URLSearchParams(url.split("?")[1]));
  return [asked].flat().flatMap(namesIn);
}

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
    return parse(query, { noLocation: true }).definitions;
  } catch (error) {
    if (error instanceof GraphQLError) return [];
    throw error;
  }
}

function valueIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

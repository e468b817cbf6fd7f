import { isRecord } from "../base/is-record.ts";
import { textBody } from "../traffic/body.ts";
import { documentIn } from "../traffic/document.ts";
import type { HarEntry } from "./entry.ts";

/** What was asked for over GraphQL, and what came of it. */
export interface GraphqlExchange {
  readonly operationName: string | null;
  /** Names of what it asks for first; none if its document is not told, or is none. */
  readonly fields: readonly string[];
  /** As they were sent, redacted; empty if there were none. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What was answered to it alone, as JSON; null if that is no JSON, or nothing came. */
  readonly answer: unknown;
}

/** More in one request are passed over. Source: of a batch, clients send ten at most. */
const maxOperations = 100;

/** What an entry asks for over GraphQL: one operation, several as a batch, in order, or none. */
export function operationsOf({
  request,
  response,
}: Pick<HarEntry, "request" | "response">): readonly GraphqlExchange[] {
  const sent = jsonIn(request.body) ?? formIn(request);
  const answer = jsonIn(response?.body ?? null);
  if (!Array.isArray(sent)) return isAsked(sent) ? [exchangeOf(sent, answer)] : [];
  return sent
    .slice(0, maxOperations)
    .flatMap((one, place) =>
      isAsked(one)
        ? [exchangeOf(one, Array.isArray(answer) ? (answer[place] ?? null) : answer)]
        : [],
    );
}

type Asked = Readonly<Record<string, unknown>>;

/** Some send the name of a query that the server knows, and not the query. */
const isAsked = (sent: unknown): sent is Asked =>
  isRecord(sent) &&
  (typeof sent["query"] === "string" ||
    (typeof sent["operationName"] === "string" && isRecord(sent["extensions"])));

function exchangeOf(asked: Asked, answer: unknown): GraphqlExchange {
  const named = textOrNull(asked["operationName"]);
  const { query, variables } = asked;
  const read = typeof query === "string" ? documentIn(query)?.operation(named) : null;
  const given = typeof variables === "string" ? jsonIn(variables) : variables;
  return {
    operationName: named ?? read?.name ?? null,
    fields: read?.fields ?? [],
    variables: isRecord(given) ? given : {},
    answer,
  };
}

const textOrNull = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

/** Null for what is none. */
function jsonIn(text: string | null): unknown {
  const body = text === null ? null : textBody(text);
  return body?.kind === "json" ? body.value : null;
}

/** What stands in a form or in the address; it is no operation unless it has a query. */
function formIn({ url, body, mimeType }: HarEntry["request"]): Asked {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(mimeType);
  const query = /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? "";
  return {
    ...Object.fromEntries(new URLSearchParams(query)),
    ...(isForm ? Object.fromEntries(new URLSearchParams(body ?? "")) : {}),
  };
}

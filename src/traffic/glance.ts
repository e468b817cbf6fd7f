import { isRecord } from "../base/is-record.ts";
import { textBody } from "./body.ts";
import type { Exchange } from "./exchange.ts";

/** What is seen of an exchange at a glance. */
interface Glance {
  /** Variables of the GraphQL request, a list of them for a batch; null without any. */
  readonly variables: unknown;
  /** The first errors that the answer tells of. */
  readonly errors: readonly string[];
}

const mostErrors = 3;
const mostCharacters = 200;

/** Reads an exchange whose secrets are masked, as far as it is JSON. */
export function glanceAt({ request, response }: Pick<Exchange, "request" | "response">): Glance {
  return {
    variables: variablesIn(jsonIn(request.body)),
    errors: errorsIn(jsonIn(response?.body ?? ""))
      .slice(0, mostErrors)
      .map((text) =>
        text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text,
      ),
  };
}

/** What cannot be read, or was cut, says nothing at a glance. */
function jsonIn(text: string): unknown {
  const body = textBody(text);
  return body.kind === "json" ? body.value : null;
}

function variablesIn(body: unknown): unknown {
  if (!Array.isArray(body)) return isRecord(body) ? (body["variables"] ?? null) : null;
  const all = body.map(variablesIn);
  return all.some((one) => one !== null) ? all : null;
}

/** Errors of GraphQL, of its payloads, and of REST, in the order in which they stand. */
function errorsIn(answer: unknown): readonly string[] {
  if (Array.isArray(answer)) return answer.flatMap(errorsIn);
  if (!isRecord(answer)) return [];
  const { errors, error, message, data, success } = answer;
  const inPayloads = isRecord(data)
    ? Object.values(data).flatMap((payload) =>
        isRecord(payload) ? textsIn(payload["errors"]) : [],
      )
    : [];
  const said = success === true ? [] : [...textsIn(errors), ...textsIn(error)];
  return [
    ...said,
    ...inPayloads,
    ...(data === undefined && success === undefined ? textsIn(message) : []),
  ];
}

/** Texts, and messages of objects, one or several. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isRecord(value) && typeof value["message"] === "string" ? [value["message"]] : [];
}

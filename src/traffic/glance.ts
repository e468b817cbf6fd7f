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
const mostMembers = 50;
const mostLevels = 6;

/** Reads an exchange whose secrets are masked, as far as it is JSON. */
export function glanceAt({ request, response }: Pick<Exchange, "request" | "response">): Glance {
  return {
    variables: shortened(variablesIn(jsonIn(request.body))),
    errors: errorsIn(jsonIn(response?.body ?? ""))
      .slice(0, mostErrors)
      .map(cut),
  };
}

const cut = (text: string): string =>
  text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1).toWellFormed()}…` : text;

/** A value of JSON as far as it is taken in at a glance. */
function shortened(value: unknown, level = 0): unknown {
  if (typeof value === "string") return cut(value);
  if (typeof value !== "object" || value === null) return value;
  if (level >= mostLevels) return "…";
  if (Array.isArray(value)) {
    const items = value.slice(0, mostMembers).map((item) => shortened(item, level + 1));
    return value.length > mostMembers ? [...items, "…"] : items;
  }
  const members = Object.entries(value);
  const shown = members
    .slice(0, mostMembers)
    .map(([name, item]) => [cut(name), shortened(item, level + 1)]);
  return Object.fromEntries(members.length > mostMembers ? [...shown, ["…", "…"]] : shown);
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

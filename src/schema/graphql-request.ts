import { isUtf8 } from "node:buffer";
import { err, ok, type Result } from "../base/result.ts";
import { formOf, saysJson } from "../listener/forms.ts";
import { type Incoming, queryOf } from "../listener/http.ts";
import { excessOf, parseJsonBody } from "./json-body.ts";

/** One operation as a client asked for it. */
export interface GraphqlOperation {
  /** Anything but a text is a syntax error, as a text that does not parse is. */
  readonly query: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

/** What a request asks for: a batch is answered with a list, in order. */
export type GraphqlRequest =
  | { readonly kind: "single"; readonly operation: GraphqlOperation }
  | { readonly kind: "batch"; readonly operations: readonly GraphqlOperation[] };

/** Why a request is not even looked into. */
export interface BadRequest {
  readonly status: 400 | 415 | 422;
  readonly message: string;
}

/**
 * Reads a request in any form that the product takes: JSON object or list, form fields, query string.
 * Parameters of the body win over those of the query string. Source: instance behaviour, /api/graphql.
 */
export function parseGraphqlRequest(incoming: Incoming): Result<GraphqlRequest, BadRequest> {
  const body = readBody(incoming);
  if (!body.ok) return body;
  const query = queryOf(incoming);
  const fromBody = isRecord(body.value) ? body.value : {};
  const parameters =
    query === "" ? fromBody : { ...Object.fromEntries(new URLSearchParams(query)), ...fromBody };
  // A list, bare or as `_json`, is a batch; any other bare value is a request without a query.
  const list = Array.isArray(body.value) ? body.value : parameters["_json"];
  if (Array.isArray(list)) return parseBatch(list);
  const operation = parseOperation(parameters);
  return operation.ok ? ok({ kind: "single", operation: operation.value }) : operation;
}

/** A slot that holds anything but an object is a request without a query. */
function parseBatch(list: readonly unknown[]): Result<GraphqlRequest, BadRequest> {
  const operations: GraphqlOperation[] = [];
  for (const item of list) {
    const operation = parseOperation(isRecord(item) ? item : {});
    if (!operation.ok) return operation;
    operations.push(operation.value);
  }
  return ok({ kind: "batch", operations });
}

function readBody(incoming: Incoming): Result<unknown, BadRequest> {
  const { method, headers, body } = incoming;
  if (method === "GET" || method === "HEAD" || body.length === 0) return ok({});
  if (saysJson(incoming)) {
    const value = parseJsonBody(textOf(body) ?? "not UTF-8");
    return value.ok ? value : err({ status: 400, message: value.error });
  }
  const type = (headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") {
    const form = formOf(incoming);
    return form.ok ? ok(Object.fromEntries(form.value)) : err({ status: 400, message: form.error });
  }
  const message =
    "Send Content-Type: application/json, application/x-www-form-urlencoded or multipart/form-data.";
  return err({ status: 415, message });
}

function parseOperation(
  parameters: Readonly<Record<string, unknown>>,
): Result<GraphqlOperation, BadRequest> {
  const variables = parseVariables(parameters["variables"]);
  if (!variables.ok) return variables;
  const { query, operationName } = parameters;
  if (operationName !== undefined && operationName !== null && typeof operationName !== "string") {
    return unexpected(operationName);
  }
  return ok({ query, variables: variables.value, operationName: operationName || null });
}

/** An object, or one as JSON text; nothing at all is no variables. */
function parseVariables(given: unknown): Result<Record<string, unknown>, BadRequest> {
  if (given === undefined || given === null || given === "") return noVariables;
  if (isRecord(given)) return ok(given);
  if (typeof given !== "string") return unexpected(given);
  const parsed = parseText(given);
  if (!parsed.ok) return err({ status: 422, message: parsed.error });
  const { value } = parsed;
  return isRecord(value) || value === null ? ok(value ?? {}) : unexpected(value);
}

/** The error is in the parser's own words. */
function parseText(text: string): Result<unknown, string> {
  try {
    const value: unknown = JSON.parse(text);
    const excess = excessOf(value);
    return excess === undefined ? ok(value) : err(excess);
  } catch (error) {
    return err(error instanceof Error ? error.message : "Invalid JSON");
  }
}

const noVariables = ok({});

const unexpected = (value: unknown) =>
  err({ status: 422 as const, message: `Unexpected parameter: ${JSON.stringify(value)}` });

/** Undefined for bytes that are no UTF-8. A mark of the byte order is no part of the text. */
function textOf(body: Buffer): string | undefined {
  if (!isUtf8(body)) return undefined;
  const text = body.toString();
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

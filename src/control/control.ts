import type { OperationShape } from "../contract/operation.ts";
import { type OperationId, operationIds, operations } from "../contract/operations.ts";
import type { Incoming, Refusal, Reply } from "../listener/http.ts";
import { json } from "../listener/replies.ts";
import { type Listener, type ListenTo, startListener } from "../listener/server.ts";
import type { Controlled } from "./controlled.ts";
import type { Doings } from "./doing.ts";
import { doingsOn } from "./doings.ts";
import { guard } from "./guard.ts";
import { inputOf } from "./input.ts";
import { openApiOf, statusOf } from "./open-api.ts";
import { isDownload } from "./portal.ts";

export interface ControlOptions {
  readonly listenTo: ListenTo;
  /** Whether an `Authorization` header admits its sender. */
  readonly isCaller: (authorization: string | undefined) => boolean;
  readonly controlled: Controlled;
}

/** The control API: what no real system has. On a port of its own, so that nobody takes it for the product's. */
export function startControl(options: ControlOptions): Promise<Listener> {
  const routes = routesOn(options.controlled);
  return startListener(options.listenTo, {
    refuse,
    handle: (incoming) => {
      const refusal = guard(incoming, options.isCaller);
      return refusal ? refuse(refusal) : answerTo(incoming, routes);
    },
  });
}

/** What is answered at a path, such as `/faults/{id}`, to a method. */
interface Route {
  readonly method: string;
  readonly path: string;
  answer(asked: Asked): Reply | Promise<Reply>;
}

interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string;
}

/** A route for each operation, and one for the document of them. */
export function routesOn(controlled: Controlled): readonly Route[] {
  const doings = doingsOn(controlled);
  const document = openApiOf(controlled.version);
  return [
    { method: "GET", path: "/openapi.json", answer: () => json(200, document) },
    ...operationIds.map((id) => ({
      method: operations[id].method.toUpperCase(),
      path: operations[id].path,
      answer: (asked: Asked) => answerOf(id, doings, asked),
    })),
  ];
}

async function answerTo(incoming: Incoming, routes: readonly Route[]): Promise<Reply> {
  const { pathname, searchParams } = new URL(`http://control${incoming.url}`);
  const method = incoming.method === "HEAD" ? "GET" : incoming.method;
  for (const route of routes) {
    const params = route.method === method ? paramsIn(pathname, route.path) : null;
    if (params) {
      return route.answer({
        params,
        query: queryOf(searchParams),
        body: incoming.body.toString(),
      });
    }
  }
  return refuse({
    status: 404,
    code: "not-found",
    message: `There is no ${incoming.method} ${pathname}. GET /openapi.json lists what there is.`,
  });
}

/** What stands in a path in the place of `{name}`; null if it is another path. */
function paramsIn(path: string, template: string): Record<string, string> | null {
  const given = path.split("/");
  const wanted = template.split("/");
  if (given.length !== wanted.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = given[index] ?? "";
    if (name === undefined ? value !== part : value === "") return null;
    if (name !== undefined) params[name] = decoded(value);
  }
  return params;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What is named once has one value. */
const queryOf = (search: URLSearchParams) =>
  Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const [first = "", ...others] = search.getAll(name);
      return [name, others.length === 0 ? first : [first, ...others]];
    }),
  );

async function answerOf<Id extends OperationId>(
  id: Id,
  doings: Doings,
  { params, query, body: text }: Asked,
): Promise<Reply> {
  const shape: OperationShape = operations[id];
  const body = shape.body && parsed(text);
  if (body instanceof SyntaxError) {
    return refuse({ status: 400, code: "invalid-body", message: "The body is no JSON." });
  }
  const input = inputOf(id, { params, query, body });
  if (!input.ok) {
    const { where, message } = input.error;
    return refuse({ status: 400, code: `invalid-${where}`, message });
  }
  const done = await doings[id](input.value);
  if (!done.ok) return refuse(done.error);
  const { value } = done;
  if (isDownload(value)) return { status: 200, ...value };
  const status = statusOf(shape);
  return status === 204 ? { status, headers: {}, body: "" } : json(status, value);
}

/** An empty body counts as `{}`. */
function parsed(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

const refuse = ({ status, code, message }: Refusal): Reply =>
  json(status, { error: { code, message } });

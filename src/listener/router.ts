import type { Awaitable } from "../base/awaitable.ts";
import { type Answering, type Gate, gated } from "./gate.ts";
import { type Answer, type Incoming, pathOf, type Reply } from "./http.ts";
import { withHeaders } from "./replies.ts";

interface RouteBase<Name, Who, Request extends Incoming> {
  /** `{name}` stands for one segment, `{number:digits}` for one of digits. Of paths that fit alike, the first is meant. */
  readonly path: string;
  /** Who may ask. The gate decides it. */
  readonly access: Name;
  readonly answer: Answering<Who, Request>;
}

/** Answers HEAD as well. */
interface Reading<Name, Who, Request extends Incoming> extends RouteBase<Name, Who, Request> {
  readonly method: "GET";
  readonly refuseForged?: never;
}

interface Changing<Name, Who, Request extends Incoming> extends RouteBase<Name, Who, Request> {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  /**
   * How the route words its refusal of a request that a page of another site could have sent. The gate decides it.
   * "by-operation" leaves that to the answer, where the body says whether anything is to change.
   */
  readonly refuseForged: Answering<Who, Request> | "by-operation";
  /** Takes the body as a stream, of at most so many bytes, and is asked before it has come. */
  readonly mostStreamed?: number;
}

/** What a party does at one path with one method. */
export type Route<Access, Request extends Incoming = Incoming> = {
  [Name in keyof Access]:
    | Reading<Name, Access[Name], Request>
    | Changing<Name, Access[Name], Request>;
}[keyof Access];

/** Everything that a party serves. */
export interface RouteTable<Access, Request extends Incoming = Incoming> {
  readonly routes: readonly Route<Access, Request>[];
  readonly gate: Gate<Access, Request>;
  /** Whether `/users/` is `/users`. */
  readonly ignoresTrailingSlash: boolean;
  readonly notFound: (incoming: Request, path: string) => Awaitable<Reply>;
  /** A 405 gets `Allow`. A caller who may not ask gets a refusal without it. */
  readonly methodNotAllowed: (incoming: Request, allow: string) => Answer;
}

/** Answers requests by a table: the path is looked up, then the gate decides, then the route answers. */
export function router<Access, Request extends Incoming = Incoming>(
  table: RouteTable<Access, Request>,
): (incoming: Request) => Awaitable<Reply> {
  const compiled = table.routes.map((route) => ({
    method: route.method,
    segments: route.path.split("/").map(segmentOf),
    enter: entering(route, table.gate),
  }));
  type Enter = (typeof compiled)[number]["enter"];

  /** The routes of a path by method, with the values of its `{name}`s; none if nothing is served there. */
  function find(path: string) {
    const segments = path.split("/");
    const methods = new Map<string, { enter: Enter; parameters: Record<string, string> }>();
    for (const { method, segments: pattern, enter } of compiled) {
      const parameters = methods.has(method) ? null : matched(pattern, segments);
      if (parameters) methods.set(method, { enter, parameters });
    }
    const read = methods.get("GET");
    if (read) methods.set("HEAD", read);
    return { methods, allow: [...methods.keys()].sort().join(", ") };
  }

  /** Paths without parameters are all known beforehand, and each is looked up once. */
  const plain = new Set(
    table.routes.map(({ path }) => path).filter((path) => !path.includes("/{")),
  );
  const known = new Map<string, ReturnType<typeof find>>();
  function lookUp(path: string) {
    const found = known.get(path) ?? find(path);
    if (plain.has(path)) known.set(path, found);
    return found;
  }

  return (incoming) => {
    const path = table.ignoresTrailingSlash ? withoutTrailingSlash(incoming) : pathOf(incoming);
    const { methods, allow } = lookUp(path);
    if (methods.size === 0) return table.notFound(incoming, path);
    const entry = methods.get(incoming.method);
    if (entry) return entry.enter(incoming, entry.parameters);
    const refusal = table.methodNotAllowed(incoming, allow);
    return refusal.status === 405 ? withHeaders(refusal, { allow }) : refusal;
  };
}

/** How many bytes each route of a table takes as a stream; null for those that take none. */
export function mostStreamedBy(
  routes: readonly {
    readonly method: string;
    readonly path: string;
    readonly mostStreamed?: number;
  }[],
): (asked: Pick<Incoming, "method" | "url">) => number | null {
  const streaming = routes.flatMap(({ method, path, mostStreamed }) =>
    mostStreamed === undefined
      ? []
      : [{ method, segments: path.split("/").map(segmentOf), mostStreamed }],
  );
  return ({ method, url }) => {
    const segments = pathOf({ url }).split("/");
    const meant = streaming.find(
      (one) => one.method === method && matched(one.segments, segments) !== null,
    );
    return meant?.mostStreamed ?? null;
  };
}

/** The path of a request, without its query and a slash at its end. */
export function withoutTrailingSlash(incoming: Pick<Incoming, "url">): string {
  const path = pathOf(incoming);
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

/** A part of a path: a text, or what stands for one. */
type Segment = string | { readonly name: string; readonly isNumber: boolean };

function segmentOf(part: string): Segment {
  const [, name, digits] = /^\{(\w+)(:digits)?\}$/.exec(part) ?? [];
  return name === undefined ? part : { name, isNumber: digits !== undefined };
}

/** The values of the `{name}`s; null if a path does not fit. */
function matched(
  pattern: readonly Segment[],
  segments: readonly string[],
): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index] ?? "";
    if (typeof expected === "string") {
      if (expected !== segment) return null;
    } else {
      if (segment === "" || (expected.isNumber && !/^\d+$/.test(segment))) return null;
      parameters[expected.name] = segment;
    }
  }
  return parameters;
}

/** Lets the compiler pair a route with the gate of its own access. */
function entering<Access, Request extends Incoming, Name extends keyof Access>(
  route: Reading<Name, Access[Name], Request> | Changing<Name, Access[Name], Request>,
  gate: Gate<Access, Request>,
) {
  return gated(gate[route.access], route);
}

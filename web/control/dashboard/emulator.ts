import { operations } from "virtual:operations";
import type { Verbs } from "../../../src/package/verbs.ts";
import { authorization } from "./token.ts";

/** Why something was not done: in a sentence for people. */
export class Refused extends Error {
  /** `kebab-case`; null where no answer came, or none of the control API. */
  readonly code: string | null;
  /** 0 where no answer came. */
  readonly status: number;
  constructor(message: string, status: number, code: string | null) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

type Method = (...given: readonly unknown[]) => Promise<unknown>;

/** What a method of the package does, over HTTP: `emulator.clock.advance({ days: 1 })`. Rejects with a `Refused`. */
export const emulator: Verbs = verbs();

function verbs(): Verbs {
  const made: Record<string, Record<string, Method> | Method> = {};
  for (const [id, { args = [], alias }] of Object.entries(operations)) {
    const method: Method = (...given) =>
      ask(id, {
        ...Object(given[args.length]),
        ...Object.fromEntries(args.map((name, index) => [name, given[index]])),
      });
    const [tag = "", verb = ""] = id.split(".");
    made[tag] = Object.assign(alias === tag ? method : (made[tag] ?? {}), made[tag], {
      [verb]: method,
    });
    if (alias !== undefined && alias !== tag) made[alias] = method;
  }
  // The types of these methods are printed from the same table.
  return made as unknown as Verbs;
}

async function ask(id: string, given: Readonly<Record<string, unknown>>): Promise<unknown> {
  const operation = operations[id];
  if (!operation) throw new Refused(`There is no operation ${id}.`, 0, null);
  const { method, bodyAs, stream, soleField, media, hasBody } = operation;
  const { path, fields } = addressed(operation, given);
  const body = bodyAs === undefined ? fields : given[bodyAs];
  const response = await sent(path, {
    method: method.toUpperCase(),
    headers: {
      ...authorization(),
      ...(method !== "get" && { "content-type": stream ?? "application/json" }),
    },
    ...(hasBody && { body: stream === undefined ? JSON.stringify(body) : (body as Blob) }),
  });
  if (!response.ok) throw await refusalIn(response);
  if (response.status === 204) return undefined;
  if (media === "application/zip") return new Uint8Array(await response.arrayBuffer());
  if (media !== undefined) return response.text();
  const answer: unknown = await response.json();
  return soleField === undefined ? answer : Reflect.get(Object(answer), soleField);
}

/** Sends each input where it travels. */
function addressed(
  { path: template, query = [], bodyAs }: (typeof operations)[string],
  given: Readonly<Record<string, unknown>>,
) {
  let path = template;
  const search = new URLSearchParams();
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (path.includes(`{${name}}`)) {
      path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
    } else if (query.includes(name)) {
      for (const one of [value].flat()) search.append(name, String(one));
    } else if (name !== bodyAs) fields[name] = value;
  }
  return { path: search.size === 0 ? path : `${path}?${search}`, fields };
}

async function sent(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: "omit", cache: "no-store", ...init });
  } catch {
    throw new Refused("The emulator does not answer.", 0, null);
  }
}

export async function refusalIn(response: Response): Promise<Refused> {
  const { status } = response;
  const answer: unknown = await response.json().catch(() => null);
  const error: unknown = Reflect.get(Object(answer), "error");
  const [code, message] = ["code", "message"].map((name) => Reflect.get(Object(error), name));
  return new Refused(
    typeof message === "string" ? message : `The emulator has answered ${status}.`,
    status,
    typeof code === "string" ? code : null,
  );
}

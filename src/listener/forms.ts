import { isUtf8 } from "node:buffer";
import { once } from "node:events";
import type { Awaitable } from "../base/awaitable.ts";
import { err, ok, type Result } from "../base/result.ts";
import { type Incoming, queryOf } from "./http.ts";

/** More is no form that a person fills in, and each takes its time to read. */
const maxFields = 4_096;

/** What was read of a body as a form. Whoever records a request learns from it what was taken from it, and for what. */
const formsRead = new WeakMap<Buffer, URLSearchParams>();

/** Undefined if the body was read as no form. */
export const formReadOf = ({ body }: Pick<Incoming, "body">): URLSearchParams | undefined =>
  formsRead.get(body);

/** The fields of a form that was sent. The error is for whoever sent it. */
export function formOf({ body }: Pick<Incoming, "body">): Result<URLSearchParams, string> {
  if (!isUtf8(body)) return err("The form is not UTF-8");
  const text = body.toString();
  if (text.split("&", maxFields + 1).length > maxFields) {
    return err(`The form has more than ${maxFields} fields`);
  }
  const form = new URLSearchParams(text);
  formsRead.set(body, form);
  return ok(form);
}

/** The fields of a form; none if there is no form: what is missing is asked for again. */
export function fieldsOf(incoming: Incoming): URLSearchParams {
  const form = formOf(incoming);
  return form.ok ? form.value : new URLSearchParams();
}

/** Whether a body says that it is JSON. A page of another site can send forms and plain text without asking, but not JSON. */
export const saysJson = ({ headers }: Incoming): boolean =>
  headers["content-type"] === "application/json" ||
  /^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "");

const maxParts = 1_000;

/**
 * A multipart form as the same request with a plain one: what comes after reads one kind of form only. A file
 * counts as its text, or as an object with its name where texts and files are told apart. Any other request is left as
 * it is.
 */
export function withPlainForm(
  incoming: Incoming,
  files: "texts" | "objects" = "texts",
): Awaitable<Result<Incoming, string>> {
  const type = incoming.headers["content-type"] ?? "";
  return /^multipart\/form-data\b/i.test(type) ? madePlain(incoming, type, files) : ok(incoming);
}

async function madePlain(
  incoming: Incoming,
  type: string,
  files: "texts" | "objects",
): Promise<Result<Incoming, string>> {
  const parts = await partsIn(incoming.body, type).catch(() => null);
  if (!parts) return err("The multipart form is malformed");
  const asTexts = parts.map(({ name, value }): [string, string] => [name, value]);
  formsRead.set(incoming.body, new URLSearchParams(asTexts));
  const asObjects = parts.map(({ name, value, file }): [string, string] =>
    file === undefined ? [name, value] : [`${name}[filename]`, file],
  );
  const fields = new URLSearchParams(files === "texts" ? asTexts : asObjects);
  const headers = { ...incoming.headers, "content-type": "application/x-www-form-urlencoded" };
  return ok({ ...incoming, headers, body: Buffer.from(fields.toString()) });
}

interface Part {
  readonly name: string;
  readonly value: string;
  /** Its file name, if it has one. */
  readonly file: string | undefined;
}

/** Rejects what is no multipart form, in words of the parser's. */
async function partsIn(body: Buffer, contentType: string): Promise<readonly Part[]> {
  const parts: Part[] = [];
  // Parts that have begun, and not ended.
  const fileNames: (string | undefined)[] = [];
  const { Busboy } = await import("@fastify/busboy");
  const parser = new Busboy({
    headers: { "content-type": contentType },
    isPartAFile(_name, _type, fileName) {
      fileNames.push(fileName);
      return false;
    },
    limits: { fieldSize: body.length, fields: maxParts, parts: maxParts },
  });
  parser.on("field", (name: string | undefined, value) => {
    const file = fileNames.shift();
    if (name !== undefined) parts.push({ name, value, file });
  });
  const finished = once(parser, "finish");
  parser.end(body);
  await finished;
  return parts;
}

/** What a request says under a name, in its query string, its form and its JSON object. */
export type Parameters = (name: string) => readonly string[];

export const parametersOf = (incoming: Incoming): Parameters =>
  parametersIn(incoming, bodyParameters(incoming));

/** The same, for those that say who asks or for whom: they are rarely in a body, which is read elsewhere. */
export function callerParametersOf(incoming: Incoming): Parameters {
  const { body } = incoming;
  const mayName = body.includes("token") || body.includes("sudo");
  return parametersIn(incoming, mayName ? bodyParameters(incoming) : none);
}

function parametersIn(incoming: Incoming, fromBody: URLSearchParams): Parameters {
  const query = queryOf(incoming);
  const fromUrl = query === "" ? none : new URLSearchParams(query);
  if (fromUrl === none && fromBody === none) return () => [];
  return (name) => [...fromUrl.getAll(name), ...fromBody.getAll(name)];
}

const none = new URLSearchParams();

function bodyParameters(incoming: Incoming): URLSearchParams {
  const { headers, body } = incoming;
  const type = headers["content-type"] ?? "";
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    const form = formOf(incoming);
    return form.ok ? form.value : none;
  }
  return /^application\/json\b/i.test(type) ? membersOf(body.toString()) : none;
}

/** The texts and numbers of a JSON object. What is no such thing is refused by whoever reads the body. */
function membersOf(json: string): URLSearchParams {
  const members = new URLSearchParams();
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return members;
    throw error;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return members;
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === "string" || typeof member === "number")
      members.append(name, String(member));
  }
  return members;
}

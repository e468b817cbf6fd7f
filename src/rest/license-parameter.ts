import { err, ok, type Result } from "../base/result.ts";
import { badRequest } from "../gitlab-rest/rest-answers.ts";
import { formOf } from "../listener/forms.ts";
import { type Incoming, queryOf, type Reply } from "../listener/http.ts";

/**
 * The license text that a request brings: in a JSON body, a form, or the query string, which counts least.
 * An empty one is one, and no license.
 */
export function licenseParameter(incoming: Incoming): Result<string, Reply> {
  const inBody = bodyParameter(incoming);
  if (!inBody.ok) return inBody;
  const given = inBody.value === undefined ? queryParameter(incoming) : inBody.value;
  if (given === undefined) return err(badRequest("license is missing"));
  const text = textOf(given);
  return text === undefined ? err(badRequest("license is invalid")) : ok(text);
}

/** Undefined if the body says nothing of a license. */
function bodyParameter(incoming: Incoming): Result<unknown, Reply> {
  const type = incoming.headers["content-type"] ?? "";
  if (incoming.body.length === 0) return ok(undefined);
  if (/^application\/json\b/i.test(type)) return jsonParameter(incoming.body.toString());
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return ok(undefined);
  const form = formOf(incoming);
  return form.ok ? ok(formParameter(form.value)) : err(badRequest(form.error));
}

/** `license[…]` is a member of an object, as a file is one: its name is one of its members. */
function formParameter(form: URLSearchParams): unknown {
  const members = [...form.keys()].filter((name) => name.startsWith("license["));
  return members.length > 0 ? members : form.getAll("license").at(-1);
}

function jsonParameter(json: string): Result<unknown, Reply> {
  try {
    const body: unknown = JSON.parse(json);
    const isObject = typeof body === "object" && body !== null;
    return ok(
      isObject && Object.hasOwn(body, "license") ? Reflect.get(body, "license") : undefined,
    );
  } catch (error) {
    if (error instanceof SyntaxError) return err(badRequest("The request body is not valid JSON"));
    throw error;
  }
}

const queryParameter = (incoming: Incoming): string | undefined =>
  new URLSearchParams(queryOf(incoming)).getAll("license").at(-1);

/** Numbers count as their digits and null as nothing, as everywhere in the product's REST; undefined for what is no value. */
function textOf(given: unknown): string | undefined {
  if (given === null) return "";
  return typeof given === "object" ? undefined : String(given);
}

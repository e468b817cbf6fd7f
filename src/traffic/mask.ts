import type { Exchange } from "./exchange.ts";
import { maskedText } from "./mask-text.ts";
import { type FoundSecrets, foundSecrets, isSecretName, mask } from "./secrets.ts";

/** How one side of an exchange is read. */
interface Reading {
  readonly found: FoundSecrets;
  /** GraphQL variables that stand where a secret goes: `code` in `activationCode: $code`. */
  readonly variables: ReadonlySet<string>;
  /** Whether a value that looks like an activation code is one. Answers hold type names, which look alike. */
  readonly guessesCodes: boolean;
}

/**
 * The exchange without its secrets: codes, license keys, tokens, passwords and cookies.
 *
 * What was found to be a secret is masked wherever else it appears, so that a portal that repeats the code in
 * its answer does not give it away.
 */
export function masked({ request, response, error, ...rest }: Exchange): Exchange {
  const found = foundSecrets();
  const variables = secretVariables(`${decoded(request.url)}\n${decoded(request.body)}`);
  const sent = maskedMessage(request, { found, variables, guessesCodes: true });
  const url = maskedUrl(request.url, { found, variables, guessesCodes: true });
  const answer: Reading = { found, variables: new Set(), guessesCodes: false };
  const received = response && maskedMessage(response, answer);
  const cause = error && maskedText(error, found);
  return {
    ...rest,
    request: { ...request, ...cleaned(sent, found), url: found.clean(url) },
    response: response && received && { ...response, ...cleaned(received, found) },
    error: cause && found.clean(cause),
  };
}

interface Message {
  readonly headers: Exchange["request"]["headers"];
  readonly body: string;
}

const maskedMessage = ({ headers, body }: Message, reading: Reading): Message => ({
  headers: eachHeader(headers, (value, name) => {
    if (!isSecretName(name)) return maskedText(value, reading.found);
    return reading.found.hide(value.replace(/^(?:Bearer|Basic)\s+/i, ""));
  }),
  body: maskedBody(body, String(headers["content-type"] ?? ""), reading),
});

const cleaned = ({ headers, body }: Message, found: FoundSecrets): Message => ({
  headers: eachHeader(headers, found.clean),
  body: found.clean(body),
});

const eachHeader = (
  headers: Message["headers"],
  change: (value: string, name: string) => string,
): Message["headers"] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === "string" ? change(value, name) : value?.map((one) => change(one, name)),
    ]),
  );

function maskedBody(body: string, contentType: string, reading: Reading): string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    if (/^multipart\//i.test(contentType)) return maskedParts(body, reading);
    if (/^application\/x-www-form-urlencoded/i.test(contentType)) return maskedForm(body, reading);
    return maskedText(body, reading.found);
  }
  return JSON.stringify(maskedValue(value, reading, 0));
}

const maxDepth = 100;

function maskedValue(value: unknown, reading: Reading, depth: number): unknown {
  if (depth > maxDepth) return mask;
  if (typeof value === "string") {
    const isCode = reading.guessesCodes && /^\s*\w{24}\s*$/.test(value);
    return isCode ? reading.found.hide(value) : maskedText(value, reading.found);
  }
  if (Array.isArray(value)) return value.map((item) => maskedValue(item, reading, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      isSecretName(name) || reading.variables.has(name)
        ? hidden(item, reading, depth + 1)
        : maskedValue(item, reading, depth + 1),
    ]),
  );
}

/** What goes by the name of a secret. An object does not: `license` also names what a license says. */
function hidden(value: unknown, reading: Reading, depth: number): unknown {
  if (typeof value === "string" || typeof value === "number") {
    return reading.found.hide(String(value));
  }
  if (!Array.isArray(value) || depth > maxDepth) return maskedValue(value, reading, depth);
  return value.map((item) => hidden(item, reading, depth + 1));
}

/** A request body or an address can hold GraphQL as a parameter, whose value is then a body of its own. */
function maskedForm(form: string, reading: Reading): string {
  const pairs = form.split("&").map((pair) => {
    const [name = "", ...rest] = pair.split("=");
    const value = rest.join("=");
    if (value === "") return maskedText(pair, reading.found);
    if (isSecretName(decoded(name))) return `${name}=${reading.found.hide(decoded(value))}`;
    const clear = maskedBody(decoded(value), "", reading);
    // Encoding what holds no secret anew could change how it was sent.
    return clear.includes(mask)
      ? `${name}=${encodeURIComponent(clear).replaceAll(encodeURIComponent(mask), mask)}`
      : pair;
  });
  return pairs.join("&");
}

function maskedUrl(url: string, reading: Reading): string {
  const [path = "", ...query] = url.split("?");
  const shown = maskedText(path, reading.found);
  return query.length > 0 ? `${shown}?${maskedForm(query.join("?"), reading)}` : shown;
}

/** `name="user[password]"`, further headers, an empty line, the value. Bounded, so that no body takes long to search. */
const part =
  /(name="[^"\r\n]{0,200}"[^\r\n]{0,1000}\r?\n(?:[^\r\n]{1,1000}\r?\n){0,9}\r?\n)([\s\S]*?)(?=\r?\n--|$)/g;

/** Name and value of each part of a multipart form. */
export const partsIn = (body: string): (readonly [string, string])[] =>
  [...body.matchAll(part)].map(([, head = "", value = ""]) => [head.split('"')[1] ?? "", value]);

const maskedParts = (body: string, reading: Reading): string =>
  body.replace(part, (_whole, head: string, value: string) =>
    isSecretName(head.split('"')[1] ?? "")
      ? `${head}${reading.found.hide(value)}`
      : `${head}${maskedBody(value, "", reading)}`,
  );

const secretVariables = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/(?<!\w)(\w+)(?:\s|\\[nrt])*:(?:\s|\\[nrt])*\$(\w+)/g)].flatMap(
      ([, name = "", variable = ""]) => (isSecretName(name) ? [variable] : []),
    ),
  );

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

import { isRecord } from "../base/is-record.ts";
import { mostShownCharacters } from "../base/kept-traffic.ts";
import { type Body, type PairSent, pairsIn, textBody } from "./body.ts";
import type { Exchange } from "./exchange.ts";
import { maskedText, shownStart, variablesNamedIn } from "./mask-text.ts";
import { type ReadRequest, readRequest } from "./request.ts";
import { replaced } from "./search.ts";
import { type FoundSecrets, foundSecrets, mask } from "./secrets.ts";

/** How one side of an exchange is read. */
interface Reading {
  readonly found: FoundSecrets;
  /** GraphQL variables that stand where a secret goes: `code` in `activationCode: $code`. */
  readonly variables: ReadonlySet<string>;
  /** Whether a value that looks like an activation code is one. Answers hold type names, which look alike. */
  readonly guessesCodes: boolean;
  /** What is GraphQL in it; null in an answer, where nothing is. */
  readonly document: ReadRequest["document"] | null;
  /** How many characters may still be shown. What comes after them is looked at for secrets alone. */
  left: number;
}

/**
 * The exchange without its secrets: codes, license keys, tokens, passwords and cookies. A body is what its reader took it for,
 * and what went by the name of a secret there is masked, however it was written.
 *
 * What the emulator knows to be one is masked wherever it stands. What was found to be a secret is masked wherever else it appears, so that a portal that repeats the code in
 * its answer does not give it away.
 */
export function masked(
  { hop, ms, request, response, error, cause, spent }: Exchange,
  read: ReadRequest = readRequest(request),
  found: FoundSecrets = foundSecrets(),
): Exchange {
  const sent = {
    found,
    variables: hop === "hosted" ? oauthSecrets : secretVariables(read),
    guessesCodes: true,
    document: read.document,
  };
  const shown = {
    headers: maskedHeaders(request.headers, found),
    body: maskedBody(read.body, { ...sent, left: mostShownCharacters }, request),
    url: maskedUrl(request.url, { ...sent, left: mostShownCharacters }),
  };
  const answer = { found, variables: new Set<string>(), guessesCodes: false, document: null };
  const received = response && {
    headers: maskedHeaders(response.headers, found),
    body: maskedBody(textBody(response.body), { ...answer, left: mostShownCharacters }),
  };
  const reason = error && maskedText(error, found);
  const { method } = request;
  const { clean } = found.all();
  return {
    hop,
    ms,
    request: {
      method: clean(method),
      url: clean(shown.url),
      headers: eachHeader(shown.headers, clean),
      body: cut(clean(shown.body)),
    },
    response: response &&
      received && {
        status: response.status,
        headers: eachHeader(received.headers, clean),
        body: cut(clean(received.body)),
      },
    error: reason && clean(reason),
    cause,
    ...(spent && { spent }),
  };
}

/** What opens an account of the hosted product, under names that are none of a secret elsewhere. Source: RFC 6749, 4.1.3; RFC 7636, 4.5. */
const oauthSecrets: ReadonlySet<string> = new Set(["code", "code_verifier"]);

const secretVariables = ({ asked, document }: ReadRequest): ReadonlySet<string> =>
  new Set(
    asked.flatMap(({ query }) => [
      ...(document(query)?.variables ?? variablesNamedIn(query.slice(0, mostShownCharacters))),
    ]),
  );

/** What is written with more characters than it has may still be too long. */
const cut = (text: string): string => shownStart(text, mostShownCharacters + 1, (all) => all);

type Headers = Exchange["request"]["headers"];

const maskedHeaders = (headers: Headers, found: FoundSecrets): Headers =>
  eachHeader(headers, (value, name) => maskedHeader(value, name, found));

function maskedHeader(value: string, name: string, found: FoundSecrets): string {
  if (found.hiding.isSecret(name)) {
    return found.hide(value.replace(/^(?:Bearer|Basic)\s+/i, ""));
  }
  const clear = maskedText(value, found);
  // Many hold an address, such as Referer, in which a name may be encoded.
  if (!/[?#]/.test(clear)) return clear;
  const variables = new Set<string>();
  return maskedUrl(clear, {
    found,
    variables,
    guessesCodes: true,
    document: null,
    left: mostShownCharacters,
  });
}

const eachHeader = (headers: Headers, change: (value: string, name: string) => string): Headers =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === "string" ? change(value, name) : value?.map((one) => change(one, name)),
    ]),
  );

function maskedBody(body: Body, reading: Reading, request?: Exchange["request"]): string {
  switch (body.kind) {
    case "json":
      return ended(JSON.stringify(maskedValue(body.value, reading, 0)), reading);
    case "form":
      return maskedForm(body.text, reading);
    case "parts":
      return maskedParts(body.fields, reading, request);
    case "unread":
      return `[a multipart form of ${request?.body.length} characters that was not read]`;
    case "deep":
      return mask;
    case "text":
      return maskedStart(body.text, mostShownCharacters, reading);
  }
}

const maskedStart = (text: string, length: number, { found }: Reading): string =>
  shownStart(text, length, (start) => maskedText(start, found));

const ended = (text: string, { left }: Reading) => (left < 0 ? `${text}…` : text);

const maxDepth = 100;

/** Undefined for what is not shown any more. */
function maskedValue(value: unknown, reading: Reading, depth: number): unknown {
  reading.left -= 2;
  if (depth > maxDepth) return mask;
  if (typeof value === "string") return maskedLiteral(value, reading);
  if (Array.isArray(value)) {
    const shown: unknown[] = [];
    for (const item of value) {
      const isShown = reading.left > 0;
      const clear = maskedValue(item, reading, depth + 1);
      if (isShown) shown.push(clear);
    }
    return shown;
  }
  if (typeof value !== "object" || value === null) {
    reading.left -= String(value).length;
    return value;
  }
  const shown: [string, unknown][] = [];
  for (const [name, item] of Object.entries(value)) {
    const isShown = reading.left > 0;
    reading.left -= name.length;
    const clear = maskedMember(name, item, reading, depth + 1);
    if (isShown) shown.push([maskedText(name, reading.found), clear]);
  }
  return Object.fromEntries(shown);
}

function maskedMember(name: string, item: unknown, reading: Reading, depth: number): unknown {
  if (reading.variables.has(name)) return hidden(item, reading, depth, true);
  if (reading.found.hiding.isSecret(name)) return hidden(item, reading, depth);
  return typeof item === "string"
    ? maskedNamed(name, item, reading)
    : maskedValue(item, reading, depth);
}

/**
 * What goes by the name of a secret. The texts of an object do only where a secret is all that it can hold: `license` also
 * names what a license says.
 */
function hidden(value: unknown, reading: Reading, depth: number, isWhole = false): unknown {
  if (typeof value === "string" || typeof value === "number") {
    reading.left -= mask.length;
    return reading.found.hide(String(value));
  }
  if (depth > maxDepth) return mask;
  if (Array.isArray(value)) {
    return value.map((item) => hidden(item, reading, depth + 1, isWhole));
  }
  if (!isWhole || !isRecord(value)) return maskedValue(value, reading, depth);
  const members = Object.entries(value).map(([name, item]) => [
    maskedText(name, reading.found),
    hidden(item, reading, depth + 1, isWhole),
  ]);
  return Object.fromEntries(members);
}

/** A text under its name, which may say that it is GraphQL, or JSON once more. */
function maskedNamed(name: string, value: string, reading: Reading): string {
  if (name === "query") return maskedDocument(value, reading);
  if (name !== "variables" && name !== "operations") return maskedLiteral(value, reading);
  const inner = textBody(value);
  return inner.kind === "text" ? maskedLiteral(value, reading) : maskedBody(inner, reading);
}

function maskedLiteral(value: string, reading: Reading): string {
  const { found, guessesCodes, left } = reading;
  reading.left -= value.length;
  if (left <= 0) return "";
  const isCode = guessesCodes && value.length < 100 && /^\s*\w{24}\s*$/.test(value);
  return isCode ? found.hide(value) : maskedStart(value, left, reading);
}

function maskedDocument(query: string, reading: Reading): string {
  const secrets = reading.document?.(query)?.secrets ?? [];
  const clear = replaced(query, secrets, (literal, index) => {
    const [quote = ""] = /^"*/.exec(literal) ?? [];
    const mark = quote.length > 2 ? '"""' : quote.slice(0, 1);
    return `${mark}${reading.found.hide(secrets[index]?.value ?? literal)}${mark}`;
  });
  return maskedLiteral(clear, reading);
}

/** A request body or an address can hold GraphQL as a parameter. What is too long to be shown may still hold a secret. */
function maskedForm(form: string, reading: Reading): string {
  const { pairs, hasMore } = pairsIn(form);
  const shown: string[] = [];
  let length = 0;
  for (const pair of pairs) {
    if (length > mostShownCharacters && !isSecretField(pair.name, reading)) continue;
    const clear = maskedPair(pair, { ...reading, left: mostShownCharacters });
    if (length <= mostShownCharacters) shown.push(clear);
    length += clear.length;
  }
  return `${shown.join("&")}${hasMore ? "…" : ""}`;
}

function maskedPair({ sent, sentName, name, value }: PairSent, reading: Reading): string {
  if (value === null || value === "") return maskedLiteral(sent, reading);
  const shownName = maskedStart(sentName, mostShownCharacters, reading);
  if (isSecretField(name, reading)) return `${shownName}=${reading.found.hide(value)}`;
  const clear = maskedField(name, value, reading);
  // Encoding what holds no secret anew could change how it was sent.
  return reading.found.hiding.isShownIn(clear, value)
    ? `${shownName}=${encodeURIComponent(clear.toWellFormed()).replaceAll(encodeURIComponent(mask), mask)}`
    : `${shownName}${sent.slice(sentName.length)}`;
}

/** Whether a field is a secret by its name, or by a variable that is: some write `variables[code]=…`. */
const isSecretField = (name: string, { variables, found }: Reading): boolean =>
  found.hiding.isSecretField(name) ||
  (variables.size > 0 && name.split(/[.[\]]/).some((part) => variables.has(part)));

function maskedUrl(url: string, reading: Reading): string {
  const start = url.search(/[?#]/) + 1;
  if (start === 0) return maskedText(url, reading.found);
  const path = maskedText(url.slice(0, start), reading.found);
  return `${path}${maskedForm(url.slice(start), reading)}`;
}

/** What the parser makes of a name in pieces, `name*0=…; name*1=…`: the last of them. The whole may be that of a secret. */
const pieceOfName = /^\d+\*?=/;

/**
 * A form with secrets in it is shown as it was read: in how many ways one can write it does not matter then. So is one of which
 * not all was read, as a part without a name.
 */
function maskedParts(
  fields: readonly (readonly [string, string])[],
  reading: Reading,
  request?: Exchange["request"],
): string {
  const shown = fields.map(([name, value]) => ({
    name: maskedText(name, reading.found),
    value:
      isSecretField(name, reading) || pieceOfName.test(name)
        ? reading.found.hide(value)
        : maskedField(name, value, reading),
  }));
  const { body = "", headers } = request ?? {};
  const type = String(headers?.["content-type"] ?? "");
  const boundary = `--${/boundary="?([^\s";,]{1,70})/i.exec(type)?.[1] ?? ""}`;
  const isReadWhole = body.split(boundary, fields.length + 3).length === fields.length + 2;
  const { isShownIn } = reading.found.hiding;
  const holdsSecret = fields.some(([name, value], place) => {
    const one = shown[place];
    return one && (isShownIn(one.name, name) || isShownIn(one.value, value));
  });
  if (isReadWhole && !holdsSecret) return maskedStart(body, mostShownCharacters, reading);
  const parts = shown.map(
    ({ name, value }) =>
      `${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}${boundary}--\r\n`;
}

function maskedField(name: string, value: string, reading: Reading): string {
  const inner = textBody(value);
  return inner.kind === "json" ? maskedBody(inner, reading) : maskedNamed(name, value, reading);
}

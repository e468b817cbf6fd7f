import { replaced, type Span } from "./search.ts";
import type { FoundSecrets } from "./secrets.ts";

/** An access token shows by its form. */
const accessToken = /glpat-[\w.-]+/g;

/** The same where any of its characters may be percent-encoded, as in an address. */
const encodedToken =
  /(?:g|%67)(?:l|%6c)(?:p|%70)(?:a|%61)(?:t|%74)(?:-|%2d)(?:[\w.-]|%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f))+/gi;

/** The end of a secret's name. What ends in it is sought, and not what precedes it: a word is looked at once. */
const secretName = /(?:activation_?code|license_?key|password|secret|token)(?!\w)/gi;

/** The token of a form, as a page holds it: `name="authenticity_token" value="…"`, `name="csrf-token" content="…"`. */
const tokenOfForm = /(name="(?:authenticity_token|csrf-token)" (?:value|content)=")([^"]+)/g;

/** Name and password in an address, which may be percent-encoded, or have its slashes escaped in JSON: `https://name:password@host`. */
const addressStart = /(?::|%3A)(?:\\?\/|%2F){2}/gi;
const authorityEnd = /[\s/\\?#"'<>]|%(?:2F|3F|23)/gi;

/** Where an export of the usage holds the license, whatever that looks like. */
const licenseCell = /^License Key,"/gm;

/** As long as an activation code. */
const wordOfCode = /(?<!\w)\w{24}(?!\w)/g;

/**
 * The text without what is known to be a secret, and without what shows to be one by its form or its name. What was found
 * before goes first: it may hold what looks like the end of another secret.
 *
 * Whatever the text is, each of its characters is looked at a few times: no search begins anew where another has failed.
 */
export function maskedText(text: string, found: FoundSecrets): string {
  // The shortest that shows.
  if (text.length < 8) return found.clean(text);
  const { show, hideMore } = found.hiding;
  const known = withoutLicenses(found.clean(text), show).replace(
    text.includes("%") ? encodedToken : accessToken,
    show,
  );
  const rest = withoutUsers(withoutCells(withoutNamed(known, found), found), found)
    .replace(tokenOfForm, (_whole, name: string, token: string) => `${name}${found.hide(token)}`)
    .replace(wordOfCode, (word, at: number, whole: string) =>
      isCode(word, at, whole) ? found.hide(word) : word,
    );
  return hideMore(rest, found.hide);
}

/** Addresses without name and password. */
function withoutUsers(text: string, found: FoundSecrets): string {
  const spans: Span[] = [];
  addressStart.lastIndex = 0;
  while (addressStart.test(text)) {
    const from = addressStart.lastIndex;
    authorityEnd.lastIndex = from;
    const end = authorityEnd.exec(text)?.index ?? text.length;
    addressStart.lastIndex = end;
    const run = text.slice(from, end);
    const length = Math.max(run.lastIndexOf("@"), run.lastIndexOf("%40"));
    if (length <= 0) continue;
    for (const part of run.slice(0, length).split(/:|%3A/i)) found.hide(decodedPart(part));
    spans.push({ from, to: from + length });
  }
  return replaced(text, spans, found.hiding.show);
}

/** As it is meant where it is percent-encoded rightly. */
function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What is looked at beyond what is shown: half a secret shows to be none. */
const margin = 4 * 1024;

/**
 * The beginning of a text as it is shown, and an ellipsis if there is more. What stands at the end of a part that was looked
 * at may be half a secret, and is not shown.
 */
export function shownStart(text: string, length: number, show: (text: string) => string): string {
  const isPart = text.length > length + margin;
  const shown = show(isPart ? text.slice(0, length + margin) : text);
  const end = isPart ? Math.min(length, Math.max(0, shown.length - margin)) : length;
  if (!isPart && shown.length <= end) return shown;
  // A copy lets the rest of the text go.
  return `${Buffer.from(shown.slice(0, end).replace(/[\uD800-\uDBFF]$/, "")).toString()}…`;
}

/** Where a license may begin: with base64 of a brace and what may follow it, or of white space before it. */
const licenseStart = /eyJ[kpr]|eyA|ew[0ko]|(?:C[QSXgin]|D[QSX]|I[ACH])[0Akos]/g;

/** What a license goes on with, also where it was wrapped, and its line ends were written as `\n`. */
const licenseRun = /[\w+/=\\\s]+/y;

/** License texts are base64 of `{"data":`, with white space wherever JSON has it. */
function withoutLicenses(text: string, show: (license: string) => string): string {
  const spans: Span[] = [];
  licenseStart.lastIndex = 0;
  for (let start = licenseStart.exec(text); start; start = licenseStart.exec(text)) {
    const from = start.index;
    licenseStart.lastIndex = from + 1;
    if (!isEnvelope(text.slice(from, from + 40))) continue;
    licenseRun.lastIndex = from;
    licenseRun.test(text);
    spans.push({ from, to: licenseRun.lastIndex });
    licenseStart.lastIndex = licenseRun.lastIndex;
  }
  return replaced(text, spans, show);
}

/** Whether base64 begins as an envelope does. */
function isEnvelope(start: string): boolean {
  const base64 = start.replaceAll(/\\[nrt]|\s/g, "").slice(0, 20);
  if (!/^[A-Za-z\d+/]{20}$/.test(base64)) return false;
  const json = Buffer.from(base64, "base64").toString("latin1").trimStart();
  if (json === "") return true;
  const name = json.slice(1).trimStart();
  return (
    json.startsWith("{") &&
    ['"data"', '"key"', '"iv"'].some((one) => one.startsWith(name) || name.startsWith(one))
  );
}

function withoutCells(text: string, found: FoundSecrets): string {
  const spans: Span[] = [];
  licenseCell.lastIndex = 0;
  for (let start = licenseCell.exec(text); start; start = licenseCell.exec(text)) {
    const from = licenseCell.lastIndex;
    const to = endOfCell(text, from);
    spans.push({ from, to });
    licenseCell.lastIndex = to;
  }
  return replaced(text, spans, (license) => found.hide(license));
}

/** A quotation mark within a cell stands there twice. */
function endOfCell(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end === -1 ? text.length : end;
}

/** Secrets that are named, in GraphQL, JSON or a query string, whole or cut off, also inside other text. */
function withoutNamed(text: string, found: FoundSecrets): string {
  const spans: Span[] = [];
  secretName.lastIndex = 0;
  for (let name = secretName.exec(text); name; name = secretName.exec(text)) {
    const { index } = name;
    const value = isVariable(text, index) ? null : valueAfter(text, index + name[0].length);
    if (!value) continue;
    const secret = unescaped(text.slice(value.from, value.to));
    found.hide(secret);
    // Of an address within other text, of which the end cannot be known: it may be repeated without what follows there.
    const [first = ""] = secret.split(/[#<>,;]/, 1);
    if (first !== secret) found.hide(first);
    spans.push(value);
    secretName.lastIndex = value.to;
  }
  return replaced(text, spans, (secret) => found.hiding.show(unescaped(secret)));
}

/** GraphQL variables that stand where a secret goes, in what need not be whole: `code` in `activationCode: $code`. */
export function variablesNamedIn(text: string): readonly string[] {
  return [...text.matchAll(secretName)].flatMap((name) => {
    const colon = afterSpaces(text, name.index + name[0].length);
    if (text[colon] !== ":") return [];
    const variable = afterSpaces(text, colon + 1);
    if (text[variable] !== "$") return [];
    return [text.slice(variable + 1, skip(text, variable + 1, isWord))];
  });
}

/** Whether a name is that of a GraphQL variable: `$activationCode: String!`. */
function isVariable(text: string, at: number): boolean {
  let start = at;
  while (isWord(text.charCodeAt(start - 1))) start -= 1;
  return text[start - 1] === "$";
}

/** The value behind a name, without its quotation marks; null if there is none. */
function valueAfter(text: string, nameEnd: number): Span | null {
  const parameter = afterOne(text, nameEnd, ["]=", "%5D=", "%5d=", "=", "%3D", "%3d"]);
  if (parameter !== nameEnd) return spanOf(text, parameter, endOfParameter);
  const closed = afterOne(text, skip(text, nameEnd, isBackslash), ['"', "'"]);
  const colon = skip(text, closed, isSpace);
  if (text[colon] !== ":") return null;
  const from = afterSpaces(text, colon + 1);
  if (text.startsWith('"""', from)) {
    return { from: from + 3, to: endOfBlock(text, from + 3) };
  }
  const quote = skip(text, from, isBackslash);
  if (text[quote] === '"') {
    return { from: quote + 1, to: endOfQuoted(text, quote + 1, quote - from) };
  }
  return spanOf(text, from, endOfBare);
}

const endOfParameter = /[\s&"'\\]/g;
const endOfBare = /[\s"\\$,;&(){}[\]]/g;

function spanOf(text: string, from: number, end: RegExp): Span | null {
  end.lastIndex = from;
  const to = end.exec(text)?.index ?? text.length;
  return to > from ? { from, to } : null;
}

/** Where a block string ends, or the text if it was cut off. */
function endOfBlock(text: string, from: number): number {
  let end = text.indexOf('"""', from);
  while (end > from && text[end - 1] === "\\") end = text.indexOf('"""', end + 3);
  return end === -1 ? text.length : end;
}

/** Where a text in quotation marks ends, each of which was written with so many backslashes, or one more where it is escaped. */
function endOfQuoted(text: string, from: number, backslashes: number): number {
  let run = 0;
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isBackslash(code)) run += 1;
    else {
      // Behind no backslash of its own, or an even number of them: they escape each other.
      const isOpen = backslashes === 0 ? run % 2 === 0 : run <= backslashes;
      if (code === 0x22 && isOpen) return index - Math.min(run, backslashes);
      run = 0;
    }
  }
  return text.length;
}

function skip(text: string, from: number, isSkipped: (code: number) => boolean): number {
  let index = from;
  while (isSkipped(text.charCodeAt(index))) index += 1;
  return index;
}

/** Behind white space, also where it was written as `\n`. */
function afterSpaces(text: string, from: number): number {
  for (let index = from; ; index += 2) {
    index = skip(text, index, isSpace);
    if (text[index] !== "\\" || !/[nrt]/.test(text[index + 1] ?? "")) return index;
  }
}

/** Behind the one of these that stands here. */
const afterOne = (text: string, at: number, ones: readonly string[]): number =>
  at + (ones.find((one) => text.startsWith(one, at))?.length ?? 0);

const isBackslash = (code: number) => code === 0x5c;
const isSpace = (code: number) => code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0;
const isWord = (code: number) =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x5f;

/** `\u0041BC` says ABC, in GraphQL as in JSON. */
function unescaped(content: string): string {
  if (!content.includes("\\")) return content;
  try {
    return String(JSON.parse(`"${content}"`));
  } catch {
    return content;
  }
}

/**
 * What can only be an activation code: 24 characters in quotation marks, or with a digit among them, or with one letter
 * four times in a row, which no word has.
 */
function isCode(word: string, at: number, text: string): boolean {
  if (/\d|([A-Za-z])\1{3}/.test(word)) return true;
  let before = at - 1;
  while (isSpace(text.charCodeAt(before))) before -= 1;
  const after = skip(text, skip(text, at + word.length, isSpace), isBackslash);
  return isQuote(text[before]) && isQuote(text[after]);
}

const isQuote = (character: string | undefined) => character === '"' || character === "'";

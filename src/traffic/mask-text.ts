import { type FoundSecrets, mask } from "./secrets.ts";

/** Secrets that show by their own form: access tokens, and license keys, which are base64 of `{"data":`. */
const evidentSecret = /glpat-[\w.-]+|eyJ(?:kYXRhIjo|rZXkiOi|pdiI6)[\w+/=\\\s]+/g;

const secretName = String.raw`(?<![$\w])\w*(?:activation_?code|license_?key|password|secret|token)`;

/**
 * A secret named in GraphQL or JSON text, whole or cut off: `activationCode: "…"`, `\"licenseKey\":\"…`.
 * `$` before the name is a variable's declaration, `$` after it a variable.
 */
const namedLiteral = new RegExp(
  String.raw`(${secretName}\\*"?\s*:(?:\s|\\[nrt])*)("""[\s\S]*?(?:"""|$)|"(?:[^"\\]|\\[\s\S])*"?|\\+"[^"]*"?|[^\s"\\$,;&(){}[\]]+)`,
  "gi",
);

/** A secret in a query string, also inside other text: `private_token=…`, `user[password]=…`. */
const namedParameter = new RegExp(String.raw`(${secretName}(?:\]|%5D)?=)([^\s&"'\\]+)`, "gi");

/** The token of a form, as a page holds it: `name="authenticity_token" value="…"`, `name="csrf-token" content="…"`. */
const tokenOfForm = /(name="(?:authenticity_token|csrf-token)" (?:value|content)=")([^"]+)/g;

/**
 * What can only be an activation code: 24 characters in quotation marks, or with a digit among them, or with one letter
 * four times in a row, which no word has.
 */
const activationCode =
  /(?<=["'])\s*\w{24}\s*(?=\\*["'])|(?<!\w)(?=[A-Za-z_]*\d|\w{0,20}([A-Za-z])\1{3})\w{24}(?!\w)/g;

/** What was found before goes first: it may hold what looks like the end of another secret. */
export const maskedText = (text: string, found: FoundSecrets): string =>
  found
    .clean(text)
    .replace(evidentSecret, mask)
    .replace(namedLiteral, (_whole, name: string, literal: string) => {
      const quote = /^(?:"""|\\*"|)/.exec(literal)?.[0] ?? "";
      const closed = quote !== "" && literal.length > quote.length && literal.endsWith(quote);
      const content = literal.slice(quote.length, closed ? -quote.length : undefined);
      return `${name}${quote}${found.hide(unescaped(content))}${closed ? quote : ""}`;
    })
    .replace(
      namedParameter,
      (_whole, name: string, secret: string) => `${name}${found.hide(secret)}`,
    )
    .replace(tokenOfForm, (_whole, name: string, token: string) => `${name}${found.hide(token)}`)
    .replace(activationCode, (code) => found.hide(code));

/** `\u0041BC` says ABC, in GraphQL as in JSON. */
function unescaped(content: string): string {
  try {
    return String(JSON.parse(`"${content}"`));
  } catch {
    return content;
  }
}

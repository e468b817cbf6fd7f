import type { Exchange } from "./exchange.ts";

const mask = "[masked]";

const secretHeaders = new Set([
  "authorization",
  "cookie",
  "deploy-token",
  "job-token",
  "private-token",
  "proxy-authorization",
  "set-cookie",
  "x-admin-token",
  "x-csrf-token",
  "x-license-token",
]);

const secretFields = new Set([
  "accesstoken",
  "activationcode",
  "authenticitytoken",
  "authenticationtoken",
  "jobtoken",
  "license",
  "licensekey",
  "password",
  "privatetoken",
  "token",
]);

/** A secret named in GraphQL text, form text or a query string: `activationCode: "…"`, `private_token=…`. */
const namedSecret =
  /\b((?:activation_?code|license_?key|(?:private|access|job|authenticity)_token|password)\\?"?\s*(?::\s*|=|%3A(?:%20|\+)*)(?:\\?"|%22)?)([^"\\&\s%]+)/gi;

/** Secrets that show by their own form: access tokens, and license keys, which are base64 of `{"data":`. */
const evidentSecret = /glpat-[\w.-]+|eyJkYXRhIjoi[\w+/=\\\s]+/g;

/**
 * The exchange without its secrets: codes, license keys, tokens, passwords and cookies.
 *
 * What a secret field of the request holds is masked wherever else it appears, so that a portal that
 * repeats the code in its answer does not give it away.
 */
export function masked(exchange: Exchange): Exchange {
  const found = new Set<string>();
  const request = { ...exchange.request, headers: maskedHeaders(exchange.request.headers) };
  const body = maskedBody(request.body, found);
  const url = maskedText(request.url, found);
  const response = exchange.response && {
    ...exchange.response,
    headers: maskedHeaders(exchange.response.headers),
    body: maskedBody(exchange.response.body, found),
  };
  const clean = (text: string) =>
    [...found].reduce((left, secret) => left.replaceAll(secret, mask), text);
  return {
    ...exchange,
    request: { ...request, url: clean(url), body: clean(body) },
    response: response && { ...response, body: clean(response.body) },
    error: exchange.error && clean(exchange.error),
  };
}

function maskedHeaders(headers: Exchange["request"]["headers"]) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secretHeaders.has(name.toLowerCase()) ? mask : value,
    ]),
  );
}

function maskedBody(body: string, found: Set<string>): string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return maskedText(body, found);
  }
  return JSON.stringify(maskedValue(value, found, 0));
}

const maxDepth = 100;

function maskedValue(value: unknown, found: Set<string>, depth: number): unknown {
  if (depth > maxDepth) return mask;
  if (typeof value === "string") return maskedText(value, found);
  if (Array.isArray(value)) return value.map((item) => maskedValue(item, found, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const secret = secretFields.has(name.replaceAll("_", "").toLowerCase());
      if (!secret || typeof item !== "string") return [name, maskedValue(item, found, depth + 1)];
      remember(item, found);
      return [name, mask];
    }),
  );
}

function maskedText(text: string, found: Set<string>): string {
  return text
    .replace(namedSecret, (_whole, name: string, secret: string) => {
      remember(secret, found);
      return `${name}${mask}`;
    })
    .replace(evidentSecret, mask);
}

/** Short values are not looked for elsewhere: they would tear holes into ordinary words. */
function remember(secret: string, found: Set<string>) {
  if (secret.length >= 8) found.add(secret);
}

import { mostShownCharacters } from "../../../../src/base/kept-traffic.ts";

/** A request as it was kept. */
export interface KeptRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What curl says itself: of this connection alone, or computed from the body. */
const ownHeaders = new Set([
  "host",
  "connection",
  "content-length",
  "transfer-encoding",
  "accept-encoding",
  "keep-alive",
  "expect",
]);

/** What curl says unless it is told not to. */
const addedHeaders = ["User-Agent", "Accept"];

/** A longer text is no argument of a program: Linux takes 128 KiB for one. */
const longestArgument = 100_000;

/**
 * What a terminal does not take as text, even where it stands within quotes: a pasted Ctrl-C ends the line, and what stands
 * behind it would be run. Lines and tabs are taken as they are.
 */
const odd = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const beyondAscii = /[^\0-\x7f]/;

/** For a POSIX shell: nothing in it is read as anything but text. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same as a format of `printf`, which every shell has built in, and can write every byte. */
function printed(text: string, bytesOf: (character: string) => Iterable<number>): string {
  const format = text
    .replaceAll("\\", "\\\\")
    .replaceAll("%", "%%")
    .replaceAll("\r", "\\r")
    .replace(/^-/, "\\055")
    .replace(new RegExp(odd, "gu"), (one) => octal(bytesOf(one)));
  return `printf ${quoted(format)}`;
}

const octal = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");

const inUtf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A word from the head of a request, each character of which was a byte there. */
function word(text: string): string {
  if (!odd.test(text) && !beyondAscii.test(text)) return quoted(text);
  const format = text
    .replaceAll("\\", "\\\\")
    .replaceAll("%", "%%")
    .replace(/[^\x20-\x7e]/gu, (one) => {
      const point = one.codePointAt(0) ?? 0;
      return octal(point < 256 ? [point] : inUtf8(one));
    });
  return `"$(printf ${quoted(format)})"`;
}

/** All that curl does not say itself, and nothing that it would add. */
function headerWords(headers: KeptRequest["headers"], hasBody: boolean): readonly string[] {
  const sent = Object.entries(headers)
    .filter(([name]) => !ownHeaders.has(name.toLowerCase()))
    .flatMap(([name, values = []]) =>
      [values].flat().map((value) => word(value === "" ? `${name};` : `${name}: ${value}`)),
    );
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const unwanted = [...addedHeaders, ...(hasBody ? ["Content-Type"] : [])]
    .filter((name) => !names.has(name.toLowerCase()))
    .map((name) => quoted(`${name}:`));
  return [...sent, ...unwanted].flatMap((one) => ["--header", one]);
}

/** A command that sends the same again. `origin` stands before an address without a host. */
export function curlOf({ method, url, headers, body }: KeptRequest, origin: string): string {
  const address = url.startsWith("/") ? origin + url : url;
  const words = ["curl", "--globoff"];
  if (/\/\.\.?(?:[/?#]|$)/.test(url)) words.push("--path-as-is");
  if (url.startsWith("/") && url.includes("#")) words.push("--request-target", word(url));
  if (method === "HEAD") words.push("--head");
  else if (method !== "GET" || body !== "") words.push("--request", word(method));
  words.push("--url", word(address));
  words.push(...headerWords(headers, body !== ""));
  if (body === "" || method === "HEAD") return words.join(" ");
  if (!odd.test(body) && inUtf8(body).length <= longestArgument) {
    return [...words, "--data-raw", quoted(body)].join(" ");
  }
  return `${printed(body, inUtf8)} | ${[...words, "--data-binary", "@-"].join(" ")}`;
}

/** Whether the end of a body was not kept. */
export const isCut = (body: string): boolean =>
  body.length >= mostShownCharacters && body.endsWith("…");

/** In what a command cannot send the same as was sent, a sentence each. */
export function differencesOf({ method, url, headers, body }: KeptRequest): readonly string[] {
  const all = [url, body, ...Object.values(headers).flat()];
  return [
    ...(all.some((text) => text?.includes("[masked]"))
      ? [
          "Secrets are masked: put them in where it says [masked]. The emulator prints its tokens as it starts, and codes stand in Subscriptions.",
        ]
      : []),
    ...(isCut(body) ? ["Only the beginning of the body was kept."] : []),
    ...(body.includes("\uFFFD")
      ? ["The body is not text alone, and was not kept byte for byte."]
      : []),
    ...(method === "HEAD" && body !== "" ? ["curl sends no body with HEAD."] : []),
  ];
}

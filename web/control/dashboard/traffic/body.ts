import { sizeShown } from "../shown.ts";
import { isCut } from "./curl.ts";

/** A body as it is shown. */
export type ShownBody =
  | { readonly kind: "empty" }
  /** With its beginning as bytes, as far as they were kept. */
  | { readonly kind: "binary"; readonly glance: string }
  | { readonly kind: "json" | "text"; readonly text: string };

/** So many characters are shown at once; the rest on wish. */
const shownAtOnce = 50_000;

/** Whether a text is none: control characters that no text has, or marks of bytes that are no UTF-8. */
function isBinary(body: string): boolean {
  const start = body.slice(0, 4_096);
  const odd = start.match(/(?![\t\n\r\f\v])[\p{Cc}\uFFFD]/gu)?.length ?? 0;
  return start.includes("\0") || odd > start.length / 20;
}

const glancedLines = 8;
const bytesInLine = 16;

/** The first bytes, sixteen a line, and what of them is text. Bytes that were none of UTF-8 are not known any more. */
function glanceAt(body: string): string {
  const cells = Array.from(body.slice(0, glancedLines * bytesInLine)).flatMap((one) =>
    one === "\uFFFD"
      ? [{ hex: "··", text: "·" }]
      : Array.from(new TextEncoder().encode(one), (byte) => ({
          hex: byte.toString(16).padStart(2, "0"),
          text: byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : "·",
        })),
  );
  const lines: string[] = [];
  for (let at = 0; at < cells.length && lines.length < glancedLines; at += bytesInLine) {
    const line = cells.slice(at, at + bytesInLine);
    const hex = line.map((cell) => cell.hex).join(" ");
    lines.push(`${hex.padEnd(bytesInLine * 3)} ${line.map((cell) => cell.text).join("")}`);
  }
  return lines.join("\n");
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The value of a header by its name in small letters; null without any. */
function headerIn(headers: Headers, wanted: string): string | null {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === wanted);
  return found?.[1] === undefined ? null : [found[1]].flat().join(", ");
}

/** What is said of a body beside it: `image/png`, `340 B`, `unpacked from gzip`, `262.1 kB of 1.0 MB kept`. */
export function aboutBody(body: string, headers: Headers): readonly string[] {
  if (body === "") return [];
  const bytes = new TextEncoder().encode(body).length;
  const sent = Number(headerIn(headers, "content-length") ?? bytes);
  const packed = headerIn(headers, "content-encoding");
  const type = headerIn(headers, "content-type")?.split(";")[0] ?? null;
  const isText = !isBinary(body);
  const size = isCut(body)
    ? `${sizeShown(bytes)}${sent > bytes ? ` of ${sizeShown(sent)}` : ""} kept`
    : sizeShown(isText ? bytes : sent);
  return [
    ...(type === null ? [] : [type]),
    size,
    ...(packed === null || packed === "identity"
      ? []
      : [isText ? `unpacked from ${packed}` : `packed with ${packed}`]),
  ];
}

/** What nests deeper is not indented: it would be of spaces more than of anything else. */
const deepest = 100;

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

/** JSON indented; anything else as it came. */
export function shownBody(body: string): ShownBody {
  if (body === "") return { kind: "empty" };
  if (isBinary(body)) return { kind: "binary", glance: glanceAt(body) };
  const json = body.replace(/^\uFEFF/, "");
  if (/^\s*[[{]/.test(json)) {
    try {
      const value: unknown = JSON.parse(json);
      if (!isDeeper(value, deepest)) return { kind: "json", text: JSON.stringify(value, null, 2) };
    } catch {
      // Cut off or broken: then it is shown as it came.
    }
  }
  return { kind: "text", text: body };
}

/** The beginning that is shown, and how many characters are left out. Never ends within a character. */
export function cutAt(text: string, most = shownAtOnce): { start: string; left: number } {
  if (text.length <= most) return { start: text, left: 0 };
  const start = text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
  return { start, left: text.length - start.length };
}

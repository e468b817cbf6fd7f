/** A body as it is shown. */
export type ShownBody =
  | { readonly kind: "empty" }
  | { readonly kind: "binary"; readonly characters: number }
  | { readonly kind: "json" | "text"; readonly text: string };

/** So many characters are shown at once; the rest on wish. */
const shownAtOnce = 50_000;

/** Whether a text is none: control characters that no text has, or marks of bytes that are no UTF-8. */
function isBinary(body: string): boolean {
  const start = body.slice(0, 4_096);
  const odd = start.match(/(?![\t\n\r\f\v])[\p{Cc}\uFFFD]/gu)?.length ?? 0;
  return start.includes("\0") || odd > start.length / 20;
}

/** JSON indented; anything else as it came. */
export function shownBody(body: string): ShownBody {
  if (body === "") return { kind: "empty" };
  if (isBinary(body)) return { kind: "binary", characters: body.length };
  const json = body.replace(/^\uFEFF/, "");
  if (/^\s*[[{]/.test(json)) {
    try {
      return { kind: "json", text: JSON.stringify(JSON.parse(json), null, 2) };
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

/** Text of several lines from elsewhere, with a mark for what cannot be seen or turns the text around it. */
export const printable = (text: string): string =>
  text.replace(/(?![\n\t])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu, "\uFFFD");

/** `340 B`, `12.5 kB`, `1.2 MB`. */
export function sizeShown(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `8 ms`, `1.25 s`. */
export const durationShown = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`;

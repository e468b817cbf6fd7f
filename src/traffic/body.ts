import { nestsDeeperThan } from "../base/json-depth.ts";
import type { Exchange } from "./exchange.ts";

type Pair = readonly [string, string];

/** A body, as whoever it was sent to has read it. */
export type Body =
  | { readonly kind: "json"; readonly value: unknown }
  /** What `&` separates, as it was sent. */
  | { readonly kind: "form"; readonly text: string }
  | { readonly kind: "parts"; readonly fields: readonly Pair[] }
  /** A multipart form that nobody has read, or that cannot be read. */
  | { readonly kind: "unread" }
  /** JSON that nests too deep to be looked into. */
  | { readonly kind: "deep" }
  | { readonly kind: "text"; readonly text: string };

export function requestBody({ headers, body, form }: Exchange["request"]): Body {
  const type = typeOf(headers);
  if (body !== "" && /^multipart\/form-data\b/i.test(type)) {
    return form ? { kind: "parts", fields: [...form] } : { kind: "unread" };
  }
  if (form || isForm(type)) return { kind: "form", text: body };
  return textBody(body);
}

/** What says nothing of its form: JSON if it is some. Some begin with a byte order mark, which others skip. */
export function textBody(text: string): Body {
  const json = text.startsWith("\uFEFF") ? text.slice(1) : text;
  // Most texts that are none are known by their first character.
  const isLikely = /^\s*(?:["[{\d-]|(?:true|false|null)\s*$)/.test(json);
  if (!isLikely) return { kind: "text", text };
  // The parser takes its time over what is deep, and nobody can mean that.
  if (nestsDeeperThan(maxDepth, json)) return { kind: "deep" };
  try {
    return { kind: "json", value: JSON.parse(json) };
  } catch {
    return { kind: "text", text };
  }
}

const maxDepth = 1_000;

const typeOf = (headers: Exchange["request"]["headers"]) => String(headers["content-type"] ?? "");
export const isJsonType = (headers: Exchange["request"]["headers"]) =>
  /^application\/json\b/i.test(typeOf(headers));
const isForm = (type: string) => /^application\/x-www-form-urlencoded\b/i.test(type);

/** More of them are refused as a form, whole. */
const maxPairs = 4_096;

/** A part of a form, as it was sent and as it is read. The value is null if there is none. */
export interface PairSent {
  readonly sent: string;
  readonly sentName: string;
  readonly name: string;
  readonly value: string | null;
}

/** What stands in a form, and whether there is more. */
export function pairsIn(form: string): {
  readonly pairs: readonly PairSent[];
  readonly hasMore: boolean;
} {
  const sent = form.split("&", maxPairs + 1);
  return {
    hasMore: sent.length > maxPairs,
    pairs: sent.slice(0, maxPairs).map((pair) => {
      const end = pair.indexOf("=");
      const name = end === -1 ? pair : pair.slice(0, end);
      const value = end === -1 ? null : decoded(pair.slice(end + 1));
      return { sent: pair, sentName: name, name: decoded(name), value };
    }),
  };
}

const decoded = (text: string): string =>
  /[%+]/.test(text) ? (new URLSearchParams(`_=${text}`).get("_") ?? "") : text;

import { replaced, type Span, searchFor } from "./search.ts";
import { mask } from "./secrets.ts";

/**
 * The secrets that an emulator itself has given out or was given: its tokens, passwords and codes. A text of one's own
 * shows by no form and no name that it is one.
 */
export interface KnownSecrets {
  /** Remembers some, as long as the emulator runs. What is too short to be looked for is passed over, and so is null. */
  add(...secrets: readonly (string | null | undefined)[]): void;
  /** The same for what comes up as it runs: the oldest of many makes room. */
  addPassing(secret: string): void;
  /** The text without them, however they are written in it. */
  clean(text: string): string;
}

/** Shorter ones would tear holes into ordinary words. */
const leastLength = 8;
/** Of those that come up as it runs. */
const mostPassing = 100;

export function knownSecrets(): KnownSecrets {
  const lasting = new Set<string>();
  const passing = new Set<string>();
  let search: ReturnType<typeof searchFor> | null = null;
  return {
    add(...secrets) {
      for (const secret of secrets) {
        if (!secret || secret.length < leastLength || lasting.has(secret)) continue;
        lasting.add(secret);
        search = null;
      }
    },
    addPassing(secret) {
      const bare = secret.trim();
      if (bare.length < leastLength || lasting.has(bare) || passing.has(bare)) return;
      passing.add(bare);
      for (const oldest of passing) {
        if (passing.size <= mostPassing) break;
        passing.delete(oldest);
      }
      search = null;
    },
    clean(text) {
      if (text.length < leastLength || lasting.size + passing.size === 0) return text;
      search ??= searchFor([...new Set([...lasting, ...passing].flatMap(formsOf))]);
      const bare = replaced(text, search(text), () => mask);
      return encoded.test(bare) ? withoutEncoded(bare, search) : bare;
    },
  };
}

/** How a secret is written: as it is, in JSON, in HTML, in an address or a form, and in base64. */
function formsOf(secret: string): readonly string[] {
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
  const inAddress = encodeURIComponent(secret.toWellFormed());
  return [
    secret,
    inJson(secret),
    inJson(inJson(secret)),
    secret
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#39;"),
    inAddress,
    inAddress.replaceAll("%20", "+"),
    ...inBase64(secret),
  ];
}

/** What of the base64 of any text tells that this one stands in it: its bytes begin at one of three places. */
function inBase64(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    // Characters at both ends hold bits of what stands beside it.
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    const core = whole.slice(Math.ceil((before * 8) / 6), end);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

const encoded = /%[\da-f]{2}/i;

/** Without those of which any character may be percent-encoded. */
function withoutEncoded(text: string, search: ReturnType<typeof searchFor>): string {
  const starts: number[] = [];
  let read = "";
  for (let at = 0; at < text.length; ) {
    const code = text[at] === "%" ? /^%[\da-f]{2}/i.exec(text.slice(at, at + 3)) : null;
    starts.push(at);
    read += code ? String.fromCharCode(Number.parseInt(code[0].slice(1), 16)) : text[at];
    at += code ? 3 : 1;
  }
  starts.push(text.length);
  const spans: readonly Span[] = search(read).map(({ from, to }) => ({
    from: starts[from] ?? text.length,
    to: starts[to] ?? text.length,
  }));
  return replaced(text, spans, () => mask);
}

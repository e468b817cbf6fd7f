import { createHash } from "node:crypto";
import { mask } from "../traffic/secrets.ts";

/** What is shown instead of secrets: the same for the same one, as long as it, and in its form as far as that matters. */
export interface Pseudonyms {
  /** A pseudonym's is itself, and so is what is masked already. */
  of(secret: string): string;
  /** Of an e-mail address, also where its @ is percent-encoded. */
  ofAddress(address: string): string;
}

/** More are not told apart. */
const mostTold = 100_000;
/** A longer secret is known by its beginning. */
const maxKnown = 64;
const word = "redacted";
const digits = 4;
const leastShown = word.length + digits;

const own = /^(?:glpat-)?redacted[\da-z]{4}x*$/;

/** Numbers secrets as they come, and keeps of each no more than a part of its digest. */
export function pseudonyms(): Pseudonyms {
  const numbers = new Map<string, number>();

  function numberOf(secret: string): number {
    const digest = createHash("sha256").update(secret).digest("base64url").slice(0, 22);
    const known = numbers.get(digest);
    if (known !== undefined) return known;
    // Whatever is left is told apart no more.
    if (numbers.size >= mostTold) return 0;
    numbers.set(digest, numbers.size + 1);
    return numbers.size;
  }

  function shown(secret: string, length: number): string {
    const number = numberOf(secret).toString(36);
    if (length < leastShown) return number.padStart(length, "x").slice(-length);
    return `${word}${number.padStart(digits, "0")}`.padEnd(length, "x");
  }

  return {
    of(secret) {
      if (secret === "" || secret === mask || own.test(secret)) return secret;
      const prefix = /^glpat-/i.exec(secret)?.[0] ?? "";
      return `${prefix}${shown(bare(secret), secret.length - prefix.length)}`;
    },
    ofAddress(address) {
      const [at = "", whole = address] = [/@|%40/i.exec(address)?.[0], address];
      const [person = "", host = ""] = at === "" ? [whole] : whole.split(at, 2);
      const domain =
        host.length > tld.length
          ? `${shown(host.toLowerCase(), host.length - tld.length)}${tld}`
          : shown(host.toLowerCase(), host.length);
      return own.test(person)
        ? address
        : `${shown(`${person}@${host}`.toLowerCase(), person.length)}${at}${domain}`;
    },
  };
}

/** A domain that nobody has (RFC 2606). */
const tld = ".example";

/** A secret by which it is known, wrapped or escaped or not. */
function bare(secret: string): string {
  return unescaped(secret)
    .replaceAll(/\\[nrt]|\s/g, "")
    .slice(0, maxKnown);
}

function unescaped(text: string): string {
  if (text.length > 4 * maxKnown) return text.slice(0, 4 * maxKnown);
  try {
    if (text.includes("%")) return decodeURIComponent(text);
    return text.includes("\\") ? String(JSON.parse(`"${text}"`)) : text;
  } catch {
    return text;
  }
}

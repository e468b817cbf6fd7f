import { createHmac } from "node:crypto";
import { decodeLicenseFile } from "../license/license-file.ts";
import { type ReadingKeys, testReadingKeys } from "../license/reading-keys.ts";
import { mask } from "../traffic/secrets.ts";
import { codeText, licenseText, longText } from "./format.ts";

/** By what a recording knows a code or a license again that it does not hold. White space around it does not count. */
export const hashOf = (text: string, salt: string): string =>
  createHmac("sha256", Buffer.from(salt, "hex")).update(text.trim()).digest("hex");

/** The codes and licenses that a recording has seen: hash and number of each. */
export interface SeenSecrets {
  readonly salt: string;
  readonly codes: Map<string, number>;
  readonly licenses: Map<string, number>;
}

type Attributes = Readonly<Record<string, unknown>>;

/** A license that a recording sees for the first time. */
export interface NewLicense {
  readonly number: number;
  readonly hash: string;
  readonly readBy: string | null;
  readonly attributes: Attributes | null;
  readonly length: number;
}

/** Which of its texts an exchange has for codes and for licenses, whatever they look like. */
export interface Suspected {
  readonly codes: ReadonlySet<string>;
  readonly licenses: ReadonlySet<string>;
}

/** What stands in one exchange in place of its secrets, and what for. */
export function standIns(
  { salt, codes, licenses }: SeenSecrets,
  suspected: Suspected,
  keys: ReadingKeys,
) {
  const usedCodes = new Map<number, string>();
  const usedLicenses = new Set<number>();
  const fresh: NewLicense[] = [];

  function forCode(code: string): string {
    const hash = hashOf(code, salt);
    const number = numberOf(hash, codes);
    usedCodes.set(number, hash);
    return codeText(number);
  }

  function forLicense(text: string): string | null {
    const opened = openedBy(keys, text);
    if (opened === null && !suspected.licenses.has(text)) return null;
    const hash = hashOf(text, salt);
    const isNew = !licenses.has(hash);
    const number = numberOf(hash, licenses);
    usedLicenses.add(number);
    if (isNew) {
      const { readBy = null, attributes = null } = opened ?? {};
      fresh.push({ number, hash, readBy, attributes, length: text.length });
    }
    return licenseText(number);
  }

  /** Whether this is what stands there for a secret already. */
  const isWritten = (text: string) =>
    [...usedCodes.keys()].some((number) => codeText(number) === text) ||
    [...usedLicenses].some((number) => licenseText(number) === text);

  return {
    /** What is written for a secret. */
    show(secret: string): string {
      const text = secret.trim();
      if (text === "" || isWritten(text)) return text;
      if (suspected.codes.has(text)) return forCode(text);
      return forLicense(text) ?? (text.length > longest ? longText(text.length) : mask);
    },
    /** The text with what is written for the codes in it. Shorter ones would tear holes into words. */
    withCodes(text: string): string {
      let shown = text;
      for (const code of suspected.codes) {
        if (code.length >= leastCode && shown.includes(code)) {
          shown = shown.replaceAll(code, forCode(code));
        }
      }
      return shown;
    },
    used: () => ({
      codes: Object.fromEntries(usedCodes),
      licenses: [...usedLicenses].sort((one, other) => one - other),
      fresh,
    }),
  };
}

function numberOf(hash: string, numbers: Map<string, number>): number {
  const number = numbers.get(hash) ?? Math.max(0, ...numbers.values()) + 1;
  numbers.set(hash, number);
  return number;
}

const leastCode = 8;

/** Of a longer one its length is kept: an instance reads no longer text. */
const longest = 10_000;

/** The shortest license there can be is longer. */
const leastLicense = 200;

function openedBy({ main, fallback }: ReadingKeys, text: string) {
  if (text.length < leastLicense) return null;
  for (const [index, key] of [main, ...fallback].entries()) {
    const attributes = decodeLicenseFile(text, { main: key, fallback: [] });
    const own = index === 0 ? "license-public-key" : "license-fallback-key";
    if (attributes.ok) {
      const readBy = key.equals(testReadingKeys.main) ? "test-key" : own;
      return { readBy, attributes: attributes.value };
    }
  }
  return null;
}

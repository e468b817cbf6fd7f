import { addressShown } from "./repeatable.ts";

/** What would move the cursor, color, hide or reorder what a terminal shows. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string) =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Text from elsewhere on one line, with an escape in place of whatever would not just be read. */
export const printable = (text: string): string => text.replace(unprintable, escaped);

/** The same for text of several lines. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");

/** A value of JSON in which each text and each name is printable, however deep. */
export function printableValue<Value>(value: Value): Value;
export function printableValue(value: unknown): unknown {
  if (typeof value === "string") return printable(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => printableValue(one));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [printable(name), printableValue(one)]),
  );
}

/** One JSON document for programs, harmless on a terminal too: JSON itself lets C1 and bidirectional controls stand. */
export const jsonText = (value: unknown): string =>
  printableLines(JSON.stringify(value ?? null, null, 2));

/** The same on one line, for programs that read line by line. */
export const jsonLine = (value: unknown): string => printable(JSON.stringify(value ?? null));

/**
 * What is said about a mistake, without the values that it would repeat: a token behind an option with a typing mistake in
 * its name, a code with a word too much behind it, an address with a password.
 */
export const withoutSecrets = (message: string): string =>
  message
    .replace(/(unknown option '[^=]*)=.*'/s, "$1'")
    .replace(/(too many arguments.* but got \d+): [^\n]*/, "$1.")
    .replace(/[^\s']*(?:@|%40|:\/\/)[^\s']*/gi, addressShown)
    .replace(/glpat-[\w.-]+/g, "glpat-…");

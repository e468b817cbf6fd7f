import { readFileSync } from "node:fs";

interface Place {
  readonly line: number;
  readonly column: number;
}

/** A change to a part of a file. */
interface Change {
  readonly fileName: string;
  readonly location: { readonly start: Place; readonly end: Place };
  readonly replacement?: string;
}

/** The lines that a change touches, as they are and as they become; each on one line. */
export function changedLines({ fileName, location, replacement = "" }: Change) {
  const { start, end } = location;
  const lines = readFileSync(fileName, "utf8").split("\n");
  const touched = lines.slice(start.line - 1, end.line);
  const before = (touched[0] ?? "").slice(0, start.column - 1);
  const after = (touched.at(-1) ?? "").slice(end.column - 1);
  return { was: onOneLine(touched.join("\n")), becomes: onOneLine(before + replacement + after) };
}

const onOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

import { readFileSync } from "node:fs";
import { Refused } from "./exit.ts";

/** A file's text; `-` is standard input. */
export function textIn(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new Refused(
      1,
      `${file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

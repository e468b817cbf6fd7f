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

/** A file's JSON; `-` is standard input. */
export function jsonIn(file: string): unknown {
  try {
    return JSON.parse(textIn(file));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Refused(1, `${file} holds no JSON: ${error.message}`);
    throw error;
  }
}

/** A member of what came from outside; undefined where there is none. */
export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

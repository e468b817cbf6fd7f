import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Refused } from "./exit.ts";
import { terminal } from "./terminal.ts";

/** A file's text; `-` is standard input, however late it comes. */
export async function textIn(file: string): Promise<string> {
  try {
    return file === "-" ? await terminal().stdin() : await readFile(pathOf(file), "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : error;
    throw new Refused(1, `${file} cannot be read (${String(reason)}).`);
  }
}

/** The path of a file that a command names. */
export const pathOf = (file: string): string => resolve(terminal().cwd, file);

/** A file's JSON; `-` is standard input. */
export async function jsonIn(file: string): Promise<unknown> {
  const content = await textIn(file);
  try {
    return JSON.parse(content);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refused(1, `${file} holds no JSON: ${error.message}`);
  }
}

/** A member of what came from outside; undefined where there is none. */
export const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

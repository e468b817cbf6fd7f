import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { jsonText, printableValue } from "../base/printable.ts";
import { jsonProblem } from "../base/repeatable.ts";

/** What a command reads and writes: a process's own, or that of a test. */
export interface Terminal {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** All of standard input, however late it comes. */
  readonly stdin: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder in which files are named. */
  readonly cwd: string;
  /** Whether a person reads standard output, and no program. */
  readonly isTty: boolean;
}

export const exitCodes = "0 done, 1 refused, 2 wrong use, 3 nothing reachable";

/** A command cannot do what it was asked; the message is for the person who asked. */
export class Refused extends Error {
  /** One of `exitCodes`. */
  readonly exitCode: 1 | 2 | 3;
  /** What the control API calls it; undefined if it has not said so. */
  readonly code: string | undefined;
  constructor(exitCode: 1 | 2 | 3, message: string, code?: string) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
  }
}

/** A command has said everything, and ends with a code of its own. */
export class EndedWith extends Error {
  readonly exitCode: number;
  constructor(exitCode: number) {
    super(`ended with ${exitCode}`);
    this.exitCode = exitCode;
  }
}

export interface JsonOption {
  readonly json?: true;
}

/**
 * Prints an answer: as JSON for programs if that was asked for, else in words for people, in which nothing that it says
 * begins a line of its own or hides one.
 */
export function print<Answer>(
  terminal: Terminal,
  answer: Answer,
  { json }: JsonOption,
  inWords: (answer: Answer) => string,
) {
  terminal.stdout(`${json ? jsonText(answer) : inWords(printableValue(answer))}\n`);
}

/** Prints for programs that there is nothing to tell of what was done; people are told nothing. */
export function printDone(terminal: Terminal, { json }: JsonOption, inWords?: string | null) {
  if (json) terminal.stdout("{}\n");
  else if (inWords != null) terminal.stdout(`${inWords}\n`);
}

/** The path of a file that a command names. */
export const pathOf = ({ cwd }: Terminal, file: string): string => resolve(cwd, file);

/** A file's text; `-` is standard input. */
export async function textIn(terminal: Terminal, file: string): Promise<string> {
  try {
    return file === "-" ? await terminal.stdin() : await readFile(pathOf(terminal, file), "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Why a file that a command names cannot be read. One that is no file is wrong use. */
export function unreadable(file: string, error: unknown): Refused {
  const code = codeOf(error);
  if (["ENOENT", "ENOTDIR"].includes(code)) {
    return new Refused(2, `${file} cannot be read: there is no such file.`);
  }
  return code === "EISDIR"
    ? new Refused(2, `${file} cannot be read: it is a directory.`)
    : new Refused(1, `${file} cannot be read (${code}).`);
}

/** A file's JSON; `-` is standard input. */
export async function jsonIn(terminal: Terminal, file: string): Promise<unknown> {
  const content = await textIn(terminal, file);
  try {
    return JSON.parse(content);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refused(1, `${file} holds no JSON: ${jsonProblem(error)}`);
  }
}

/** What the system calls a failure. */
export const codeOf = (error: unknown): string =>
  String(error instanceof Error && "code" in error ? error.code : error);

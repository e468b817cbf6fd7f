import { jsonText } from "./printable.ts";
import { terminal } from "./terminal.ts";

export interface JsonOption {
  readonly json?: true;
}

/** The flags and description of the option that asks for an API's own answer. */
export const jsonOption = ["--json", "print JSON, for programs"] as const;

/** Prints for programs that there is nothing to tell of what was done; people are told nothing. */
export function printDone({ json }: JsonOption) {
  if (json) printLine("{}");
}

/** Prints an answer: as JSON if that was asked for, else in words for people. */
export function print(answer: unknown, { json }: JsonOption, inWords: (answer: unknown) => string) {
  printLine(json ? jsonText(answer) : inWords(answer));
}

/** Prints a line, or several, for whoever typed the command. */
export const printLine = (text: string): void => terminal().stdout(`${text}\n`);

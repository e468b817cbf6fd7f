import { jsonText } from "./printable.ts";

export interface JsonOption {
  readonly json?: true;
}

/** The flags and description of the option that asks for an API's own answer. */
export const jsonOption = ["--json", "print JSON, for programs"] as const;

/** Prints an answer: as JSON if that was asked for, else in words for people. */
export function print(answer: unknown, { json }: JsonOption, inWords: (answer: unknown) => string) {
  console.log(json ? jsonText(answer) : inWords(answer));
}

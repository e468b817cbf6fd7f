import { InvalidArgumentError } from "commander";

/** Reads a number of things; what is none is wrong use. */
export function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number.");
}

/** Reads a number of things, or the one word that is allowed in its place. */
export const wholeNumberOr =
  <const Word extends string>(word: Word) =>
  (text: string): number | Word => {
    if (text === word) return word;
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number, or ${word}.`);
  };

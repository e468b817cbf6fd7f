import { InvalidArgumentError } from "commander";

/** Reads a number of things; what is none is wrong use. */
export function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number.");
}

/** The same within bounds. */
export const wholeNumberFrom =
  (least: number, most: number) =>
  (text: string): number => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };

/** Reads a number of things, or the one word that is allowed in its place. */
export const wholeNumberOr =
  <const Word extends string>(word: Word) =>
  (text: string): number | Word => {
    if (text === word) return word;
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number, or ${word}.`);
  };

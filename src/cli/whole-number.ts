import { InvalidArgumentError } from "commander";

/** Reads a number of things within bounds; what is none is wrong use. */
export const wholeNumberFrom =
  (least: number, most?: number) =>
  (text: string): number => {
    const number = numberIn(text);
    if (number >= least && (most === undefined || number <= most)) return number;
    const end = most === undefined ? "on" : `to ${most}`;
    throw new InvalidArgumentError(`It must be a whole number from ${least} ${end}.`);
  };

/** The same where there may be none of them. */
export const wholeNumber = wholeNumberFrom(0);

/** The same where there is at least one of them, or the one word that is allowed in its place. */
export const wholeNumberOr =
  <const Word extends string>(word: Word) =>
  (text: string): number | Word => {
    if (text === word) return word;
    const number = numberIn(text);
    if (number >= 1) return number;
    throw new InvalidArgumentError(`It must be a whole number from 1 on, or ${word}.`);
  };

/** NaN if it is no whole number, or a negative one. */
const numberIn = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN);

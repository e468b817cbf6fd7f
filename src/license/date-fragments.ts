/** What a text says about a date, before anything is made of it. */
export interface DateFragments {
  readonly year?: number;
  /** True where a year below 100 means just that, and no year of the last century or this one. */
  readonly fullYear?: boolean;
  readonly month?: number;
  readonly day?: number;
  readonly dayOfYear?: number;
  readonly weekYear?: number;
  readonly week?: number;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly zone?: string | undefined;
}

/** What the groups of a pattern have matched, by their names; `Always` are those that no match goes without. */
export type Groups<Always extends string = never> = Readonly<Record<string, string | undefined>> &
  Readonly<Record<Always, string>>;

/** The groups of the first pattern that matches; none if none does. */
export const firstMatch = (patterns: readonly RegExp[], text: string): Groups =>
  patterns.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined) ??
  {};

/** The fragments of a match whose groups are named after them and hold digits. */
export function toFragments(groups: Groups): DateFragments {
  const fragments: Partial<Record<(typeof numericFragments)[number], number>> = {};
  for (const name of numericFragments) {
    const digits = groups[name];
    if (digits !== undefined) fragments[name] = Number(digits);
  }
  return fragments;
}

const numericFragments = [
  "year",
  "month",
  "day",
  "dayOfYear",
  "weekYear",
  "week",
  "weekday",
  "hour",
  "minute",
  "second",
] as const satisfies readonly (keyof DateFragments)[];

/**
 * The fragments of a match whose groups stand where a year, a month and a day are expected.
 *
 * What looks like a year is one wherever it stands: `2025/02/01`, `01/02/2025` and `2/2025` alike. Two digits do not,
 * so `01/02/25` is in the year 2001.
 */
export function toOrderedFragments(groups: Groups): DateFragments {
  const { year, month, day } = yearOfThree(yearOfTwo(groups));
  const yearDigits = signedDigits(year);
  const fragments = toFragments({ year: yearDigits, month: digits(month), day: digits(day) });
  return yearDigits === undefined
    ? fragments
    : { ...fragments, fullYear: /[-+]|\d{3}/.test(yearDigits) };
}

/** With only two numbers, found where a year and a month are expected, the year may be the second, or missing. */
function yearOfTwo({ year, month, day }: Groups): Groups {
  if (day !== undefined) return { year, month, day };
  return looksLikeYear(month)
    ? { year: month, month: year, day: undefined }
    : { year: undefined, month: year, day: month };
}

/** Source: Ruby's date library: an ordinal number is a day, then a year is looked for in the other two places. */
function yearOfThree(groups: Groups): Groups {
  let { year, month, day } = groups;
  if (year?.match(/\D$/)) [year, day] = [day, signedDigits(year)];
  if (looksLikeYear(month)) [year, month, day] = [month, day, year];
  if (looksLikeYear(day)) [year, day] = [day, year];
  return { year, month, day };
}

const looksLikeYear = (text: string | undefined): boolean =>
  text !== undefined && (text.startsWith("'") || text.length > 2);

const signedDigits = (text: string | undefined) => text?.replace(/[^-+\d]/g, "");

const digits = (text: string | undefined) => text?.replace(/\D/g, "");

import {
  type DateFragments,
  firstMatch,
  type Groups,
  toFragments,
  toOrderedFragments,
} from "./date-fragments.ts";

/** One way to write a date. */
export interface DateShape {
  readonly pattern: RegExp;
  /** A text that matches this too is no date of this shape. */
  readonly unless?: RegExp;
  /** Its argument has the groups of the pattern. */
  read(groups: Groups): DateFragments;
}

/** Shapes without a year lean on today's date; they are listed because they win over the shapes after them. */
const relative = (): DateFragments => ({});

const monthNames = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
];
const monthName = `(?<name>${monthNames.join("|")})`;
const era = "(?<era>ce|c\\.e\\.|bce|b\\.c\\.e\\.|ad|a\\.d\\.|bc|b\\.c\\.)?";

/** The shapes in the order in which they are tried. Source: Ruby's date library, `Date.parse`. */
export const dateShapes: readonly DateShape[] = [
  {
    // 1 Jan 2025, 1st January '25
    pattern: new RegExp(
      `(?<day>'?\\d+)[^-\\d\\s]*\\s*${monthName}[^-\\d\\s']*(?:\\s*${era}\\s*(?<year>'?-?\\d+(?:(?:st|nd|rd|th)\\b)?))?`,
      "i",
    ),
    read: withNamedMonth,
  },
  {
    // January 1st, 2025
    pattern: new RegExp(
      `\\b${monthName}[^-\\d\\s']*\\s*(?<day>'?\\d+)[^-\\d\\s']*(?:\\s*,?\\s*${era}\\s*(?<year>'?-?\\d+))?`,
      "i",
    ),
    read: withNamedMonth,
  },
  // 2025-01-02
  { pattern: /(?<year>'?[-+]?\d+)-(?<month>\d+)-(?<day>'?-?\d+)/, read: toOrderedFragments },
  // H31.04.30
  { pattern: /\b(?<reign>[mtsh])(?<year>\d+)\.(?<month>\d+)\.(?<day>\d+)/i, read: inReign },
  {
    // 2-Jan-2025
    pattern: new RegExp(`(?<day>'?-?\\d+)-${monthName}[^-/.]*-(?<year>'?-?\\d+)`, "i"),
    read: withNamedMonth,
  },
  {
    // Jan-2-2025
    pattern: new RegExp(`\\b${monthName}[^-/.]*-(?<day>'?-?\\d+)(?:-(?<year>'?-?\\d+))?`, "i"),
    read: withNamedMonth,
  },
  // 2025/01/02, 2/1/2025
  {
    pattern: /(?<year>'?-?\d+)\/\s*(?<month>'?\d+)(?:\D\s*(?<day>'?-?\d+))?/,
    read: toOrderedFragments,
  },
  // 2025.01.02, 2.1.2025
  {
    pattern: /(?<year>'?-?\d+)\.\s*(?<month>'?\d+)\.\s*(?<day>'?-?\d+)/,
    read: toOrderedFragments,
  },
  // 2025-W01-4
  {
    pattern: /\b(?<weekYear>\d{4}|\d{2})?-?w(?<week>\d{2})(?:-?(?<weekday>\d))?\b/i,
    read: toFragments,
  },
  // -w-4, --01-02, --0102
  { pattern: /-w-\d\b|--\d{2}(?:\d{2})?\b/i, read: relative },
  // 2025-002
  {
    pattern: /\b(?<year>\d{4}|\d{2})-(?<dayOfYear>\d{3})\b/,
    unless: /[,.](?:\d{4}|\d{2})-\d{3}\b/,
    read: toFragments,
  },
  // -002
  { pattern: /\b-\d{3}\b/, unless: /\d-\d{3}\b/, read: relative },
  // '25
  { pattern: /'(?<year>\d+)\b/, read: toFragments },
  // January
  { pattern: new RegExp(`\\b${monthName}`, "i"), read: relative },
  // 2nd
  { pattern: /\d(?:st|nd|rd|th)\b/i, read: relative },
  // 20250102, 20250102T101112Z
  {
    pattern:
      /(?<sign>[-+]?)(?<run>\d{2,14})\s*t?\s*(?<clock>\d{2,6}|)(?:[,.](?<fraction>\d*))?(?:\s*(?<zone>z\b|[-+]\d{1,4}\b))?/i,
    read: inRunOfDigits,
  },
];

function withNamedMonth(groups: Groups<"name">): DateFragments {
  const month = monthNames.indexOf(groups.name.toLowerCase()) + 1;
  const fragments = toOrderedFragments({ ...groups, month: String(month) });
  return groups["era"]?.toLowerCase().startsWith("b") ? {} : fragments;
}

/** The years before the Japanese reigns of Meiji, Taisho, Showa and Heisei. */
const yearsBeforeReign: Groups = { m: "1867", t: "1911", s: "1925", h: "1988" };

function inReign(groups: Groups<"reign" | "year">): DateFragments {
  const before = Number(yearsBeforeReign[groups.reign.toLowerCase()]);
  return toFragments({ ...groups, year: String(before + Number(groups.year)) });
}

function inRunOfDigits(groups: Groups<"sign" | "run" | "clock">): DateFragments {
  const { sign, run, clock, fraction, zone } = groups;
  const endsInSeconds = fraction !== undefined && clock === "";
  const layouts = endsInSeconds ? runsWithFraction : runsOfDigits;
  const parts = firstMatch(layouts, run);
  const clockParts = firstMatch(fraction === undefined ? clocks : clocksWithFraction, clock);
  return {
    ...toFragments({ ...parts, year: parts["year"] && `${sign}${parts["year"]}` }),
    ...toFragments(clockParts),
    fullYear: run.length >= 8 && parts["year"]?.length === 4,
    ...(zone !== undefined && { zone }),
  };
}

const runsOfDigits = [
  /^(?<year>\d{2})(?<dayOfYear>\d{3})$/,
  /^(?<year>\d{2})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<year>\d{4})(?<dayOfYear>\d{3})$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:(?<hour>\d{2})(?:(?<minute>\d{2})(?<second>\d{2})?)?)?$/,
];

/** Before a fraction the digits end in seconds, and only the longest begin with a year. */
const runsWithFraction = [
  /^(?<year>\d{4}|\d{2})(?<month>\d{2})(?<day>\d{2})(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})$/,
];

const clocks = [/^(?<hour>\d{2})(?:(?<minute>\d{2})(?<second>\d{2})?)?$/];

const clocksWithFraction = [/^(?:(?:(?<hour>\d{2}))?(?<minute>\d{2}))?(?<second>\d{2})$/];

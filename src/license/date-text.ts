import { type DateFragments, firstMatch, type Groups, toFragments } from "./date-fragments.ts";
import { type DateShape, dateShapes } from "./date-shapes.ts";

/** Finds what a text says about a date and a time, in whatever order. Source: Ruby's date library, `Date.parse`. */
export function findFragments(text: string): DateFragments {
  const plain = text.replace(/[^-+',./:@\p{L}\p{M}\p{Nd}[\]]+/gu, " ");
  const weekday = take(plain, weekdayShape);
  const time = take(weekday.rest, { pattern: timePattern, read: readTime });
  const shape = shapeOf(time.rest);
  if (shape === undefined) return {};
  const date = take(time.rest, shape);
  if (/\b(?:bce?\b|b\.c\.(?:e\.)?)/i.test(date.rest)) return {};
  const found = { ...weekday.fragments, ...time.fragments, ...date.fragments };
  return { ...found, ...leftover(date.rest, found) };
}

interface Taken {
  readonly fragments: DateFragments;
  /** The text without what was taken from it. */
  readonly rest: string;
}

const weekdayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const weekdayShape: DateShape = {
  pattern: new RegExp(`\\b(?<name>${weekdayNames.join("|")})[^-/\\d\\s]*`, "i"),
  read: ({ name }: Groups<"name">) => ({ weekday: weekdayNames.indexOf(name.toLowerCase()) + 1 }),
};

/** What follows the letter in `am` and `p.m.` */
const meridiem = "(?:m\\b|\\.m\\.)";
const timePattern = new RegExp(
  [
    `(?<clock>(?:\\d+\\s*:\\s*\\d+(?:\\s*:\\s*\\d+(?:[,.]\\d*)?)?|\\d+\\s*h(?:\\s*\\d+m?(?:\\s*\\d+s?)?)?)`,
    `(?:\\s*[ap]${meridiem})?|\\d+\\s*[ap]${meridiem})`,
    `(?:\\s*(?<zone>(?:gmt|utc?)?[-+]\\d+(?:[,.:]\\d+(?::\\d+)?)?`,
    `|[a-z.\\s]+(?:standard|daylight)\\stime\\b|[a-z]+(?:\\sdst)?\\b))?`,
  ].join(""),
  "i",
);
const clockParts = new RegExp(
  `^(?<hour>\\d+)h?(?:\\s*:?\\s*(?<minute>\\d+)m?(?:\\s*:?\\s*(?<second>\\d+)(?:[,.]\\d+)?s?)?)?(?:\\s*(?<half>[ap])${meridiem})?`,
  "i",
);

function readTime({ clock, zone }: Groups<"clock">): DateFragments {
  const parts = firstMatch([clockParts], clock);
  return { ...toFragments({ ...parts, hour: hourOfDay(parts) }), zone };
}

function hourOfDay({ hour, half }: Groups): string | undefined {
  if (half === undefined) return hour;
  return String((Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0));
}

const shapeOf = (text: string): DateShape | undefined =>
  dateShapes.find(({ pattern, unless }) => pattern.test(text) && !unless?.test(text));

function take(text: string, { pattern, read }: DateShape): Taken {
  const match = pattern.exec(text);
  if (!match) return { fragments: {}, rest: text };
  const after = match.index + match[0].length;
  return {
    fragments: read(match.groups ?? {}),
    rest: `${text.slice(0, match.index)} ${text.slice(after)}`,
  };
}

/** A number that nothing else claimed is the day next to a time, or the hour next to a day. */
function leftover(rest: string, { hour, day }: DateFragments): DateFragments {
  // NaN, for which nothing below holds, where there is none.
  const number = Number(/^\s*(\d{1,2})\s*$/.exec(rest)?.[1]);
  if (day !== undefined) return hour === undefined && number <= 24 ? { hour: number } : {};
  return hour !== undefined && number >= 1 && number <= 31 ? { day: number } : {};
}

/** A change to the code that no test notices, and why none can. */
export interface Survivor {
  readonly file: string;
  /** The lines that are changed, as they are, on one line. */
  readonly was: string;
  /** The same with the change. */
  readonly becomes: string;
  readonly why: string;
}

/** Every survivor there is: the run fails where one is not listed, or a listed one is gone. */
export const survivors: readonly Survivor[] = [
  {
    file: "src/license/date-fragments.ts",
    was: "return yearDigits === undefined",
    becomes: "return false",
    why: "A year that is not there has no sign and no three digits; whether it is a full year is never asked.",
  },
  {
    file: "src/license/date-shapes.ts",
    was: "const relative = (): DateFragments => ({});",
    becomes: "const relative = () => undefined;",
    why: "The fragments are spread into an object, where undefined adds as little as nothing.",
  },
  {
    file: "src/license/lenient-date.ts",
    was: 'const { hour = 0, minute = 0, second = 0, zone = "" } = fragments;',
    becomes: 'const { hour = 0, minute = 0, second = 0, zone = "Stryker was here!" } = fragments;',
    why: "Any name that is no zone's counts as UTC.",
  },
  {
    file: "src/license/lenient-date.ts",
    was: "return weekYear === undefined ? undefined : dayOfWeek(weekYear, week, weekday);",
    becomes: "return false ? undefined : dayOfWeek(weekYear, week, weekday);",
    why: "A year that is not there has no first Monday, and so no day either; only the compiler needs the question.",
  },
  {
    file: "src/license/lenient-date.ts",
    was: "if (first === undefined || week < 1 || weekday < 1 || weekday > 7) return undefined;",
    becomes: "if (false || week < 1 || weekday < 1 || weekday > 7) return undefined;",
    why: "Years of two or four digits are 1 to 9999 by then, and each of them has a first Monday.",
  },
  {
    file: "src/license/lenient-date.ts",
    was: "return day !== undefined && (next === undefined || day < next) ? day : undefined;",
    becomes: "return true && (next === undefined || day < next) ? day : undefined;",
    why: "A day that is not there comes out as itself.",
  },
];

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
  {
    file: "src/license/explanation.ts",
    was: 'decided?.question !== (refusal.when === "now" ? "users-now" : "users-before")',
    becomes: 'decided.question !== (refusal.when === "now" ? "users-now" : "users-before")',
    why: "Whatever is refused for its seats has been compared; only the compiler needs the question.",
  },
  {
    file: "src/license/json-object.ts",
    was: "} catch { return undefined; }",
    becomes: "} catch {}",
    why: "A function that returns nothing returns undefined.",
  },
  {
    file: "src/license/license-file.ts",
    was: "} catch { return undefined; }",
    becomes: "} catch {}",
    why: "A function that returns nothing returns undefined.",
  },
  {
    file: "src/license/reading-keys.ts",
    was: "} catch { return undefined; }",
    becomes: "} catch {}",
    why: "A function that returns nothing returns undefined.",
  },
  {
    file: "src/license/license-file.ts",
    was: "for (const [run] of text.matchAll(/[A-Za-z0-9+/]+|=/g)) {",
    becomes: "for (const [run] of text.matchAll(/[A-Za-z0-9+/]|=/g)) {",
    why: "Letters one by one are the same letters, only slower.",
  },
  {
    file: "src/license/read-license.ts",
    was: "attributes.issued_at === null",
    becomes: "false",
    why: "A license without a start has a problem, and is not handed out; only the compiler needs the question.",
  },
  {
    file: "src/license/remedies.ts",
    was: "if (license.previousSeats !== null || previousSeats === null) return [];",
    becomes: "if (license.previousSeats !== null || false) return [];",
    why: "To name no seats changes nothing, and so lets nothing pass; only the compiler needs the question.",
  },
  {
    file: "src/license/restrictions.ts",
    was: 'typeof value === "number" && Number.isSafeInteger(value) ? value : null;',
    becomes: "true && Number.isSafeInteger(value) ? value : null;",
    why: "Only numbers are integers; the compiler does not know.",
  },
  {
    file: "src/license/term.ts",
    was: "export const isReached = (on: Day | null, today: Day): boolean => on !== null && on <= today;",
    becomes:
      "export const isReached = (on: Day | null, today: Day): boolean => true && on <= today;",
    why: "null is not less than any text; only the compiler needs the question.",
  },
  {
    file: "src/license/term.ts",
    was: "return earlier < firstDay ? firstDay : earlier;",
    becomes: "return earlier <= firstDay ? firstDay : earlier;",
    why: "Of two days that are the same it does not matter which.",
  },
  {
    file: "src/license/seat-rules.ts",
    was: 'counted: "active-users",',
    becomes: 'counted: "",',
    why: "One name of two, which is only ever compared with the other.",
  },
  {
    file: "src/license/seat-rules.ts",
    was: 'trueUpWithoutBase: "from-users-of-today",',
    becomes: 'trueUpWithoutBase: "",',
    why: "One name of two, which is only ever compared with the other.",
  },
  {
    file: "src/license/seat-rules.ts",
    was: 'priorWindow: "current-term",',
    becomes: 'priorWindow: "",',
    why: "One name of two, which is only ever compared with the other.",
  },
  {
    file: "src/license/seat-rules.ts",
    was: '"2017": { ...of2018, told: "historical-max" },',
    becomes: '"2017": { ...of2018, told: "" },',
    why: "One name of three, which is what is left after the others.",
  },
];

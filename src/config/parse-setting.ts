import { readFileSync, statSync } from "node:fs";
import { err, ok, type Result } from "../base/result.ts";
import { parsePublicKey } from "../license/reading-keys.ts";
import {
  type Calendar,
  calendarOf,
  type Instant,
  lastDay,
  parseInstant,
} from "../time/calendar.ts";
import { type Day, parseDay } from "../time/day.ts";

/** Reads a setting as it was typed; the failure is what a person would have to type instead. */
export type Parse<Value> = (text: string) => Result<Value, string>;

export const text =
  (form: RegExp, expected: string): Parse<string> =>
  (value) =>
    form.test(value) ? ok(value) : err(expected);

export const integer =
  (least: number, most: number): Parse<number> =>
  (value) => {
    const number = /^-?\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
    return number >= least && number <= most
      ? ok(number)
      : err(`a whole number from ${least} to ${most}`);
  };

export const choice =
  <const Value extends string>(...values: Value[]): Parse<Value> =>
  (value) => {
    const chosen = values.find((one) => one === value);
    return chosen === undefined ? err(`one of ${values.join(", ")}`) : ok(chosen);
  };

export const yesOrNo: Parse<boolean> = (value) => {
  if (["true", "1", "yes", "on"].includes(value)) return ok(true);
  if (["false", "0", "no", "off", ""].includes(value)) return ok(false);
  return err("true or false");
};

export const zone: Parse<Calendar> = (value) => {
  const calendar = calendarOf(value);
  return calendar ? ok(calendar) : err("a zone such as UTC or Europe/Berlin");
};

export const dayOrInstant: Parse<Day | Instant> = (value) => {
  const day = parseDay(value);
  const at = day !== undefined && day > lastDay ? undefined : (day ?? parseInstant(value));
  return at === undefined
    ? err(`a day such as 2025-06-01 or an instant such as 2025-06-01T12:00:00Z, up to ${lastDay}`)
    : ok(at);
};

/** A directory that is there. */
export const directory: Parse<string> = (path) =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? ok(path)
    : err("a directory that exists");

/** The key in a file, not the file's name. */
export const publicKeyFile: Parse<NonNullable<ReturnType<typeof parsePublicKey>>> = (path) => {
  const expected = "a file with an RSA public key in PEM form";
  try {
    const key = parsePublicKey(readFileSync(path, "utf8"));
    return key ? ok(key) : err(expected);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return err(`${expected} (${error.code})`);
  }
};

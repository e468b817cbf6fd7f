import { isRecord } from "../base/is-record.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Scenario } from "../contract/scenario.ts";

/** Answers of steps, by the names that the steps give them. */
export type Values = ReadonlyMap<string, unknown>;

/** The name of a step, and where in its answer: `{sold.activationCode}`. */
const within = /\{([a-z][A-Za-z0-9]*)((?:\.[\w-]+)+)\}/g;

/** A text that is nothing but a reference. */
const whole = (text: string): readonly string[] | null => {
  const [found] = text.matchAll(within);
  return found?.[0] === text ? found : null;
};

/** What a scenario refers to though no earlier step answers it, in sentences; none if there is nothing. */
export function unknownReferences({ steps, youWillSee }: Scenario): readonly string[] {
  const known = new Set<string>();
  const problems: string[] = [];
  steps.forEach((step, index) => {
    for (const text of textsIn(step.with ?? {})) {
      const [, name = ""] = whole(text) ?? [];
      if (name !== "" && !known.has(name)) {
        problems.push(`Step ${index + 1} refers to ${text}, but no step before it is "${name}".`);
      }
    }
    if (step.as === undefined) return;
    if (known.has(step.as)) problems.push(`Two steps are "${step.as}".`);
    known.add(step.as);
  });
  for (const [text, name = ""] of youWillSee.matchAll(within)) {
    if (!known.has(name)) problems.push(`youWillSee refers to ${text}, but no step is "${name}".`);
  }
  return problems;
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) {
    for (const one of Object.values(value)) yield* textsIn(one);
  }
}

/** The same facts with what is referred to in its place. The error names what is not there. */
export function filledIn(value: unknown, values: Values): Result<unknown, string> {
  if (typeof value === "string") {
    const [text, name = "", path = ""] = whole(value) ?? [];
    return text === undefined ? ok(value) : valueAt(text, { name, path }, values);
  }
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    for (const one of value) {
      const filled = filledIn(one, values);
      if (!filled.ok) return filled;
      list.push(filled.value);
    }
    return ok(list);
  }
  if (!isRecord(value)) return ok(value);
  const entries: (readonly [string, unknown])[] = [];
  for (const [name, one] of Object.entries(value)) {
    const filled = filledIn(one, values);
    if (!filled.ok) return filled;
    entries.push([name, filled.value]);
  }
  return ok(Object.fromEntries(entries));
}

/** A text with what is referred to in its place. The error names what is not there. */
export function textFilledIn(text: string, values: Values): Result<string, string> {
  const missing: string[] = [];
  const filled = text.replace(within, (given, name: string, path: string) => {
    const value = valueAt(given, { name, path }, values);
    if (!value.ok) missing.push(value.error);
    return value.ok ? inWords(value.value) : given;
  });
  return missing[0] === undefined ? ok(filled) : err(missing[0]);
}

/** A text with words where answers are referred to: `{sold.activationCode}` is "the activation code". */
export const textInWords = (text: string): string =>
  text.replace(within, (_given, _name: string, path: string) => {
    const last = path.split(".").at(-1) ?? "";
    return `the ${last.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("_", " ")}`;
  });

function valueAt(
  text: string,
  { name, path }: { readonly name: string; readonly path: string },
  values: Values,
): Result<unknown, string> {
  let value = values.get(name);
  for (const part of path.split(".").slice(1)) {
    const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, part);
    if (!isThere) return err(`${text} is not there: "${name}" has answered otherwise.`);
    value = Reflect.get(Object(value), part);
  }
  return ok(value);
}

const inWords = (value: unknown): string =>
  typeof value === "object" ? JSON.stringify(value) : String(value);

import { readdirSync, readFileSync } from "node:fs";
import { parseAst } from "rolldown/parseAst";
import { expect, test, vi } from "vitest";

/**
 * Where an expression may take more than a few looks at each character, and why nobody can make it take long. All others
 * are used on what anybody sends.
 */
const bounded: Readonly<Record<string, string>> = {
  "base/printable.ts": "what was typed on the command line",
  "base/repeatable.ts": "addresses and files that were given as settings",
  "base/storage-problem.ts": "codes of SQLite",
  "cli/commands/clock.ts": "one argument of the command line",
  "cli/schema.ts": "patterns of the contract, which are judged where they stand",
  "cli/values.ts": "descriptions of ours",
  "diagnosis/sentences.ts": "numbers of at most 16 digits, between words",
  "diagnosis/transport.ts": "errors of at most 1,000 characters",
  "license/date-shapes.ts": "at most 128 bytes",
  "license/date-text.ts": "at most 128 bytes",
  "schema/json-body.ts": "JSON that has parsed, in which every text ends",
  "schema/validation.ts": "messages of graphql-js, which hold two names",
};

const source = new URL("../../src/", import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .filter((file) => !(file in bounded));

interface Expression {
  readonly pattern: string;
  readonly flags: string;
}

/** Expressions of a source, and whether it makes some. */
function expressionsIn(code: string): { literals: Expression[]; makesSome: boolean } {
  const literals: Expression[] = [];
  let makesSome = false;
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const regex: unknown = Reflect.get(node, "regex");
    if (isExpression(regex)) literals.push(regex);
    const made: unknown = Reflect.get(node, "callee");
    makesSome ||= Object(made).name === "RegExp";
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(code, { lang: "ts" }));
  return { literals, makesSome };
}

const isExpression = (value: unknown): value is Expression =>
  typeof value === "object" && value !== null && "pattern" in value && "flags" in value;

test("every regular expression on what others send looks at each character a few times at most", async () => {
  // Without a program of its own.
  vi.stubEnv("RECHECK_BACKEND", "pure");
  const { checkSync } = await import("recheck");

  const doubtful = files.flatMap((file) => {
    const { literals, makesSome } = expressionsIn(readFileSync(new URL(file, source), "utf8"));
    const slow = literals.filter(({ pattern, flags }) => {
      const { status } = checkSync(pattern, flags, { checker: "automaton", timeout: 60_000 });
      return status !== "safe";
    });
    return [
      ...slow.map(({ pattern, flags }) => `${file}: /${pattern}/${flags}`),
      ...(makesSome ? [`${file}: new RegExp`] : []),
    ];
  });

  expect(doubtful).toEqual([]);
});

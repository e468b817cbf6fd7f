import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesIn, parseLines } from "../../../src/console/parse-lines.ts";

const statementsOf = (input: string) => {
  const parsed = parseLines(input);
  return parsed.ok ? parsed.value : [];
};

describe("lines of a console", () => {
  test.each([
    { input: "License.current # .plan", lines: [1] },
    { input: "\n\n# only this\nLicense.count", lines: [4] },
    { input: "License.find(1); nil", lines: [1, 1] },
    { input: "License.count\nexit\nLicense.destroy_all", lines: [1] },
    { input: "License.count; quit", lines: [1] },
    { input: "exit = License.count\nexit.nil?", lines: [1, 2] },
    { input: "License\n  .current\n  .plan", lines: [1] },
    { input: "License.new(\n  data: key\n)\nLicense.count", lines: [1, 4] },
    { input: 'key = "a\nb"\nkey', lines: [1, 3] },
  ])("are statements, each of the line on which it begins: $input", ({ input, lines }) => {
    expect(statementsOf(input).map(({ line }) => line)).toEqual(lines);
  });

  test.each([
    { input: "License.find(1); nil", prints: [false, true] },
    { input: "License.find(1);", prints: [true] },
    { input: "License.find(1)\nnil", prints: [true, true] },
  ])("print what their last statement comes to: $input", ({ input, prints }) => {
    expect(statementsOf(input).map(({ endsLine }) => endsLine)).toEqual(prints);
  });

  test.each([
    { text: '"a\\r\\nb"', means: "a\r\nb" },
    { text: "'a\\r\\nb'", means: "a\\r\\nb" },
    { text: "'it\\'s'", means: "it's" },
    { text: '"a # b"', means: "a # b" },
    { text: '"a\nb"', means: "a\nb" },
  ])("have texts as Ruby reads them: $text", ({ text, means }) => {
    expect(statementsOf(text)[0]?.expression).toEqual({
      is: "literal",
      value: { type: "text", value: means },
    });
  });

  test("name the files that they read", () => {
    const input = `a = File.open("a")\nLicense.new(data: File.read('b').strip).save\nFile.read(a)`;

    expect(filesIn(statementsOf(input))).toEqual(["a", "b"]);
  });

  test.each([
    { input: "a", times: 101, kind: "too-many-lines" },
    { input: "License.current", times: 1, kind: undefined },
    { input: "nil = 3", times: 1, kind: "line-not-read" },
    { input: `License${".current".repeat(21)}`, times: 1, kind: "line-not-read" },
    { input: `${"a(".repeat(500)}1${")".repeat(500)}`, times: 1, kind: "line-not-read" },
    { input: `"a"${' + "a"'.repeat(500)}`, times: 1, kind: undefined },
    { input: `"a"${' + "a"'.repeat(50_000)}`, times: 1, kind: "line-not-read" },
    { input: `"${"a".repeat(400_000)}`, times: 1, kind: "line-not-read" },
    { input: `"${"a".repeat(400_000)}"`, times: 1, kind: undefined },
    { input: `"${"\\n".repeat(200_000)}"`, times: 1, kind: undefined },
    { input: `${"\n ".repeat(200_000)}a`, times: 1, kind: undefined },
    { input: ";".repeat(400_000), times: 1, kind: undefined },
    { input: "(".repeat(400_000), times: 1, kind: "line-not-read" },
  ])("end where they are too much: $kind", ({ input, times, kind }) => {
    const parsed = parseLines(`${input}\n`.repeat(times));

    expect(parsed.ok ? undefined : parsed.error.kind).toBe(kind);
  });

  test("never throw, whatever they are", () => {
    const pieces = fc.constantFrom(
      ..."License . &. current ( ) , data: & :trial? = + \"a\" 'b' /x/ # ; \n 1 nil puts ::".split(
        " ",
      ),
      "\n",
      " ",
    );
    const inputs = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(pieces).map((all) => all.join("")),
    );

    fc.assert(
      fc.property(inputs, (input) => {
        expect(() => filesIn(statementsOf(input))).not.toThrow();
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

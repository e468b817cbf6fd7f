import { describe, expect, test } from "vitest";
import { jsonText, printable, printableLines } from "../../../src/base/printable.ts";
import { listOf } from "../../../src/cli/table.ts";

describe("text from elsewhere", () => {
  test.each([
    { what: "a color", text: "\u001b[31mred", shown: "\\u001b[31mred" },
    { what: "the same with one control character", text: "\u009b31m", shown: "\\u009b31m" },
    { what: "a bell", text: "\u0007", shown: "\\u0007" },
    { what: "a line that replaces this one", text: "a\rb", shown: "a\\u000db" },
    { what: "another line", text: "a\nb\u2028c", shown: "a\\u000ab\\u2028c" },
    { what: "a backspace and a delete", text: "\b\u007f", shown: "\\u0008\\u007f" },
    { what: "another direction", text: "\u202eabc\u2066", shown: "\\u202eabc\\u2066" },
    { what: "no control character", text: "Zoë 日本 👩‍💻", shown: "Zoë 日本 👩‍💻" },
  ])("is shown on one line, as it is written, with $what in it", ({ text, shown }) => {
    expect(printable(text)).toBe(shown);
  });

  test("keeps its lines where there may be several", () => {
    expect(printableLines("a\u001b\nb")).toBe("a\\u001b\nb");
  });

  test("is null in JSON where there is none", () => {
    expect(jsonText(undefined)).toBe("null");
  });

  test("is harmless in JSON, which says the same", () => {
    const value = { name: "\u001b[31m \u009b31m \u202e 日本", lines: "a\nb" };

    const json = jsonText(value);

    expect(json).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u);
    expect(JSON.parse(json)).toEqual(value);
  });
});

describe("a table", () => {
  test("has columns as wide as they look, and no space at the end of a line", () => {
    const rows = [
      { name: "日本", seats: 10 },
      { name: "Example", seats: null },
      { name: "\u001b[31mred", seats: 1 },
      {},
    ];

    expect(listOf(rows, ["name", ["seats", "seats", "any"]]).split("\n")).toEqual([
      "name           seats",
      "日本           10",
      "Example        any",
      "\\u001b[31mred  1",
      "               any",
    ]);
  });

  test("is the word none where there is nothing to list", () => {
    expect(listOf<{ name: string; seats: number }>([], ["name", "seats"])).toBe("none");
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { changedLines } from "./changed-lines.ts";

const folder = mkdtempSync(path.join(tmpdir(), "understudy-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileName = path.join(folder, "code.ts");
writeFileSync(fileName, "const a = 1;\nif (a < 2) {\n  b();\n}\n");

describe("the lines that a change touches", () => {
  test("are shown before and after", () => {
    const location = { start: { line: 2, column: 7 }, end: { line: 2, column: 8 } };

    expect(changedLines({ fileName, location, replacement: "<=" })).toEqual({
      was: "if (a < 2) {",
      becomes: "if (a <= 2) {",
    });
  });

  test("are put on one line", () => {
    const location = { start: { line: 2, column: 12 }, end: { line: 4, column: 2 } };

    expect(changedLines({ fileName, location, replacement: "{}" })).toEqual({
      was: "if (a < 2) { b(); }",
      becomes: "if (a < 2) {}",
    });
  });
});

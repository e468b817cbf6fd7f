import { describe, expect, test } from "vitest";
import { verdictOn } from "./verdict.ts";

const change = { file: "src/license/a.ts", was: "a < b", becomes: "a <= b" };
const other = { ...change, becomes: "a >= b" };
const explained = { ...change, why: "a is never b." };

describe("the verdict on mutants", () => {
  test("counts what was noticed, endless loops too, and leaves out what could not run", () => {
    const statuses = ["Killed", "Timeout", "Killed", "Survived", "NoCoverage", "RuntimeError"];
    const mutants = statuses.map((status) => ({ ...change, status }));

    expect(verdictOn(mutants, [explained])).toEqual({
      score: 60,
      tried: 5,
      noticed: 3,
      survived: 2,
      unexplained: [],
      outdated: [],
    });
  });

  test("is worth nothing if nothing was tried", () => {
    expect(verdictOn([], []).score).toBe(0);
  });

  test.each(["Survived", "NoCoverage"])("names one that is %s and not explained", (status) => {
    const mutants = [
      { ...change, status },
      { ...other, status },
    ];

    expect(verdictOn(mutants, [explained]).unexplained).toEqual([{ ...other, status }]);
  });

  test("names one whose explanation is still to be written", () => {
    const mutants = [{ ...change, status: "Survived" }];

    expect(verdictOn(mutants, [{ ...explained, why: "" }]).unexplained).toEqual(mutants);
  });

  test.each([
    { name: "that a test notices by now", mutants: [{ ...change, status: "Killed" }] },
    { name: "of code that is not there any more", mutants: [{ ...other, status: "Killed" }] },
    {
      name: "of another file",
      mutants: [{ ...change, file: "src/license/b.ts", status: "Survived" }],
    },
  ])("names an explanation $name", ({ mutants }) => {
    expect(verdictOn(mutants, [explained]).outdated).toEqual([explained]);
  });
});

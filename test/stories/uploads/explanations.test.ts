import { describe, expect, test } from "vitest";
import { explainAndInstall } from "../../support/explanations.ts";

describe("the explanation of a license file", () => {
  test.each([
    { rules: "today", cases: 60 },
    { rules: "2018", cases: 40 },
    { rules: "2017", cases: 40 },
  ] as const)(
    "says what its installation then says, under $rules, $cases times",
    async ({ rules, cases }) => {
      await expect(explainAndInstall(cases, rules)).resolves.toBeUndefined();
    },
    60_000,
  );
});

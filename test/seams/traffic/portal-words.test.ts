import { describe, expect, test } from "vitest";
import { portalWords } from "../../../src/traffic/portal-words.ts";

describe("what a portal said", () => {
  test.each([
    "A".repeat(24),
    "aBcDeFgHiJkLmNoPqRsTuVwX",
    "aBcDeFgHiJkLmNoPqRsTuVw1",
    "glpat-aBcDeFgHiJkLmNoPqRsT",
  ])("is kept without %s", (secret) => {
    expect(portalWords(`Code ${secret}, was used up.`)).toBe("Code [masked], was used up.");
  });

  test.each([
    "License is unknown.",
    "max_historical_user_count and next_reconciliation_date must be given",
    "Unvoreingenommenheitsbeweis is a long word, and uncharacteristically too.",
    "The subscription A-S00000001 ended on 2025-06-01T10:00:00Z.",
  ])("is kept as it is: %s", (words) => {
    expect(portalWords(words)).toBe(words);
  });

  test("is cut to 1,000 characters, of which the last says so", () => {
    expect(portalWords("é ".repeat(500))).toBe("é ".repeat(500));
    expect(portalWords("é ".repeat(500_000))).toBe(`${"é ".repeat(499)}é…`);
  });

  test("is not cut through a character", () => {
    expect(portalWords(`${"x".repeat(998)}😀😀`)).toBe(`${"x".repeat(998)}…`);
  });

  test("is not cut through a secret, of which a part would be left", () => {
    const code = "aBcDeFgHiJkLmNoPqRsTuVw1";

    expect(portalWords(`${"x ".repeat(495)}${code}${" x".repeat(9)}`)).not.toContain("aBc");
  });
});

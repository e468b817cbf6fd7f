import { parse } from "graphql";
import { describe, expect, test } from "vitest";
import { fewDocuments } from "../../../src/stand-in/http/few-documents.ts";

const numbered = (number: number) => `{ name${number}: __typename }`;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("documents", () => {
  test("are kept as long as no sixteen others were asked since", () => {
    const documents = fewDocuments();
    for (const text of numbers(16).map(numbered)) documents.set(text, parse(text));
    documents.get(numbered(0));

    documents.set(numbered(16), parse(numbered(16)));

    expect(numbers(17).filter((number) => !documents.get(numbered(number)))).toEqual([1]);
  });

  test.each([
    { characters: 10_000, isKept: true },
    { characters: 10_001, isKept: false },
  ])("of $characters characters are kept: $isKept", ({ characters, isKept }) => {
    const documents = fewDocuments();
    const text = numbered(1).padEnd(characters);

    documents.set(text, parse(text));

    expect(documents.get(text) !== undefined).toBe(isKept);
  });
});

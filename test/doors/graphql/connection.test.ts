import { describe, expect, test } from "vitest";
import { type PageArguments, pageOf } from "../../../src/schema/connection.ts";

const list = (length: number) => {
  const items = Array.from({ length }, (_, index) => index + 1);
  return {
    slice: async (offset: number, limit: number) => items.slice(offset, offset + limit),
    length: async () => length,
  };
};

async function shown(args: PageArguments, length = 10) {
  const { edges, pageInfo } = await pageOf(args, list(length));
  return {
    items: edges.map(({ node }) => node),
    next: pageInfo.hasNextPage,
    previous: pageInfo.hasPreviousPage,
  };
}

const cursor = (position: number | string) => Buffer.from(String(position)).toString("base64url");

describe("a page of a list of ten", () => {
  test.each<{ args: PageArguments; items: number[]; next: boolean; previous: boolean }>([
    { args: {}, items: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], next: false, previous: false },
    { args: { first: 3 }, items: [1, 2, 3], next: true, previous: false },
    { args: { first: 10 }, items: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], next: false, previous: false },
    { args: { first: 0 }, items: [], next: true, previous: false },
    { args: { first: -1 }, items: [], next: true, previous: false },
    { args: { last: 3 }, items: [8, 9, 10], next: false, previous: true },
    { args: { last: -1 }, items: [], next: false, previous: true },
    { args: { first: 5, last: 2 }, items: [4, 5], next: true, previous: true },
    { args: { after: cursor(8) }, items: [9, 10], next: false, previous: true },
    { args: { after: cursor(8), first: 1 }, items: [9], next: true, previous: true },
    { args: { after: cursor(99) }, items: [], next: false, previous: true },
    { args: { after: cursor(`1${"0".repeat(400)}`) }, items: [], next: false, previous: true },
    { args: { before: cursor(3) }, items: [1, 2], next: true, previous: false },
    { args: { before: cursor(1) }, items: [], next: true, previous: false },
    {
      args: { before: cursor(99) },
      items: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      next: false,
      previous: false,
    },
    { args: { before: cursor(5), last: 2 }, items: [3, 4], next: true, previous: true },
    { args: { after: cursor(2), before: cursor(5) }, items: [3, 4], next: true, previous: true },
    { args: { after: cursor(5), before: cursor(2) }, items: [], next: true, previous: true },
    { args: { after: "", first: 1 }, items: [1], next: true, previous: false },
    { args: { after: cursor("nonsense"), first: 1 }, items: [1], next: true, previous: false },
    { args: { after: `${cursor(10)}`, first: 1 }, items: [], next: false, previous: true },
  ])("for $args is $items", async ({ args, ...expected }) => {
    expect(await shown(args)).toEqual(expected);
  });
});

describe("a page of a list of 250", () => {
  test.each<PageArguments>([{}, { first: 101 }, { first: 2 ** 31 - 1 }, { last: 500 }])(
    "for %o has 100 items",
    async (args) => {
      expect((await shown(args, 250)).items).toHaveLength(100);
    },
  );
});

describe("a cursor", () => {
  test.each([
    { position: 1, text: "MQ" },
    { position: 2, text: "Mg" },
    { position: 10, text: "MTA" },
  ])("of position $position is $text", async ({ position, text }) => {
    const { edges } = await pageOf({}, list(10));

    expect(edges[position - 1]?.cursor).toBe(text);
  });

  test.each(["!", "M", "MQ=Q", "M Q"])("that does not decode is refused: %s", async (text) => {
    await expect(pageOf({ after: text }, list(10))).rejects.toThrow(`Invalid cursor: "${text}"`);
  });
});

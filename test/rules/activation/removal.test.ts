import { describe, expect, test } from "vitest";
import { clearsFuture, rowsMeantBy } from "../../../src/activation/removal.ts";

const numbered = (row: number, number: number | null) => ({ row, number });

describe("the number 7", () => {
  test.each([
    { stored: [], rows: [] },
    { stored: [numbered(2, 7), numbered(1, 8)], rows: [2] },
    { stored: [numbered(3, 7), numbered(2, 7), numbered(1, 8)], rows: [3, 2] },
    { stored: [numbered(7, 9)], rows: [] },
    { stored: [numbered(7, null)], rows: [7] },
    { stored: [numbered(8, 7), numbered(7, null)], rows: [8] },
    { stored: [numbered(8, null), numbered(6, null)], rows: [] },
  ])("means the rows $rows of $stored", ({ stored, rows }) => {
    expect(rowsMeantBy(7, stored).map(({ row }) => row)).toEqual(rows);
  });
});

describe("the future subscriptions", () => {
  test.each([
    { removed: [2], inForce: 2, cleared: true },
    { removed: [3, 2], inForce: 2, cleared: true },
    { removed: [1], inForce: 2, cleared: false },
    { removed: [1], inForce: null, cleared: false },
    { removed: [], inForce: 2, cleared: false },
  ])(
    "are cleared when $removed are removed and $inForce is in force: $cleared",
    ({ removed, inForce, cleared }) => {
      const rows = removed.map((row) => ({ row }));

      expect(clearsFuture(rows, inForce === null ? null : { row: inForce })).toBe(cleared);
    },
  );
});

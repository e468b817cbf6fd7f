import { describe, expect, test } from "vitest";
import type { ExchangeLine } from "../../../src/package/verbs.ts";
import { type Row, rowsOf } from "../../../web/control/dashboard/traffic/rows.ts";
import { scrolledTo, stepped, windowOf } from "../../../web/control/dashboard/traffic/window.ts";

const all = { text: "", hop: "all", errorsOnly: false } as const;

const aLine = (id: number, its: Partial<ExchangeLine> = {}): ExchangeLine => ({
  id,
  hop: "portal",
  at: "2025-06-01T12:00:00Z",
  ms: 3,
  operations: [],
  variables: null,
  errors: [],
  subscription: null,
  method: "POST",
  url: "http://127.0.0.1:5000/graphql",
  status: 200,
  error: null,
  cause: null,
  ...its,
});

const aPage = (id: number, its: Partial<ExchangeLine> = {}) =>
  aLine(id, { hop: "instance", method: "GET", url: "/admin/subscription", ...its });

const keys = (rows: readonly Row[]) => rows.map(({ key }) => key);

describe("the list of exchanges", () => {
  test("stands newest first", () => {
    expect(keys(rowsOf([aLine(1), aLine(2)], all, new Set()))).toEqual(["2", "1"]);
  });

  test("folds page loads that stand together into one row, and unfolds it on wish", () => {
    const traffic = [aLine(1), aPage(2), aPage(3), aLine(4), aPage(5)];

    expect(keys(rowsOf(traffic, all, new Set()))).toEqual(["5", "4", "pages-2", "1"]);
    const opened = rowsOf(traffic, all, new Set(["pages-2"]));
    expect(keys(opened)).toEqual(["5", "4", "pages-2", "3", "2", "1"]);
  });

  test("calls a fold the same while more page loads come", () => {
    const two = [aPage(1), aPage(2)];

    expect(keys(rowsOf([...two, aPage(3)], all, new Set()))).toEqual(
      keys(rowsOf(two, all, new Set())),
    );
  });

  test("folds no page load that has failed, and no request of an API", () => {
    const traffic = [
      aPage(1),
      aPage(2, { status: 500 }),
      aPage(3, { url: "/api/v4/license" }),
      aPage(4),
    ];

    expect(keys(rowsOf(traffic, all, new Set()))).toEqual(["4", "3", "2", "1"]);
  });

  test("is filtered by hop, and by words that all must stand in a line", () => {
    const traffic = [
      aLine(1, { operations: ["cloudActivationActivate"], variables: { seats: 10 } }),
      aLine(2, { hop: "instance", operations: ["cloudActivationActivate"] }),
      aLine(3, { errors: ["Activation code is unknown"] }),
    ];
    const filtered = (its: object) => keys(rowsOf(traffic, { ...all, ...its }, new Set()));

    expect(filtered({ hop: "instance" })).toEqual(["2"]);
    expect(filtered({ text: "ACTIVATE  seats" })).toEqual(["1"]);
    expect(filtered({ text: "unknown" })).toEqual(["3"]);
  });

  test.each([
    ["without an answer", { status: null, error: "connection refused" }],
    ["answered with a status of an error", { status: 503 }],
    ["whose answer tells of errors", { errors: ["No seats"] }],
  ])("keeps an exchange %s where only errors are wanted", (_what, its) => {
    const rows = rowsOf([aLine(1), aLine(2, its)], { ...all, errorsOnly: true }, new Set());

    expect(keys(rows)).toEqual(["2"]);
  });
});

describe("a long list", () => {
  test("draws what is seen and a few rows around it, however long it is", () => {
    const seen = { rowHeight: 30, height: 600 };

    expect(windowOf({ ...seen, count: 10_000, scrollTop: 0 })).toEqual({ from: 0, to: 28 });
    expect(windowOf({ ...seen, count: 10_000, scrollTop: 30_000 })).toEqual({
      from: 992,
      to: 1_028,
    });
    expect(windowOf({ ...seen, count: 3, scrollTop: 30_000 })).toEqual({ from: 3, to: 3 });
  });

  test.each([
    ["ArrowDown", 4, 5],
    ["ArrowDown", 9, 9],
    ["ArrowDown", -1, 0],
    ["ArrowUp", 0, 0],
    ["PageDown", 4, 9],
    ["PageUp", 4, 0],
    ["Home", 4, 0],
    ["End", 4, 9],
    ["a", 4, null],
  ])("goes with %s from row %i to %s of ten", (key, from, to) => {
    expect(stepped(key, from, 10, 8)).toBe(to);
  });

  test("scrolls no further than it takes to show a row", () => {
    const seen = { rowHeight: 30, height: 300, scrollTop: 300 };

    expect([5, 12, 25].map((row) => scrolledTo(row, seen))).toEqual([150, 300, 480]);
  });
});

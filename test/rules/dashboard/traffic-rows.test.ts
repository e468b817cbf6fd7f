import { STATUS_CODES } from "node:http";
import { describe, expect, test } from "vitest";
import { statusInWords } from "../../../src/base/status-words.ts";
import type { ExchangeLine } from "../../../src/package/verbs.ts";
import {
  exchangeLog,
  hasDropped,
  isForgotten,
} from "../../../web/control/dashboard/traffic/log.ts";
import {
  type Filter,
  growingRows,
  problemOf,
  type Row,
  type Rows,
  rowList,
} from "../../../web/control/dashboard/traffic/rows.ts";
import { scrolledTo, stepped, windowOf } from "../../../web/control/dashboard/traffic/window.ts";
import { anExchangeLine } from "../../support/an-exchange-line.ts";

const all = { text: "", hop: "all", errorsOnly: false } as const;

const aLine = (id: number, its: Partial<ExchangeLine> = {}) => anExchangeLine({ id, ...its });

const aPage = (id: number, its: Partial<ExchangeLine> = {}) =>
  aLine(id, { hop: "instance", method: "GET", url: "/admin/subscription", ...its });

const inOrder = (rows: Rows): readonly (Row | undefined)[] =>
  Array.from({ length: rows.count }, (_, index) => rows.at(index));
const keys = (rows: Rows) => inOrder(rows).map((row) => row?.key);

function rowsOf(traffic: readonly ExchangeLine[], filter: Filter, opened: ReadonlySet<string>) {
  const list = rowList(filter, opened);
  for (const line of traffic) list.add(line);
  return list.now();
}

describe("the log of exchanges", () => {
  test("has dropped older ones once the first is there no more", async () => {
    const log = exchangeLog(10);
    for (let id = 1; id <= 10; id += 1) log.add(aLine(id));
    const whole = hasDropped(log.now());
    log.add(aLine(11));
    const cut = hasDropped(log.now());
    log.clear();
    const empty = hasDropped(log.now());
    await log.read(async () => [aLine(5), aLine(6)]);

    expect([whole, cut, empty, hasDropped(log.now())]).toEqual([false, true, false, true]);
  });
});

describe("an exchange that was opened", () => {
  const isForgottenIn = (...lines: readonly ExchangeLine[]) => {
    const log = exchangeLog(10);
    for (const line of lines) log.add(line);
    return isForgotten(log.now(), aLine(7));
  };

  test.each([
    ["while it is in the list", [aLine(6), aLine(7), aLine(8)], false],
    ["while it has made room for newer ones", [aLine(8), aLine(9)], false],
    ["no more once all was cleared", [], true],
    ["no more once others have come since", [aLine(1)], true],
    ["no more once another one has its id", [aLine(7, { url: "/other" })], true],
  ])("is shown %s", (_, lines, isGone) => {
    expect(isForgottenIn(...lines)).toBe(isGone);
  });
});

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

describe("what an exchange has suffered", () => {
  test.each([
    ["the first error of the answer", { status: 422, errors: ["No seats", "No plan"] }, "No seats"],
    [
      "the status in words where the answer says nothing",
      { status: 503 },
      "503 Service Unavailable",
    ],
    ["the number of a status that has no name", { status: 499 }, "499"],
    ["why no answer came", { status: null, error: "connection refused" }, "connection refused"],
    ["nothing of one that went well", {}, null],
  ])("is said: %s", (_what, its, said) => {
    expect(problemOf(aLine(1, its))).toBe(said);
  });

  test("has for every status of an error the words that HTTP has", () => {
    const differing = Object.entries(STATUS_CODES)
      .filter(([status]) => Number(status) >= 400 && !unknownHere.has(Number(status)))
      .filter(([status, words]) => statusInWords(Number(status)) !== `${status} ${words}`);

    expect(differing).toEqual([]);
  });
});

/** Nobody sends them over HTTP, or all do for fun. */
const unknownHere = new Set([418, 506, 508, 509, 510]);

describe("traffic that goes on", () => {
  const log = (lines: readonly ExchangeLine[], most = 100) => {
    const made = exchangeLog(most);
    for (const line of lines) made.add(line);
    return made;
  };
  const ids = (one: ReturnType<typeof exchangeLog>) => one.now().lines.map(({ id }) => id);
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);

  test("has the rows that it has when it is looked at as a whole", () => {
    const traffic = [
      aPage(1),
      aPage(2),
      aLine(3),
      aPage(4),
      aPage(5),
      aPage(6),
      aLine(7),
      aPage(8),
    ];
    const opened = new Set(["pages-4"]);
    const rowsFrom = growingRows();
    const growing = log([]);

    for (const [index, line] of traffic.entries()) {
      growing.add(line);
      const rows = rowsFrom(growing.now(), all, opened);
      expect(inOrder(rows)).toEqual(inOrder(rowsOf(traffic.slice(0, index + 1), all, opened)));
      expect(keys(rows).map((key) => rows.indexOf(key ?? ""))).toEqual(range(0, rows.count - 1));
    }
  });

  test("looks once at each exchange while it grows, and at all of them once the filter is another", () => {
    let looks = 0;
    const seen = (id: number) =>
      Object.defineProperty(aLine(id), "hop", {
        get() {
          looks += 1;
          return "portal";
        },
      });
    const rowsFrom = growingRows();
    const growing = log(range(1, 50).map(seen));
    const filter = { ...all, hop: "instance" } as const;
    const opened = new Set<string>();
    for (let id = 51; id <= 100; id += 1) {
      growing.add(seen(id));
      rowsFrom(growing.now(), filter, opened);
    }
    expect(looks).toBe(100);

    rowsFrom(growing.now(), { ...filter }, opened);
    expect(looks).toBe(200);
  });

  test("makes room by the tenth", () => {
    expect(ids(log(range(1, 101).map((id) => aLine(id))))).toEqual(range(11, 101));
  });

  test("keeps what the emulator has forgotten, and what comes while it is asked", async () => {
    const growing = log([aLine(1), aLine(2)]);
    await growing.read(async () => {
      growing.add(aLine(5));
      growing.add(aLine(6));
      return [aLine(2), aLine(3), aLine(4), aLine(5)];
    });

    expect(ids(growing)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test.each([
    ["counts less", [aLine(1), aLine(2)], [1, 2]],
    ["has another exchange of the same number", [aLine(3, { ms: 77 }), aLine(4)], [3, 4]],
    ["has none", [], []],
  ])("begins anew with another emulator, which %s", async (_what, kept, shown) => {
    const growing = log([aLine(1), aLine(2), aLine(3)]);
    await growing.read(async () => kept);

    expect(ids(growing)).toEqual(shown);
  });

  test("shows nothing again that was cleared while the emulator was asked", async () => {
    const growing = log([aLine(1)]);
    const answers = [[aLine(1), aLine(2)], [aLine(1, { ms: 9 })]];
    await growing.read(async () => {
      if (answers.length === 2) {
        growing.add(aLine(2));
        growing.clear();
      }
      return answers.shift() ?? [];
    });

    expect(growing.now().lines).toEqual([aLine(1, { ms: 9 })]);
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

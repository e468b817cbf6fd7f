import { describe, expect, test } from "vitest";
import { decidingNumber } from "../../../web/control/dashboard/seats/deciding-number.ts";
import {
  type Drawn,
  dayAtX,
  geometryOf,
  joined,
  labelBeside,
  lanesOf,
  rangesOf,
  readingOf,
  roundTicks,
  runsOf,
  type StoredTerm,
  seatsInForce,
  timeTicks,
} from "../../../web/control/dashboard/seats/geometry.ts";

const term: StoredTerm = {
  row: 1,
  plan: "premium",
  seats: 100,
  most: 110,
  startsOn: "2025-06-01",
  expiresOn: "2026-06-01",
  storedOn: "2025-06-01",
  current: true,
};
const drawn: Drawn = {
  today: "2025-12-01",
  usersNow: 90,
  counts: [],
  thinned: false,
  terms: [term],
  window: { from: "2025-06-01", to: "2026-06-01" },
  candidate: null,
};
const size = { width: 640, height: 300 };
const wholeTerm = { from: "2025-06-01", to: "2026-06-02" };
const rangeNamed = (name: string, from: Drawn) => rangesOf(from).find((one) => one.name === name);

describe("the chart of seats", () => {
  test.each([
    { most: 0, ticks: [0, 1] },
    { most: 3, ticks: [0, 1, 2, 3] },
    { most: 111, ticks: [0, 50, 100, 150] },
    { most: 2_000_000, ticks: [0, 500_000, 1_000_000, 1_500_000, 2_000_000] },
  ])("has round numbers of users up to $most", ({ most, ticks }) => {
    expect(roundTicks(most)).toEqual(ticks);
  });

  test.each([
    { from: "2025-06-01", to: "2025-09-01", labels: ["Jun 2025", "Jul", "Aug", "Sep"] },
    { from: "2025-06-15", to: "2026-06-15", labels: ["Jul 2025", "Oct", "2026", "Apr"] },
    { from: "2020-03-01", to: "2025-03-01", labels: ["2021", "2022", "2023", "2024", "2025"] },
  ])("names months, or years, from $from to $to", ({ from, to, labels }) => {
    expect(timeTicks(from, to, 5).map(({ label }) => label)).toEqual(labels);
  });

  test("has room for everybody whom the tolerance lets pass, and for the whole term", () => {
    const { plot, x, y } = geometryOf(drawn, wholeTerm, size);

    expect(y(110)).toBeGreaterThan(plot.top);
    expect(x("2025-06-01")).toBe(plot.left);
    expect(x("2026-06-01")).toBeLessThanOrEqual(plot.right);
  });

  test("has room for the users of this moment, whom nobody has counted yet", () => {
    const { plot, y } = geometryOf({ ...drawn, usersNow: 400 }, wholeTerm, size);

    expect(y(400)).toBeGreaterThan(plot.top);
  });

  test.each([
    { are: "days in a row", on: ["2025-07-01", "2025-07-02"], thinned: false, strokes: 1 },
    { are: "days with a gap", on: ["2025-07-01", "2025-07-03"], thinned: false, strokes: 2 },
    { are: "stretches", on: ["2025-07-01", "2025-07-03"], thinned: true, strokes: 1 },
  ])("draws $are in strokes: $strokes", ({ on, thinned, strokes }) => {
    const counts = on.map((day) => ({ on: day, count: 90 }));
    const { counts: path } = geometryOf({ ...drawn, counts, thinned }, wholeTerm, size);

    expect(path.match(/M/g)).toHaveLength(strokes);
  });

  test("leaves out what was highest before the days that are drawn", () => {
    const counts = [
      { on: "2025-05-20", count: 500 },
      { on: "2025-06-10", count: 8 },
    ];
    const { counts: path, y } = geometryOf({ ...drawn, counts, thinned: true }, wholeTerm, size);

    expect(path).toMatch(new RegExp(`^M\\S+ ${Math.round(y(8) * 10) / 10}H\\S+$`));
  });

  test("finds the day under a place, and the nearest one beside the plot", () => {
    const geometry = geometryOf(drawn, wholeTerm, size);

    expect(dayAtX(geometry, geometry.x("2025-10-10") + 0.1)).toBe("2025-10-10");
    expect([dayAtX(geometry, -50), dayAtX(geometry, 5_000)]).toEqual(["2025-06-01", "2026-06-01"]);
  });
});

describe("the days that are drawn", () => {
  test("are the term in force, and nothing else to choose where there is no more", () => {
    expect(rangesOf(drawn)).toEqual([{ name: "term", from: "2025-06-01", to: "2026-06-02" }]);
  });

  test("are what has been of a term too, while that is less than a quarter", () => {
    expect(rangeNamed("so far", { ...drawn, today: "2025-08-01" })).toEqual({
      name: "so far",
      from: "2025-06-01",
      to: "2025-08-02",
    });
    expect(rangeNamed("so far", { ...drawn, today: "2025-06-02" })).toMatchObject({
      from: "2025-05-06",
      to: "2025-06-03",
    });
    expect(rangeNamed("so far", drawn)).toBeUndefined();
  });

  test("leave out the far ends of a license of 70 years, which all days have", () => {
    const far = { ...drawn, terms: [{ ...term, startsOn: "1985-06-01", expiresOn: "2055-06-01" }] };

    expect(rangeNamed("term", far)).toMatchObject({ from: "2024-11-30", to: "2027-12-03" });
    expect(rangeNamed("licenses", far)).toMatchObject({ from: "1985-06-01", to: "2027-12-03" });
    expect(rangeNamed("all", far)).toMatchObject({ from: "1985-06-01", to: "2055-06-02" });
  });

  test("hold a license that follows, but not those that are over", () => {
    const past = { ...term, current: false, startsOn: "2023-06-01", expiresOn: "2024-06-01" };
    const next = { ...term, current: false, startsOn: "2026-06-01", expiresOn: "2027-06-01" };

    expect(rangeNamed("term", { ...drawn, terms: [past, term, next] })).toEqual({
      name: "term",
      from: "2025-06-01",
      to: "2027-06-02",
    });
  });

  test("hold a license that is tried", () => {
    const candidate = { ...term, startsOn: "2026-06-01", expiresOn: "2027-06-01" };

    expect(rangeNamed("term", { ...drawn, candidate })).toMatchObject({ to: "2027-06-02" });
  });

  test("are what was counted where no license is in force", () => {
    const counts = [{ on: "2025-03-01", count: 8 }];
    const without = { ...drawn, terms: [], window: null, counts };

    expect(rangesOf(without)).toEqual([{ name: "term", from: "2025-03-01", to: "2025-12-02" }]);
  });

  test("end with the last day that there is", () => {
    const endless = { ...drawn, terms: [{ ...term, expiresOn: "9999-12-31" }] };

    expect(rangeNamed("all", endless)?.to).toBe("9999-12-31");
  });
});

describe("the seats in force", () => {
  const more = { ...term, row: 2, seats: 120, most: 132, storedOn: "2025-09-01" };

  test("are those of the license that was stored last by that day", () => {
    expect(seatsInForce([term, more], wholeTerm, "2025-12-01")).toEqual([
      { from: "2025-06-01", to: "2025-09-01", seats: 100, most: 110 },
      { from: "2025-09-01", to: "2026-06-01", seats: 120, most: 132 },
    ]);
  });

  test("are drawn for days before a license was stored, where nothing else was there", () => {
    const late = { ...term, storedOn: "2025-12-01" };

    expect(seatsInForce([late], wholeTerm, "2025-12-01")).toEqual([
      { from: "2025-06-01", to: "2026-06-01", seats: 100, most: 110 },
    ]);
  });
});

describe("the lanes of licenses", () => {
  const today = "2025-12-01";
  const overlapping = Array.from({ length: 30 }, (_, at) => ({
    ...term,
    row: at + 1,
    seats: at,
    current: at === 3,
  }));

  test("are bounded: the license in force is drawn, then the newest, and the rest counted", () => {
    const { bands, lanes, hidden } = lanesOf(overlapping, wholeTerm, { today, most: 4 });

    expect([lanes, hidden]).toEqual([4, 26]);
    expect(bands.map(({ term: { row } }) => row)).toEqual([4, 30, 29, 28]);
  });

  test("are one for licenses that follow each other", () => {
    const next = { ...term, row: 2, startsOn: "2026-06-01", expiresOn: "2027-06-01" };
    const both = lanesOf(
      [term, next],
      { from: "2025-06-01", to: "2027-06-02" },
      { today, most: 4 },
    );

    expect(both).toMatchObject({ lanes: 1, hidden: 0 });
    expect(both.bands).toHaveLength(2);
  });

  test("hold a license once that was written again, and none that is not drawn", () => {
    const before = { ...term, current: false };
    const again = { ...term, row: 2 };
    const past = { ...term, row: 3, startsOn: "2020-01-01", expiresOn: "2021-01-01" };

    expect(lanesOf([before, again, past], wholeTerm, { today, most: 4 }).bands).toEqual([
      { term: again, lane: 0 },
    ]);
  });
});

describe("days in a row", () => {
  test("are one stretch", () => {
    expect(runsOf(["2025-07-01", "2025-07-02", "2025-07-05"])).toEqual([
      { from: "2025-07-01", to: "2025-07-03" },
      { from: "2025-07-05", to: "2025-07-06" },
    ]);
  });

  test("with the same count are one line of the table", () => {
    const counts = [
      { on: "2025-07-01", count: 8 },
      { on: "2025-07-02", count: 8 },
      { on: "2025-07-03", count: 9 },
      { on: "2025-07-05", count: 9 },
    ];

    expect(joined(counts)).toEqual([
      { from: "2025-07-01", to: "2025-07-02", count: 8 },
      { from: "2025-07-03", to: "2025-07-03", count: 9 },
      { from: "2025-07-05", to: "2025-07-05", count: 9 },
    ]);
  });
});

describe("a label", () => {
  const plot = { left: 44, right: 378 };

  test.each([
    { case: "right of its place", place: 100, avoid: null, placed: { x: 108, anchor: "start" } },
    { case: "left at the right edge", place: 370, avoid: null, placed: { x: 362, anchor: "end" } },
    {
      case: "left where today's line would cross it",
      place: 210,
      avoid: 260,
      placed: { x: 202, anchor: "end" },
    },
  ])("stands $case", ({ place, avoid, placed }) => {
    expect(labelBeside(place, "111 users, 2025-08-20", plot, avoid)).toEqual(placed);
  });
});

describe("a day that is read out", () => {
  const counts = [{ on: "2025-11-30", count: 1 }];
  const inForce = [{ from: "2025-06-01", to: "2026-06-01", seats: 100, most: 110 }];

  test.each([
    { day: "2025-11-30", text: "1 user, 100 seats" },
    { day: "2025-11-29", text: "not counted, 100 seats" },
    { day: "2025-12-01", text: "90 users now, not counted yet, 100 seats" },
    { day: "2026-05-31", text: "still to come, 100 seats" },
    { day: "2026-06-01", text: "still to come, no license covers it" },
  ])("says of $day: $text", ({ day, text }) => {
    expect(readingOf({ ...drawn, counts }, { inForce }, day)).toBe(text);
  });

  test("says both of today once it was counted", () => {
    const today = [{ on: "2025-12-01", count: 80 }];

    expect(readingOf({ ...drawn, counts: today }, { inForce }, "2025-12-01")).toBe(
      "90 users now, 80 users counted, 100 seats",
    );
  });

  test("says of a stretch of days its highest", () => {
    const stretches = [...counts, { on: "2025-12-03", count: 2 }];

    expect(
      readingOf(
        { ...drawn, today: "2025-12-09", counts: stretches, thinned: true },
        { inForce },
        "2025-12-02",
      ),
    ).toBe("at most 1 user, 100 seats");
  });
});

describe("the number that has decided", () => {
  const license = {
    number: null,
    plan: "premium",
    cloud: false,
    seats: 100,
    most: 110,
    previousSeats: 100,
    trueUpSeats: null,
    startsOn: "2026-06-01",
    expiresOn: "2027-06-01",
  };
  const judged = {
    today: "2025-12-01",
    usersNow: 95,
    historicalMax: 111,
    peakDays: ["2025-07-11"],
    license,
  };
  const step = (question: string) => ({ question, formula: "", holds: false });

  test.each([
    {
      question: "users-before",
      number: {
        mark: "the ring",
        day: "2025-07-11",
        users: 111,
        compared: "above the 110 that pass",
      },
    },
    {
      question: "users-now",
      number: {
        mark: "the dot",
        day: "2025-12-01",
        users: 95,
        compared: "within the 110 that pass",
      },
    },
    {
      question: "true-up",
      number: {
        mark: "the ring",
        day: "2025-07-11",
        users: 111,
        compared: "of whom the true-up pays for those above the seats before",
      },
    },
  ])("is found in the chart by what was asked last: $question", ({ question, number }) => {
    const steps = [step("past-fits"), step(question)];

    expect(decidingNumber({ ...judged, steps })).toEqual(number);
  });

  test("is none where nobody was counted, or nothing compared", () => {
    expect(decidingNumber({ ...judged, steps: [], license })).toBe(null);
    expect(
      decidingNumber({ ...judged, historicalMax: 0, peakDays: [], steps: [step("users-before")] }),
    ).toBe(null);
  });
});

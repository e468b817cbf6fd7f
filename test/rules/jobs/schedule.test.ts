import { describe, expect, test } from "vitest";
import { dailyJobs, type JobName, timetable } from "../../../src/jobs/schedule.ts";
import { calendarOf, type Instant } from "../../../src/time/calendar.ts";

const instant = (text: string) => Date.parse(text) as Instant;

/** What falls due in a time zone, as `measurement 2025-06-01T23:50:00+02:00`; the report is at 3:07 UTC, the token at 5:09. */
function dueIn(zone: string, { after, until }: { after: string; until: string }, only?: JobName) {
  const calendar = calendarOf(zone);
  if (!calendar) throw new Error(`There is no ${zone}.`);
  const jobs = dailyJobs(calendar, { seatLink: 7, serviceToken: 9 });
  return [...timetable(jobs, instant(after)).take({ until: instant(until), most: 1_000 })]
    .filter(({ name }) => only === undefined || name === only)
    .map(({ name, at }) => `${name} ${calendar.toIso(at)}`);
}

describe("the jobs of a day", () => {
  test("are the report and the token in the night, the count at noon, and the measurement before midnight", () => {
    expect(dueIn("UTC", { after: "2025-06-01T00:00Z", until: "2025-06-02T00:00Z" })).toEqual([
      "seat-link 2025-06-01T03:07:00Z",
      "service-token 2025-06-01T05:09:00Z",
      "historical-data 2025-06-01T12:00:00Z",
      "measurement 2025-06-01T23:50:00Z",
    ]);
  });

  test.each([
    { after: "2025-06-01T11:59:59Z", until: "2025-06-01T12:00:00Z", due: 1 },
    { after: "2025-06-01T12:00:00Z", until: "2025-06-01T23:49:59Z", due: 0 },
    { after: "2025-06-01T12:00:00Z", until: "2025-06-01T23:50:00Z", due: 1 },
    { after: "2025-06-01T23:50:00Z", until: "2025-06-02T03:06:59Z", due: 0 },
    { after: "2025-06-01T23:50:00Z", until: "2025-06-02T03:07:00Z", due: 1 },
    { after: "2025-06-01T12:00:00Z", until: "2025-06-01T12:00:00Z", due: 0 },
  ])("are $due after $after and by $until", ({ due, ...stretch }) => {
    expect(dueIn("UTC", stretch)).toHaveLength(due);
  });

  test("have the report last where two fall due at once", () => {
    const calendar = calendarOf("Asia/Tokyo");
    const jobs = calendar ? dailyJobs(calendar, { seatLink: 0, serviceToken: 0 }) : [];
    const noonInTokyo = instant("2025-06-01T03:00Z");
    const morning = timetable(jobs, instant("2025-06-01T02:59Z"));

    const due = [...morning.take({ until: noonInTokyo, most: 10 })];

    expect(due.map(({ name }) => name)).toEqual(["historical-data", "seat-link"]);
  });

  test.each([
    { draw: 0, at: "03:00", token: "05:00" },
    { draw: 59, at: "03:59", token: "05:59" },
    { draw: 60, at: "04:00", token: "06:00" },
    { draw: 119, at: "04:59", token: "06:59" },
    { draw: 120, at: "03:00", token: "05:00" },
    { draw: 65_535, at: "03:15", token: "05:15" },
  ])(
    "have the report at $at UTC and the token at $token with the draw $draw",
    ({ draw, at, token }) => {
      const calendar = calendarOf("America/New_York");
      const jobs = calendar ? dailyJobs(calendar, { seatLink: draw, serviceToken: draw }) : [];
      const day = timetable(jobs, instant("2025-06-01T00:00Z"));

      const due = [...day.take({ until: instant("2025-06-01T23:59Z"), most: 10 })];

      expect(due.filter(({ name }) => name === "seat-link" || name === "service-token")).toEqual([
        { name: "seat-link", at: instant(`2025-06-01T${at}Z`) },
        { name: "service-token", at: instant(`2025-06-01T${token}Z`) },
      ]);
    },
  );
});

describe("what falls due", () => {
  test("goes on with the next job, however few were taken before", () => {
    const calendar = calendarOf("UTC");
    const jobs = calendar ? dailyJobs(calendar, { seatLink: 7, serviceToken: 9 }) : [];
    const until = instant("2025-06-02T04:00Z");
    const days = timetable(jobs, instant("2025-06-01T00:00Z"));

    const [first] = days.take({ until, most: 10 });
    const rest = [...days.take({ until, most: 2 }), ...days.take({ until, most: 10 })];

    expect([first, ...rest].map((due) => due?.name)).toEqual([
      "seat-link",
      "service-token",
      "historical-data",
      "measurement",
      "seat-link",
    ]);
    expect(days.isDue(until)).toBe(false);
    expect(days.isDue(instant("2025-06-02T05:09Z"))).toBe(true);
  });
});

describe("a daily job", () => {
  test.each([
    { month: "a month of 30 days", after: "2025-04-29T13:00Z", days: ["04-30", "05-01"] },
    { month: "a month of 31 days", after: "2025-07-30T13:00Z", days: ["07-31", "08-01"] },
    { month: "February", after: "2025-02-27T13:00Z", days: ["02-28", "03-01"] },
    { month: "the year", after: "2025-12-30T13:00Z", days: ["12-31", "01-01"] },
  ])("runs on the last day of $month and on the next", ({ after, days }) => {
    const until = `${new Date(instant(after) + 2 * 86_400_000).toISOString()}`;

    expect(
      dueIn("UTC", { after, until }, "historical-data").map((text) => text.slice(21, 26)),
    ).toEqual(days);
  });

  test("runs on 29 February", () => {
    const stretch = { after: "2024-02-28T13:00Z", until: "2024-03-01T12:00Z" };

    expect(dueIn("UTC", stretch, "historical-data")).toEqual([
      "historical-data 2024-02-29T12:00:00Z",
      "historical-data 2024-03-01T12:00:00Z",
    ]);
  });

  test.each([
    {
      change: "is set forward",
      zone: "Europe/Berlin",
      after: "2025-03-29T13:00+01:00",
      until: "2025-03-31T00:00+02:00",
      due: [
        "measurement 2025-03-29T23:50:00+01:00",
        "seat-link 2025-03-30T05:07:00+02:00",
        "service-token 2025-03-30T07:09:00+02:00",
        "historical-data 2025-03-30T12:00:00+02:00",
        "measurement 2025-03-30T23:50:00+02:00",
      ],
    },
    {
      change: "is set back",
      zone: "Europe/Berlin",
      after: "2025-10-25T13:00+02:00",
      until: "2025-10-27T00:00+01:00",
      due: [
        "measurement 2025-10-25T23:50:00+02:00",
        "seat-link 2025-10-26T04:07:00+01:00",
        "service-token 2025-10-26T06:09:00+01:00",
        "historical-data 2025-10-26T12:00:00+01:00",
        "measurement 2025-10-26T23:50:00+01:00",
      ],
    },
    {
      change: "is set forward in the hour of the report",
      zone: "America/New_York",
      after: "2025-03-08T13:00-05:00",
      until: "2025-03-09T13:00-04:00",
      due: [
        "seat-link 2025-03-08T22:07:00-05:00",
        "measurement 2025-03-08T23:50:00-05:00",
        "service-token 2025-03-09T00:09:00-05:00",
        "historical-data 2025-03-09T12:00:00-04:00",
      ],
    },
    {
      change: "is set back by half an hour",
      zone: "Australia/Lord_Howe",
      after: "2025-04-05T13:00+11:00",
      until: "2025-04-06T13:00+10:30",
      due: [
        "seat-link 2025-04-05T14:07:00+11:00",
        "service-token 2025-04-05T16:09:00+11:00",
        "measurement 2025-04-05T23:50:00+11:00",
        "historical-data 2025-04-06T12:00:00+10:30",
      ],
    },
    {
      change: "is set back, so that 23:50 comes twice,",
      zone: "America/Nuuk",
      after: "2024-10-26T13:00-01:00",
      until: "2024-10-27T13:00-02:00",
      due: [
        "measurement 2024-10-26T23:50:00-01:00",
        "seat-link 2024-10-27T01:07:00-02:00",
        "service-token 2024-10-27T03:09:00-02:00",
        "historical-data 2024-10-27T12:00:00-02:00",
      ],
    },
    {
      change: "passes over a whole day",
      zone: "Pacific/Apia",
      after: "2011-12-29T13:00-10:00",
      until: "2012-01-01T00:00+14:00",
      due: [
        "seat-link 2011-12-29T17:07:00-10:00",
        "service-token 2011-12-29T19:09:00-10:00",
        "measurement 2011-12-29T23:50:00-10:00",
        "historical-data 2011-12-31T12:00:00+14:00",
        "seat-link 2011-12-31T17:07:00+14:00",
        "service-token 2011-12-31T19:09:00+14:00",
        "measurement 2011-12-31T23:50:00+14:00",
      ],
    },
  ])("runs once a day where the clock of $zone $change", ({ zone, after, until, due }) => {
    expect(dueIn(zone, { after, until })).toEqual(due);
  });
});

describe("where a day comes twice, as the date line is crossed", () => {
  // Juneau went from 15:33 on the 19th of October back to 15:33 on the 18th.
  const zone = "America/Juneau";
  const hourAfter = (hours: number) =>
    new Date(Date.parse("1867-10-17T00:00Z") + hours * 3_600_000).toISOString();
  const dayIn = (due: string) => due.replace(/T.*/, "");

  test("each daily job runs once, however the clock is moved", () => {
    const whole = dueIn(zone, { after: hourAfter(0), until: hourAfter(120) });

    for (const step of [1, 5, 24]) {
      const moves = Array.from({ length: 120 / step }, (_, index) => index * step);
      const due = moves.flatMap((from) =>
        dueIn(zone, { after: hourAfter(from), until: hourAfter(from + step) }),
      );
      expect(due, `by ${step} hours`).toEqual(whole);
    }
    const local = whole.filter((due) => /^(?:historical-data|measurement)/.test(due)).map(dayIn);
    expect(new Set(local).size).toBe(local.length);
  });

  test("the day is the one that the clock shows, whatever was asked before", () => {
    const calendar = calendarOf(zone);
    const evenings = ["1867-10-18T20:00Z", "1867-10-19T02:00Z", "1867-10-19T20:00Z"].map(instant);

    const days = [...evenings, ...evenings.toReversed()].map((at) => calendar?.dayOf(at));

    expect(days).toEqual([
      ...["1867-10-19", "1867-10-18", "1867-10-19"],
      ...["1867-10-19", "1867-10-18", "1867-10-19"],
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { foldedEvents } from "../../../src/timeline/fold.ts";
import type { PublicEvent, PublicEventOf } from "../../../src/timeline/timeline-event.ts";
import {
  aFurtherStart,
  aMeasurement,
  aMove,
  aNotice,
  anInstalledLicense,
  aRefusal,
  aReport,
  aSale,
  aStruckFault,
} from "./public-events.ts";

const report = (id: number, fields: Partial<PublicEventOf<"job">> = {}) =>
  aReport({ report: id, ...fields });
const failed = (id: number, attempt = 1) =>
  report(id, { outcome: "failed", error: "503", detail: "503", attempt });
const unchanged = { detail: "License 1001 is unchanged." };
const without = { detail: "The portal sent no license." };
const recorded = (users: number, on: string) =>
  report(1, {
    job: "historical-data",
    detail: `Recorded ${users} billable users on ${on}.`,
    gist: `Recorded ${users} billable users.`,
  });
const refused = (detail: string) => aRefusal({ by: "environment", detail });

const unreachable = (address: string, ms = 3) => ({
  host: "customers.understudy.test",
  address,
  phase: "tcp" as const,
  code: "ECONNREFUSED",
  ms,
});

/** The folds of events, as how many there are in each. */
const sizes = (...events: readonly PublicEvent[]) =>
  foldedEvents(events).map((fold) => fold.events.length);

describe("events", () => {
  test("that are alike are folded, whatever comes between them again and again", () => {
    expect(sizes(aMeasurement(), report(1), aMeasurement(), report(2), aMeasurement())).toEqual([
      3, 2,
    ]);
  });

  test("are folded where the network has failed in the same way, however long that took", () => {
    const [fast, slow] = [unreachable("203.0.113.10", 1), unreachable("203.0.113.10", 99)];

    expect(sizes({ ...failed(1), transport: fast }, { ...failed(2), transport: slow })).toEqual([
      2,
    ]);
  });

  test("are folded where a service token is renewed, and where it is still good", () => {
    const token = (outcome: PublicEventOf<"job">["outcome"]) =>
      report(1, { job: "service-token", outcome });

    expect(sizes(token("done"), token("skipped"), token("skipped"), token("failed"))).toEqual([
      3, 1,
    ]);
  });

  test("that matter stand alone, and end what was folded before", () => {
    expect(
      sizes(aMeasurement(), aMeasurement(), aSale(), aMeasurement(), aSale(), aSale()),
    ).toEqual([2, 1, 1, 1, 1]);
  });

  test.each([
    { that: "end differently", one: report(1), other: report(2, { outcome: "skipped" }) },
    {
      that: "fail differently",
      one: failed(1),
      other: report(1, { outcome: "failed", error: "500" }),
    },
    { that: "are asked for", one: report(1), other: report(2, { trigger: "manual" }) },
    { that: "are retries", one: failed(1), other: failed(1, 2) },
    { that: "are of another fault", one: aStruckFault(), other: aStruckFault({ id: "2" }) },
    { that: "are refused for another reason", one: refused("503"), other: refused("422") },
    {
      that: "a fault hit",
      one: refused("503"),
      other: { ...refused("503"), fault: { id: "1", name: "status 503" } },
    },
    {
      that: "the network hit elsewhere",
      one: { ...failed(1), transport: unreachable("203.0.113.10") },
      other: { ...failed(2), transport: unreachable("203.0.113.11") },
    },
    {
      that: "are refused by another network",
      one: { ...refused("no"), transport: unreachable("203.0.113.10") },
      other: refused("no"),
    },
    {
      that: "are so far that their jobs were passed over",
      one: aMove("2025-06-01", "2025-06-02"),
      other: aMove("2025-06-02", "2225-06-02", { passedOver: true }),
    },
  ])("of which others $that are not folded with these", ({ one, other }) => {
    expect(sizes(one, other)).toEqual([1, 1]);
  });

  test.each([
    {
      what: "a clock that is moved on and on",
      one: aMove("2025-06-01", "2025-06-02"),
      sizes: [2],
    },
    {
      what: "a clock that is set back",
      one: aMove("2025-06-02", "2025-06-01"),
      sizes: [1, 1],
    },
    { what: "retries of different reports", one: failed(1, 5), sizes: [2] },
    { what: "requests that meet one fault", one: aStruckFault(), sizes: [2] },
    {
      what: "faults that are armed",
      one: aStruckFault({ action: "armed", request: null }),
      sizes: [1, 1],
    },
    { what: "activations that fail alike", one: refused("503"), sizes: [2] },
    { what: "starts", one: aFurtherStart(), sizes: [1, 1] },
    { what: "licenses", one: anInstalledLicense(), sizes: [1, 1] },
    { what: "notices", one: aNotice("in-force"), sizes: [1, 1] },
  ])("are folded as $sizes: $what", ({ one, sizes: wanted }) => {
    expect(sizes(one, { ...one })).toEqual(wanted);
  });
});

describe("a clock", () => {
  test("that is stopped or started stands alone, also where it is moved at once", () => {
    const [one, other] = ["2025-06-01", "2025-06-02"];

    expect(
      sizes(
        aMove(one, other),
        aMove(other, other, { running: true }),
        aMove(one, other, { running: true }),
      ),
    ).toEqual([1, 1, 1]);
    expect(
      sizes(aMove(one, other), aMove(one, other, { running: true }), aMove(one, other)),
    ).toEqual([1, 1, 1]);
  });

  test("that somebody has moved is told apart from one that a start has set", () => {
    const [one, other] = ["2025-06-01", "2025-06-02"];

    expect(sizes(aMove(one, other), aMove(one, other, { by: "start" }))).toEqual([1, 1]);
  });
});

describe("jobs that are done", () => {
  test("are folded as long as they say the same, but for the day", () => {
    expect(
      sizes(
        recorded(8, "2025-06-01"),
        recorded(8, "2025-06-02"),
        recorded(30, "2025-06-03"),
        recorded(8, "2025-06-04"),
      ),
    ).toEqual([2, 1, 1]);
  });

  test("stand apart where a report has brought no license, or another one", () => {
    const reports = [unchanged, unchanged, without, without, unchanged];

    expect(sizes(...reports.map((detail, id) => report(id, detail)))).toEqual([2, 2, 1]);
  });
});

describe("reports", () => {
  test("before, during and after an outage that nobody has armed are told apart", () => {
    const events = [report(1), report(2), failed(3), failed(3, 2), failed(4), report(5), report(6)];

    expect(sizes(...events)).toEqual([2, 2, 1, 2]);
  });

  test("of which one is mended by its retry are no outage", () => {
    const mended = report(2, { attempt: 2 });

    expect(sizes(report(1), failed(2), mended, report(3), failed(4), report(5))).toEqual([3, 2, 1]);
  });
});

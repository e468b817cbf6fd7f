import { describe, expect, test } from "vitest";
import { foldedEvents } from "../../../src/cli/fold-events.ts";

let count = 0;
const event = (facts: object) => {
  count += 1;
  return { at: count, ...facts };
};

const measured = () => event({ kind: "job", job: "measurement", outcome: "done", error: null });
const report = (id: number, facts: object = {}) =>
  event({
    kind: "job",
    job: "seat-link",
    outcome: "done",
    error: null,
    trigger: "daily",
    report: id,
    attempt: 1,
    ...facts,
  });
const failed = (id: number, attempt = 1) =>
  report(id, { outcome: "failed", error: "503", attempt });
const unchanged = { detail: "License 1001 is unchanged." };
const without = { detail: "The portal sent no license." };
const recorded = (users: number, on: string) =>
  report(1, { job: "historical-data", detail: `Recorded ${users} billable users on ${on}.` });
const moved = (from: string, to: string, running = false) =>
  event({ kind: "clock", from: `${from}T12:00:00Z`, to: `${to}T12:00:00Z`, running });
const struck = (id: string) => event({ kind: "fault", action: "struck", id, request: "POST /" });
const refused = (detail: string, cause = "") =>
  event({ kind: "refusal", by: "environment", detail, cause });
const sold = () => event({ kind: "portal", action: "sold" });

/** The folds of events, as how many there are in each. */
const sizes = (...events: readonly unknown[]) => foldedEvents(events).map(({ length }) => length);

describe("events", () => {
  test("that are alike are folded, whatever comes between them again and again", () => {
    expect(sizes(measured(), report(1), measured(), report(2), measured())).toEqual([3, 2]);
  });

  test("are folded where a service token is renewed, and where it is still good", () => {
    const token = (outcome: string) => report(1, { job: "service-token", outcome });

    expect(sizes(token("done"), token("skipped"), token("skipped"), token("failed"))).toEqual([
      3, 1,
    ]);
  });

  test("that matter stand alone, and end what was folded before", () => {
    expect(sizes(measured(), measured(), sold(), measured(), sold(), sold())).toEqual([
      2, 1, 1, 1, 1,
    ]);
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
    { that: "are of another fault", one: struck("1"), other: struck("2") },
    { that: "are refused for another reason", one: refused("503"), other: refused("422") },
    { that: "a fault befell", one: refused("503"), other: refused("503", "Fault 1") },
  ])("of which others $that are not folded with these", ({ one, other }) => {
    expect(sizes(one, other)).toEqual([1, 1]);
  });

  test.each([
    {
      what: "a clock that is moved on and on",
      one: moved("2025-06-01", "2025-06-02"),
      sizes: [2],
    },
    {
      what: "a clock that is set back",
      one: moved("2025-06-02", "2025-06-01"),
      sizes: [1, 1],
    },
    { what: "retries of different reports", one: failed(1, 5), sizes: [2] },
    { what: "requests that meet one fault", one: struck("1"), sizes: [2] },
    {
      what: "faults that are armed",
      one: event({ kind: "fault", action: "armed" }),
      sizes: [1, 1],
    },
    { what: "activations that fail alike", one: refused("503"), sizes: [2] },
    { what: "starts", one: event({ kind: "start" }), sizes: [1, 1] },
    { what: "licenses", one: event({ kind: "license" }), sizes: [1, 1] },
    { what: "notices", one: event({ kind: "notice" }), sizes: [1, 1] },
  ])("are folded as $sizes: $what", ({ one, sizes: wanted }) => {
    expect(sizes(one, { ...one })).toEqual(wanted);
  });
});

describe("a clock", () => {
  test("that is stopped or started stands alone, also where it is moved at once", () => {
    const [one, other] = ["2025-06-01", "2025-06-02"];

    expect(sizes(moved(one, other), moved(other, other, true), moved(one, other, true))).toEqual([
      1, 1, 1,
    ]);
    expect(sizes(moved(one, other), moved(one, other, true), moved(one, other))).toEqual([1, 1, 1]);
  });

  test("that somebody has moved is told apart from one that a start has set", () => {
    const move = moved("2025-06-01", "2025-06-02");

    expect(sizes({ ...move, cause: "Somebody" }, { ...move, cause: "Start" })).toEqual([1, 1]);
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

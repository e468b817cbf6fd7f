import { describe, expect, test } from "vitest";
import { foldedEvents } from "../../src/cli/fold-events.ts";

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
const struck = (id: string) => event({ kind: "fault", action: "struck", id, request: "POST /" });
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
  ])("of which others $that are not folded with these", ({ one, other }) => {
    expect(sizes(one, other)).toEqual([1, 1]);
  });

  test.each([
    { what: "a clock that is moved on and on", one: event({ kind: "clock" }), sizes: [2] },
    { what: "retries of different reports", one: failed(1, 5), sizes: [2] },
    { what: "requests that meet one fault", one: struck("1"), sizes: [2] },
    {
      what: "faults that are armed",
      one: event({ kind: "fault", action: "armed" }),
      sizes: [1, 1],
    },
    { what: "licenses", one: event({ kind: "license" }), sizes: [1, 1] },
    { what: "notices", one: event({ kind: "notice" }), sizes: [1, 1] },
  ])("are folded as $sizes: $what", ({ one, sizes: wanted }) => {
    expect(sizes(one, { ...one })).toEqual(wanted);
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

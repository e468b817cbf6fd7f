import { describe, expect, test } from "vitest";
import { foldedEvents } from "../../../src/timeline/fold.ts";
import type { PublicEvent, PublicEventOf } from "../../../src/timeline/timeline-event.ts";
import {
  faultCause,
  faultText,
  foldCause,
  foldText,
  jobCause,
  jobText,
} from "../../../src/timeline/words.ts";
import { aMove, aRefusal, aReport, aStruckFault } from "./public-events.ts";

const fault = (id: number) => ({ id: String(id), name: "status 503" });

/** A report of a day that has failed. */
function failed(report: number, attempt: number, fields: Partial<PublicEventOf<"job">> = {}) {
  const gist = "HTTP status code: 503";
  const next = `next at 2025-06-02T03:02:0${attempt % 10}Z`;
  const detail = `${gist} (attempt ${attempt} of 21, ${next})`;
  const facts = {
    outcome: "failed",
    error: gist,
    detail,
    gist,
    report,
    attempt,
    ...fields,
  } as const;
  const event = aReport(facts);
  return { ...event, text: jobText(event), cause: jobCause(event) };
}

/** A fault that hit a request, and is meant for so many more. */
function struck(times: number | "standing") {
  const event = aStruckFault({ times });
  return { ...event, text: faultText(event), cause: faultCause(event) };
}

/** The one fold that these make. */
function foldOf(events: readonly PublicEvent[]) {
  const [fold, ...others] = foldedEvents(events);
  if (!fold || others.length > 0) throw new Error("These make no fold.");
  return fold;
}

describe("the text of a fold is true of all its events", () => {
  test("a failure is told without its attempt", () => {
    expect(foldText(foldOf([failed(1, 2), failed(2, 7)]))).toBe(
      "2 × seat-link failed: HTTP status code: 503",
    );
  });

  test("what all say is told as it is", () => {
    const dead = failed(1, 21, {
      outcome: "dead",
      detail: "503 (attempt 21 of 21, the last one)",
    });

    expect(foldText(foldOf([dead, { ...dead, report: 2 }]))).toBe(
      "2 × seat-link given up: 503 (attempt 21 of 21, the last one)",
    );
  });

  test("moves of the clock are counted, and told from the first to the last", () => {
    const moves = [
      aMove("2025-06-01", "2025-06-02"),
      aMove("2025-06-02", "2125-06-02"),
      aMove("2125-06-02", "2125-06-03"),
    ];

    expect(foldText(foldOf(moves))).toBe(
      "The clock was set 3 times, from 2025-06-01T12:00:00Z to 2125-06-03T12:00:00Z, and stands still.",
    );
  });
});

describe("the cause of a fold is true of all its events", () => {
  test.each([
    {
      what: "retries of several reports",
      fold: [failed(62, 2, { fault: fault(1) }), failed(91, 18, { fault: fault(1) })],
      cause: "They are retries of 2 reports, those of the days. Fault 1 (status 503) hit them.",
    },
    {
      what: "retries of one report",
      fold: [failed(62, 2), failed(62, 3)],
      cause: "They are retries of report 62, that of a day.",
    },
    {
      what: "activations that met one fault",
      fold: [aRefusal({ fault: fault(1) }), aRefusal({ fault: fault(1) })],
      cause: "Somebody handed over activation codes. Fault 1 (status 503) hit them.",
    },
    {
      what: "files that were refused over REST",
      fold: [aRefusal({ by: "rest" }), aRefusal({ by: "rest" })],
      cause: "Somebody uploaded them over REST, as understudy license upload does.",
    },
    {
      what: "first attempts",
      fold: [failed(1, 1, { fault: fault(1) }), failed(2, 1, { fault: fault(1) })],
      cause: "They fall due every day. Fault 1 (status 503) hit them.",
    },
    {
      what: "runs that two faults hit, and spared one",
      fold: [failed(1, 1, { fault: fault(1) }), failed(2, 1, { fault: fault(2) }), failed(3, 1)],
      cause:
        "They fall due every day. Fault 1 (status 503) hit 1 of them. Fault 2 (status 503) hit 1 of them.",
    },
    {
      what: "runs that somebody asked for",
      fold: [1, 2].map((id) => failed(id, 1, { trigger: "manual" })),
      cause: "Somebody ran them.",
    },
    {
      what: "a fault that is used up bit by bit",
      fold: [struck(1), struck(0)],
      cause: "It was armed for seat-links.",
    },
    {
      what: "a fault that stays",
      fold: [struck("standing"), struck("standing")],
      cause: "It was armed for seat-links, and stays until it is removed.",
    },
  ])("$what", ({ fold, cause }) => {
    expect(foldCause(foldOf(fold))).toBe(cause);
  });

  test("what a day has its jobs for goes without saying", () => {
    expect(foldCause(foldOf([aReport(), aReport()]))).toBeNull();
  });
});

test("a network that has failed is told once of all that it has kept from the portal", () => {
  const transport = {
    host: "customers.understudy.test",
    address: "203.0.113.10",
    phase: "tcp",
    code: "ECONNREFUSED",
    ms: 3,
  } as const;
  const where = "customers.understudy.test (203.0.113.10) refused the connection: ECONNREFUSED.";

  expect(foldCause(foldOf([failed(1, 1, { transport }), failed(2, 1, { transport })]))).toBe(
    `They fall due every day. ${where}`,
  );
  expect(foldCause(foldOf([failed(1, 2, { transport }), failed(1, 3, { transport })]))).toBe(
    `They are retries of report 1, that of a day. ${where}`,
  );
  expect(foldCause(foldOf([aRefusal({ transport }), aRefusal({ transport })]))).toBe(
    `Somebody handed over activation codes. ${where}`,
  );
});

import { describe, expect, test } from "vitest";
import { foldCause, foldText } from "../../../src/cli/fold-words.ts";

const befell = (id: number) => `Fault ${id} (status 503) befell it.`;

/** A report of a day that has failed. */
const failed = (report: number, attempt: number, cause = "") => ({
  kind: "job",
  job: "seat-link",
  outcome: "failed",
  trigger: "daily",
  report,
  attempt,
  text: `seat-link failed: HTTP status code: 503 (attempt ${attempt} of 21, next at 2025-06-02T03:02:0${attempt}Z)`,
  cause,
});

const refused = (by: string, fault = "") => ({
  kind: "refusal",
  by,
  text: "An activation failed: no such code",
  cause: `Somebody handed it over. ${fault}`.trim(),
});

const moved = (from: string, to: string) => ({ kind: "clock", from, to, running: false });

describe("the text of a fold is true of all its events", () => {
  test("a failure is told without its attempt", () => {
    expect(foldText([failed(1, 2), failed(2, 7)])).toBe(
      "2 × seat-link failed: HTTP status code: 503",
    );
  });

  test("what all say is told as it is", () => {
    const dead = { text: "seat-link given up: 503 (attempt 21 of 21, the last one)" };

    expect(foldText([dead, dead])).toBe(`2 × ${dead.text}`);
  });

  test("moves of the clock are counted, and told from the first to the last", () => {
    const moves = [
      moved("2025-06-01T12:00:00Z", "2025-06-02T12:00:00Z"),
      moved("2025-06-02T12:00:00Z", "2125-06-02T12:00:00Z"),
      moved("2125-06-02T12:00:00Z", "2125-06-03T12:00:00Z"),
    ];

    expect(foldText(moves)).toBe(
      "The clock was set 3 times, from 2025-06-01T12:00:00Z to 2125-06-03T12:00:00Z, and stands still.",
    );
  });
});

describe("the cause of a fold is true of all its events", () => {
  test.each([
    {
      what: "retries of several reports",
      fold: [failed(62, 2, befell(1)), failed(91, 18, befell(1))],
      cause: "They are retries of 2 reports, those of the days. Fault 1 (status 503) befell them.",
    },
    {
      what: "retries of one report",
      fold: [failed(62, 2), failed(62, 3)],
      cause: "They are retries of report 62, that of a day.",
    },
    {
      what: "activations that met one fault",
      fold: [refused("person", befell(1)), refused("person", befell(1))],
      cause: "Somebody handed over activation codes. Fault 1 (status 503) befell them.",
    },
    {
      what: "files that were refused over REST",
      fold: [refused("rest"), refused("rest")],
      cause: "Somebody uploaded them over REST, as understudy license upload does.",
    },
    {
      what: "first attempts",
      fold: [failed(1, 1, befell(1)), failed(2, 1, befell(1))],
      cause: "They fall due every day. Fault 1 (status 503) befell them.",
    },
    {
      what: "runs that two faults befell, and spared one",
      fold: [failed(1, 1, befell(1)), failed(2, 1, befell(2)), failed(3, 1)],
      cause:
        "They fall due every day. Fault 1 (status 503) befell 1 of them. Fault 2 (status 503) befell 1 of them.",
    },
    {
      what: "runs that somebody asked for",
      fold: [1, 2].map((id) => ({ ...failed(id, 1), trigger: "manual" })),
      cause: "Somebody ran them.",
    },
    {
      what: "a fault that is used up bit by bit",
      fold: ["1 more to come", "used up now"].map((left) => ({
        kind: "fault",
        endpoint: "seat-links",
        cause: `It was armed for seat-links: ${left}.`,
      })),
      cause: "It was armed for seat-links.",
    },
    {
      what: "a fault that stays",
      fold: [1, 2].map(() => ({ kind: "fault", cause: "It stays until it is removed." })),
      cause: "It stays until it is removed.",
    },
  ])("$what", ({ fold, cause }) => {
    expect(foldCause(fold)).toBe(cause);
  });
});

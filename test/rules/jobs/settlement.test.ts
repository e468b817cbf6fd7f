import { describe, expect, test } from "vitest";
import { decideFailed, decideReported, decideTokenAnswered } from "../../../src/jobs/settlement.ts";
import type { Instant } from "../../../src/time/calendar.ts";
import { unknownName } from "../../support/unknown-name.ts";

const [at, later] = [1_000 as Instant, 2_000 as Instant];

const waiting = {
  id: 5,
  cause: "daily" as const,
  enqueuedAt: at,
  nextRunAt: at,
  attempts: 2,
  lastError: "before",
};
const report = {
  ...waiting,
  seatLink: {
    timestamp: "2025-06-01T12:00:00Z",
    licenseKey: "key",
    maxHistoricalUserCount: 8,
    billableUsersCount: 8,
  },
};
const question = { ...waiting, licenseRow: 4 };

const runOfReport = {
  kind: "job",
  job: "seat-link",
  trigger: "daily",
  report: { id: 5, attempt: 3 },
};
const runOfQuestion = { kind: "job", job: "service-token", trigger: "daily", report: null };

describe("a job that has failed", () => {
  test.each([
    { nextRunAt: later, outcome: "failed" },
    { nextRunAt: null, outcome: "dead" },
  ])("and whose next run is at $nextRunAt is $outcome", ({ nextRunAt, outcome }) => {
    const failed = { at, error: "down", nextRunAt, detail: "down (attempt 3)" };
    const job = { attempts: 3, lastError: "down", nextRunAt };
    const said = { outcome, detail: "down (attempt 3)", error: "down" };

    expect([decideFailed(report, failed), decideFailed(question, failed)]).toEqual([
      { job, run: { ...runOfReport, ...said }, lastReport: { at, error: "down" } },
      { job, run: { ...runOfQuestion, ...said }, lastReport: null },
    ]);
  });
});

test("a job that the network has failed says where in its event", () => {
  const transport = unknownName;
  const failed = { at, error: "down", nextRunAt: later, detail: "down", transport };

  expect(decideFailed(report, failed).run.transport).toEqual(transport);
  expect(decideFailed(question, failed).run.transport).toEqual(transport);
});

describe("a report that was answered", () => {
  const dates = { nextReconciliationDate: "2025-09-01", displayAlertFrom: "2025-08-01" };

  test.each([
    { error: null, reconciliation: null },
    { error: null, reconciliation: dates },
    { error: "The license of the answer was not stored.", reconciliation: dates },
  ])("is done, with $error and $reconciliation", ({ error, reconciliation }) => {
    const answered = { at, error, reconciliation, detail: "It came." };

    expect(decideReported(report, answered)).toEqual({
      run: { ...runOfReport, outcome: "done", detail: "It came.", error },
      lastReport: { at, error },
      reconciliation,
    });
  });
});

describe("a question for a token that is over", () => {
  test.each([
    { token: { token: "secret", expiresAt: later }, outcome: "done" },
    { token: null, outcome: "skipped" },
  ])("with $token is $outcome", ({ token, outcome }) => {
    expect(decideTokenAnswered(question, { at, token, detail: "So." })).toEqual({
      run: { ...runOfQuestion, outcome, detail: "So.", error: null },
      token,
    });
  });
});

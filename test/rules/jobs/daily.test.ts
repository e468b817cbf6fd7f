import { describe, expect, test } from "vitest";
import type { LicenseRecord } from "../../../src/activation/license-records.ts";
import { firstUsers } from "../../../src/activation/user-records.ts";
import { type DailyFacts, decideDaily } from "../../../src/jobs/daily.ts";
import type { JobName } from "../../../src/jobs/schedule.ts";
import type { License } from "../../../src/license/license.ts";
import type { Instant } from "../../../src/time/calendar.ts";
import { aLicense, day } from "../license/a-license.ts";
import { utc } from "../timeline/entries.ts";

const at = Date.parse("2025-06-02T12:00:00Z") as Instant;
const today = day("2025-06-02");
const twoDaysMs = 2 * 24 * 3_600_000;

const recordOf = (fields: Partial<License> | null): LicenseRecord | null =>
  fields && { row: 4, key: "key", license: aLicense(fields), createdAt: at, syncedAt: at };

interface Known extends Partial<Omit<DailyFacts, "inForce">> {
  readonly license?: Partial<License> | null;
}

const decide = (name: JobName, { license = { cloud: true }, ...facts }: Known = {}) =>
  decideDaily(
    { name, at },
    {
      inForce: recordOf(license),
      counts: { latestCount: () => ({ on: today, count: 5 }), historicalMax: () => 6 },
      users: () => ({ ...firstUsers, measured: null }),
      countOn: () => null,
      token: () => null,
      ...facts,
    },
    utc,
  );

describe("the daily count", () => {
  const recorded = { kind: "count", count: { on: today, count: 8 } };

  test.each([
    { what: "under a license", known: {}, outcome: "done", write: recorded },
    {
      what: "under a legacy license",
      known: { license: {} },
      outcome: "done",
      write: recorded,
    },
    { what: "without a license", known: { license: null }, outcome: "skipped", write: null },
    {
      what: "under a trial",
      known: { license: { trial: true } },
      outcome: "skipped",
      write: null,
    },
    {
      what: "of a day that has one, be it 0,",
      known: { countOn: () => 0 },
      outcome: "skipped",
      write: null,
    },
  ])("$what is $outcome", ({ known, outcome, write }) => {
    expect(decide("historical-data", known)).toMatchObject({
      ran: { job: "historical-data", at, outcome },
      write,
    });
  });
});

describe("the daily measurement", () => {
  test.each([
    { before: null, writes: true },
    { before: 7, writes: true },
    { before: 8, writes: false },
  ])("of 8 users who were measured as $before writes something: $writes", ({ before, writes }) => {
    const users = { ...firstUsers, measured: before };

    expect(decide("measurement", { users: () => users })).toEqual({
      ran: { job: "measurement", at, outcome: "done", detail: "Measured 8 billable users." },
      write: writes ? { kind: "users", users: { ...users, measured: 8 } } : null,
    });
  });
});

describe("the daily report", () => {
  test("goes into the queue, with what is known then", () => {
    expect(decide("seat-link")).toEqual({
      ran: null,
      write: {
        kind: "report",
        cause: "daily",
        seatLink: {
          timestamp: "2025-06-02T12:00:00Z",
          licenseKey: "key",
          maxHistoricalUserCount: 6,
          billableUsersCount: 5,
        },
      },
    });
  });

  test.each([
    { license: null, detail: "No license is in force." },
    { license: {}, detail: "The license in force is no cloud license." },
    { license: { cloud: true, expiresOn: null }, detail: "The license in force never expires." },
  ])("is skipped: $detail", ({ license, detail }) => {
    expect(decide("seat-link", { license })).toEqual({
      ran: { job: "seat-link", at, outcome: "skipped", detail },
      write: null,
    });
  });
});

describe("the daily question for a token", () => {
  const asked = { ran: null, write: { kind: "token-question", cause: "daily", licenseRow: 4 } };
  const skipped = { ran: { job: "service-token", outcome: "skipped" }, write: null };

  test.each([
    { left: null, decided: asked },
    { left: twoDaysMs - 1, decided: asked },
    { left: twoDaysMs, decided: skipped },
  ])("with a token that is good for another $left ms", ({ left, decided }) => {
    const token = left === null ? null : { token: "secret", expiresAt: (at + left) as Instant };

    expect(decide("service-token", { token: () => token })).toMatchObject(decided);
  });

  test("is skipped without a license", () => {
    expect(decide("service-token", { license: null })).toMatchObject(skipped);
  });
});

import { describe, expect, test } from "vitest";
import type { LicenseRecord } from "../../../src/activation/license-records.ts";
import { err } from "../../../src/base/result.ts";
import { inTransaction, openDatabase } from "../../../src/db/database.ts";
import { jobRecordsIn } from "../../../src/db/job-records.ts";
import { userRecordsIn } from "../../../src/db/user-records.ts";
import { calendarOf, type Instant } from "../../../src/time/calendar.ts";
import { aLicense, day } from "../../rules/license/a-license.ts";

interface Given {
  readonly startsOn: string;
  readonly counts: readonly (readonly [on: string, count: number])[];
  readonly now: string;
  readonly zone?: string;
}

/** What is reported under a license of a year. */
async function reported({ startsOn, counts, now, zone = "UTC" }: Given) {
  const calendar = calendarOf(zone);
  if (!calendar) throw new Error(`There is no ${zone}.`);
  const database = openDatabase(":memory:");
  const unread = () => err({ kind: "license-unreadable" as const });
  const jobs = jobRecordsIn(database, unread, calendar);
  await userRecordsIn(database).mergeCounts(counts.map(([on, count]) => ({ on: day(on), count })));
  const expiresOn = day(`${Number(startsOn.slice(0, 4)) + 1}${startsOn.slice(4)}`);
  const license = aLicense({ cloud: true, startsOn: day(startsOn), expiresOn });
  const at = Date.parse(now) as Instant;
  const record: LicenseRecord = { row: 1, key: "key\n", license, createdAt: at, syncedAt: at };

  inTransaction(database, (tx) => jobs.add(tx, record, { cause: "daily", at }));

  const job = await jobs.nextQueued();
  return job?.seatLink;
}

describe("a report", () => {
  test.each<Given & { what: string; timestamp: string; max: number; billable: number | null }>([
    {
      what: "leaves out the days before the license and those to come",
      startsOn: "2020-02-12",
      counts: [
        ["2020-02-11", 100],
        ["2020-02-12", 10],
        ["2020-02-13", 15],
        ["2020-03-11", 10],
        ["2020-03-12", 12],
        ["2020-03-15", 25],
      ],
      now: "2020-03-12T12:00:00Z",
      timestamp: "2020-03-12T12:00:00Z",
      max: 15,
      billable: 12,
    },
    {
      what: "goes by the newest count, be it the highest",
      startsOn: "2025-05-01",
      counts: [
        ["2025-05-01", 10],
        ["2025-05-02", 15],
        ["2025-05-31", 12],
        ["2025-06-01", 20],
      ],
      now: "2025-06-01T12:00:00Z",
      timestamp: "2025-06-01T12:00:00Z",
      max: 20,
      billable: 20,
    },
    {
      what: "does not know today's count before noon",
      startsOn: "2025-05-01",
      counts: [
        ["2025-05-31", 12],
        ["2025-06-01", 20],
      ],
      now: "2025-06-01T11:59:59Z",
      timestamp: "2025-05-31T12:00:00Z",
      max: 12,
      billable: 12,
    },
    {
      what: "of an expired license goes by the last day of its term",
      startsOn: "2024-05-01",
      counts: [
        ["2024-06-01", 30],
        ["2025-05-01", 12],
        ["2025-05-02", 99],
      ],
      now: "2025-06-01T12:00:00Z",
      timestamp: "2025-05-01T12:00:00Z",
      max: 30,
      billable: 12,
    },
    {
      what: "without any count says when it was made",
      startsOn: "2025-05-01",
      counts: [["2025-04-30", 100]],
      now: "2025-06-01T03:07:00Z",
      timestamp: "2025-06-01T03:07:00Z",
      max: 0,
      billable: null,
    },
    {
      what: "tells the time as the instance's clock has it",
      startsOn: "2025-05-01",
      counts: [["2025-06-01", 7]],
      now: "2025-06-01T12:00:00Z",
      zone: "Pacific/Tongatapu",
      timestamp: "2025-06-01T12:00:00+13:00",
      max: 7,
      billable: 7,
    },
  ])("$what", async ({ timestamp, max, billable, ...given }) => {
    expect(await reported(given)).toEqual({
      timestamp,
      licenseKey: "key\n",
      maxHistoricalUserCount: max,
      billableUsersCount: billable,
    });
  });
});

import type { LicenseRecord } from "../activation/license-records.ts";
import { whyNot } from "../activation/seat-link-messages.ts";
import type { Calendar, Day } from "../calendar.ts";
import { type Ran, whyNotRecorded } from "../jobs/ran.ts";
import type { Due } from "../jobs/schedule.ts";
import type { Database } from "./database.ts";
import { enqueueSeatLink } from "./seat-link-queue.ts";
import { measureUsers, readCountOn, readDailyBillable, recordUserCount } from "./user-records.ts";

export interface Daily {
  readonly current: (today: Day) => LicenseRecord | null;
  readonly calendar: Calendar;
}

/** Does one daily job; null if it has put a report into the queue. Runs inside a transaction. */
export function performDaily(
  database: Database,
  due: Due,
  { current, calendar }: Daily,
): Ran | null {
  const today = calendar.dayOf(due.at);
  const record = current(today);
  const ran = (outcome: Ran["outcome"], detail: string): Ran => ({
    job: due.name,
    at: due.at,
    outcome,
    detail,
  });
  switch (due.name) {
    case "historical-data": {
      const reason = whyNotRecorded(record?.license ?? null);
      if (reason !== null) return ran("skipped", reason);
      // What somebody has recorded for the day stays.
      if (readCountOn(database, today) !== null) return ran("skipped", `${today} has a count.`);
      const count = readDailyBillable(database, record?.license.plan ?? null);
      recordUserCount(database, { on: today, count });
      return ran("done", `Recorded ${count} billable users on ${today}.`);
    }
    case "measurement": {
      const measured = measureUsers(database, record?.license.plan ?? null);
      return ran("done", `Measured ${measured} billable users.`);
    }
    case "seat-link": {
      const wanted = { current: record, cause: "daily", at: due.at } as const;
      const queued = enqueueSeatLink(database, wanted, calendar);
      return queued.ok ? null : ran("skipped", whyNot(queued.error));
    }
  }
}

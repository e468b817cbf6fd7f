import type { LicenseRecord } from "../activation/license-records.ts";
import { whyNot } from "../activation/seat-link-messages.ts";
import { licenseToAskFor } from "../jobs/license-to-ask-for.ts";
import { type Ran, type RunDetail, whyNotRecorded } from "../jobs/ran.ts";
import type { Due } from "../jobs/schedule.ts";
import type { Calendar, Day, Instant } from "../time/calendar.ts";
import type { Database } from "./database.ts";
import { enqueueSeatLink } from "./seat-link-queue.ts";
import { enqueueServiceToken, readServiceToken } from "./service-token-records.ts";
import { measureUsers, readCountOn, readDailyBillable, recordUserCount } from "./user-records.ts";

export interface Daily {
  readonly current: (today: Day) => LicenseRecord | null;
  readonly calendar: Calendar;
}

/** Does one daily job; null if it has put something into a queue. Runs inside a transaction. */
export function performDaily(
  database: Database,
  due: Due,
  { current, calendar }: Daily,
): Ran | null {
  const today = calendar.dayOf(due.at);
  const record = current(today);
  const ran = (outcome: Ran["outcome"], said: RunDetail): Ran => ({
    job: due.name,
    at: due.at,
    outcome,
    ...said,
  });
  const unlessQueued = (said: RunDetail | null) => (said ? ran("skipped", said) : null);
  switch (due.name) {
    case "historical-data": {
      const reason = whyNotRecorded(record?.license ?? null);
      if (reason !== null) return ran("skipped", { detail: reason });
      // What somebody has recorded for the day stays.
      if (readCountOn(database, today) !== null)
        return ran("skipped", { detail: `${today} has a count.` });
      const count = readDailyBillable(database, record?.license.plan ?? null);
      recordUserCount(database, { on: today, count });
      const gist = `Recorded ${count} billable users`;
      return ran("done", { detail: `${gist} on ${today}.`, gist: `${gist}.` });
    }
    case "measurement": {
      const measured = measureUsers(database, record?.license.plan ?? null);
      return ran("done", { detail: `Measured ${measured} billable users.` });
    }
    case "seat-link": {
      const wanted = { current: record, cause: "daily", at: due.at } as const;
      const queued = enqueueSeatLink(database, wanted, calendar);
      return unlessQueued(queued.ok ? null : { detail: whyNot(queued.error) });
    }
    case "service-token":
      return unlessQueued(askForToken(database, record, { at: due.at, calendar }));
  }
}

/** Puts a question for a token into the queue; says why if none is asked for. */
function askForToken(
  database: Database,
  record: LicenseRecord | null,
  { at, calendar }: { readonly at: Instant; readonly calendar: Calendar },
): RunDetail | null {
  const moment = { cause: "daily", token: readServiceToken(database), at } as const;
  const asked = licenseToAskFor(record, moment, calendar);
  if (!asked.ok) return asked.error;
  enqueueServiceToken(database, asked.value, moment);
  return null;
}

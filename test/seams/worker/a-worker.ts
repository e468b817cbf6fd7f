import type { Portal } from "../../../src/activation/portal.ts";
import { keptClock } from "../../../src/app/kept-clock.ts";
import { seededRandom } from "../../../src/base/random.ts";
import { openDatabase } from "../../../src/db/database.ts";
import { jobRecordsIn, serviceTokenRecordsIn } from "../../../src/db/job-records.ts";
import { licenseRecordsIn } from "../../../src/db/license-records.ts";
import { dailyJobs } from "../../../src/jobs/schedule.ts";
import { calendarOf, type Instant } from "../../../src/time/calendar.ts";
import { machineTime } from "../../../src/time/clock.ts";
import { jobWorker } from "../../../src/worker/worker.ts";
import { read } from "../db/stored.ts";

interface Circumstances {
  readonly portal: Pick<Portal, "report" | "serviceToken">;
  readonly frozen: boolean;
  readonly patienceMs: number;
  readonly machine?: () => Instant;
}

/** The worker of an instance on 1 June 2025, and what went wrong in it. */
export function aWorker({ portal, frozen, patienceMs, machine = machineTime }: Circumstances) {
  const calendar = calendarOf("UTC");
  if (!calendar) throw new Error("There is no UTC.");
  const database = openDatabase(":memory:");
  const now = 1_748_736_000_000 as Instant;
  const clock = keptClock(database, { calendar, now, frozen, machine });
  const errors: unknown[] = [];
  const worker = jobWorker({
    clock,
    records: jobRecordsIn(database, read, calendar),
    licenses: licenseRecordsIn(database, read),
    readLicense: read,
    portal,
    serviceTokens: serviceTokenRecordsIn(database, read),
    addOnSeats: { assigned: async () => new Map() },
    random: seededRandom(1),
    daily: () => dailyJobs(calendar, { seatLink: 0, serviceToken: 0 }),
    settings: { instanceKind: "self-managed", silentMode: false },
    patienceMs,
    onRan: () => {},
    onError: (error) => errors.push(error),
  });
  return { worker, clock, database, errors, close: () => void database.raw.close() };
}

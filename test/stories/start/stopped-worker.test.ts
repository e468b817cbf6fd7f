import { describe, expect, test } from "vitest";
import { keptClock } from "../../../src/app/kept-clock.ts";
import { seededRandom } from "../../../src/base/random.ts";
import { openDatabase } from "../../../src/db/database.ts";
import { jobRecordsIn } from "../../../src/db/job-records.ts";
import { licenseRecordsIn } from "../../../src/db/license-records.ts";
import { serviceTokenRecordsIn } from "../../../src/db/service-token-records.ts";
import { calendarOf, type Instant } from "../../../src/time/calendar.ts";
import { jobWorker } from "../../../src/worker/job-worker.ts";
import { read } from "../../seams/db/stored.ts";

const asksNothing = () => Promise.reject(new Error("Nothing is to be asked."));

/** The worker of an instance whose clock runs, and what went wrong in it. */
function aWorker() {
  const calendar = calendarOf("UTC");
  if (!calendar) throw new Error("There is no UTC.");
  const database = openDatabase(":memory:");
  const clock = keptClock(database, { calendar, now: 1_748_736_000_000 as Instant, frozen: false });
  const errors: unknown[] = [];
  const worker = jobWorker({
    clock,
    records: jobRecordsIn(database, read, calendar),
    sync: { clock, licenses: licenseRecordsIn(database, read), readLicense: read },
    portal: { report: asksNothing, serviceToken: asksNothing },
    serviceTokens: serviceTokenRecordsIn(database, read),
    addOnSeats: { assigned: async () => new Map() },
    random: seededRandom(1),
    draws: { seatLink: 0, serviceToken: 0 },
    instanceKind: "self-managed",
    silentMode: false,
    patienceMs: 1_000,
    onRan: () => {},
    onError: (error) => errors.push(error),
  });
  return { worker, clock, errors, close: () => void database.raw.close() };
}

describe("an instance that has stopped", () => {
  test("does nothing more for an activation that has come too late", async () => {
    const { worker, errors, close } = aWorker();
    await worker.stop(() => {});
    close();

    const isOver = worker.watch();
    await worker.wake();

    expect({ errors, isOver: isOver() }).toEqual({ errors: [], isOver: true });
  });

  test("moves its clock no more", async () => {
    const { worker, clock, close } = aWorker();
    await worker.stop(() => {});
    close();
    const later = (clock.now() + 86_400_000) as Instant;

    const moved = await worker.move(() => ({ ok: true, value: { at: later, running: true } }));

    expect(moved).toEqual({ ok: false, error: { kind: "interrupted" } });
    expect(clock.now()).toBeLessThan(later);
  });
});

import type { Instant } from "../time/calendar.ts";
import { furthestYears } from "../time/clock.ts";
import type { JobRecords, Traveller } from "./job-records.ts";
import type { Ran } from "./ran.ts";
import { type DailyJob, type Timetable, timetable } from "./schedule.ts";

/** Work that waits for its time. */
export interface Waiting {
  readonly at: Instant;
  run(): Promise<Ran>;
}

export interface Work {
  readonly records: Pick<JobRecords, "perform">;
  readonly clock: Traveller & { now(): Instant };
  readonly daily: readonly DailyJob[];
  /** What falls due first, of everything that waits; null if nothing does. */
  readonly next: () => Promise<Waiting | null>;
  /** Lets others in. */
  readonly yieldToOthers: () => Promise<void>;
  readonly isOver: () => boolean;
}

/** The most days that so many years have, and one for the hours by which a time zone changes meanwhile. */
const furthestMs = (furthestYears * 365.25 + 1) * 24 * 3_600_000;

/** Whether the jobs on the way are passed over. */
export const isTooFar = ({ from, to }: { readonly from: Instant; readonly to: Instant }): boolean =>
  to - from > furthestMs;

/** Daily jobs in one transaction: some 4 ms of work, for which others wait, and one commit on the disk. */
const inOneStep = 200;

/**
 * Runs everything that falls due after one instant and by another, in order, each at its own time; the clock shows that
 * time meanwhile. What waited already and is late runs first.
 */
export async function runUntil(
  target: Instant,
  from: Instant,
  work: Work,
): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  const days = timetable(work.daily, from);
  while (!work.isOver()) {
    const step = await nextStep(work, days, target);
    if (!step) break;
    ran.push(...step.ran);
    if (!step.hasWaited) await work.yieldToOthers();
  }
  return ran;
}

interface Step {
  readonly ran: readonly Ran[];
  /** Whether it has waited for the portal, and so has let others in already. */
  readonly hasWaited: boolean;
}

/** Daily work up to what waits, or that; null if nothing is due any more. */
async function nextStep(work: Work, days: Timetable, target: Instant): Promise<Step | null> {
  const { records, clock } = work;
  const waiting = await work.next();
  // Everything may have been replaced while that was looked up.
  if (work.isOver()) return null;
  const isDue = waiting !== null && waiting.at <= target;
  const until = isDue ? ((waiting.at - 1) as Instant) : target;
  if (days.isDue(until)) {
    const due = days.take({ until, most: inOneStep });
    return { ran: await records.perform(due, clock), hasWaited: false };
  }
  if (!isDue) return null;
  clock.advanceTo(waiting.at);
  const done = await waiting.run();
  // A job that failed may have waited for nobody: one is not sent any more once the portal has kept silent for too long.
  return { ran: [done], hasWaited: done.outcome === "done" };
}

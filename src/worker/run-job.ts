import type { NotReported } from "../activation/seat-link.ts";
import { ok, type Result } from "../base/result.ts";
import type { Traveller } from "../jobs/job-records.ts";
import type { Ran } from "../jobs/ran.ts";
import type { JobName } from "../jobs/schedule.ts";
import type { Clock } from "../time/clock.ts";
import { type PortalJobOptions, portalJobs } from "./portal-jobs.ts";

interface RunOptions extends PortalJobOptions {
  readonly clock: Clock & Traveller;
  readonly onRan: (ran: Ran) => void;
}

/** Runs one job now, whatever else waits. */
export async function runJob(
  options: RunOptions,
  name: JobName,
  isOver: () => boolean,
): Promise<Result<Ran, NotReported>> {
  const ran = await runNamed(options, name, isOver);
  if (ran.ok) options.onRan(ran.value);
  return ran;
}

async function runNamed(
  options: RunOptions,
  name: JobName,
  isOver: () => boolean,
): Promise<Result<Ran, NotReported>> {
  const { clock, records } = options;
  if (name === "seat-link") {
    const job = await records.request({ at: clock.now(), today: clock.today() });
    return job.ok ? ok(await portalJobs(options, isOver).report(job.value)) : job;
  }
  if (name === "service-token") {
    const now = { at: clock.now(), today: clock.today() };
    const job = options.serviceTokens.add({ cause: "manual", ...now });
    return ok(await portalJobs(options, isOver).renewToken(job));
  }
  const [done] = await records.perform([{ name, at: clock.now(), isManual: true }], clock);
  if (!done) throw new Error(`${name} left no outcome.`);
  return ok(done);
}

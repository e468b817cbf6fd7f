import type { NotReported } from "./activation/seat-link.ts";
import type { Clock } from "./clock.ts";
import type { Traveller } from "./jobs/job-records.ts";
import type { Ran } from "./jobs/ran.ts";
import type { JobName } from "./jobs/schedule.ts";
import { ok, type Result } from "./result.ts";
import { type ReporterOptions, reporter } from "./seat-reporter.ts";

interface RunOptions extends ReporterOptions {
  readonly clock: Clock & Traveller;
}

/** Runs one job now, whatever else waits. */
export async function runJob(
  options: RunOptions,
  name: JobName,
  isOver: () => boolean,
): Promise<Result<Ran, NotReported>> {
  const { clock, records } = options;
  if (name === "seat-link") {
    const job = await records.request({ at: clock.now(), today: clock.today() });
    return job.ok ? ok(await reporter(options, isOver)(job.value)) : job;
  }
  const { ran } = await records.perform([{ name, at: clock.now(), isManual: true }], clock);
  const [done] = ran;
  if (!done) throw new Error(`${name} left no outcome.`);
  return ok(done);
}

import type { Log } from "../base/log.ts";
import type { Database } from "../db/database.ts";
import { type JobWorker, jobWorker, type WorkerOptions } from "../worker/job-worker.ts";
import { drawsOf } from "./identifiers.ts";

interface InstanceWorkerOptions extends Omit<WorkerOptions, "draws" | "onRan"> {
  readonly database: Database;
  readonly log: Log;
}

/** The worker of an instance, which runs its jobs at the minutes that the instance keeps, and tells the log. */
export const instanceWorker = ({ database, log, ...options }: InstanceWorkerOptions): JobWorker =>
  jobWorker({
    ...options,
    draws: drawsOf(database, options.random),
    onRan({ job, outcome, detail }) {
      const isBad = outcome === "failed" || outcome === "dead";
      log[isBad ? "warn" : "debug"]({ job, outcome, detail }, "Ran a job");
    },
  });

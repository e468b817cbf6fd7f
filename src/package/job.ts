type JobName = "historical-data" | "measurement" | "seat-link" | "service-token";

/** A job that ran. */
export interface Ran {
  readonly job: JobName;
  /** When it fell due. */
  readonly at: string;
  /** It did its work; there was nothing to do; it failed and is tried again; or it is given up. */
  readonly outcome: "done" | "skipped" | "failed" | "dead";
  /** For people. */
  readonly detail: string;
}

/** A daily job that is to come, or a report or a question for a service token that waits or was given up. */
export interface Job {
  readonly job: JobName;
  /** Null for the daily run that is to come. */
  readonly id: number | null;
  readonly state: "scheduled" | "queued" | "retrying" | "dead";
  readonly cause: "daily" | "activation" | "manual";
  /** Those that have failed. */
  readonly attempts: number;
  /** Null for a dead job. */
  readonly nextRunAt: string | null;
  readonly lastError: string | null;
  readonly enqueuedAt: string | null;
  /** What is reported, fixed when the job was put into the queue; null for other jobs. */
  readonly report: {
    readonly timestamp: string;
    readonly maxHistoricalUserCount: number;
    readonly billableUsersCount: number | null;
  } | null;
}

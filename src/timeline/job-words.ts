import type { FaultChange, JobRun } from "./recorded.ts";

export const jobText = ({ job, outcome, detail }: JobRun): string =>
  `${job} ${outcomes[outcome]}: ${detail}`;

const outcomes: Readonly<Record<JobRun["outcome"], string>> = {
  done: "done",
  skipped: "skipped",
  failed: "failed",
  dead: "given up",
};

/** `struck` is the fault that the report has met; null if it met none. */
export function jobCause({ job, trigger, report }: JobRun, struck: FaultChange | null): string {
  const isRetry = report !== null && report.attempt > 1;
  const why = isRetry
    ? `It is retry ${report.attempt - 1} of report ${report.id}, ${reports[trigger]}.`
    : (job === "service-token" ? tokenTriggers : triggers)[trigger];
  return struck ? `${why} Fault ${struck.id} (${struck.fault}) befell it.` : why;
}

const triggers: Readonly<Record<JobRun["trigger"], string>> = {
  daily: "It falls due every day.",
  activation: "A report follows each activation.",
  manual: "Somebody ran it.",
};

const tokenTriggers: Readonly<Record<JobRun["trigger"], string>> = {
  daily: "It falls due every day.",
  activation: "It follows the report on an activation.",
  manual: "Somebody ran it, or a report that it follows.",
};

const reports: Readonly<Record<JobRun["trigger"], string>> = {
  daily: "that of a day",
  activation: "which follows an activation",
  manual: "which somebody asked for",
};

import type { AddOnPorts } from "../activation/add-ons.ts";
import type { Portal } from "../activation/portal.ts";
import type { PortalAccess } from "../activation/portal-access.ts";
import type { SyncPorts } from "../activation/sync.ts";
import type { Random } from "../base/random.ts";
import type { JobRecords, QueuedJob } from "../jobs/job-records.ts";
import type { Ran } from "../jobs/ran.ts";
import { renewToken } from "../jobs/renew-token.ts";
import { reportSeats } from "../jobs/report-seats.ts";
import type { Waiting } from "../jobs/run-until.ts";
import type { ServiceTokenJob, ServiceTokenRecords } from "../jobs/service-token-records.ts";
import type { Instant } from "../time/calendar.ts";

export interface PortalJobOptions extends PortalAccess {
  readonly addOnSeats: AddOnPorts["addOnSeats"];
  readonly records: JobRecords;
  readonly serviceTokens: ServiceTokenRecords;
  readonly portal: Pick<Portal, "report" | "serviceToken">;
  readonly random: Random;
  readonly sync: SyncPorts;
}

interface PortalJobs {
  report(job: QueuedJob): Promise<Ran>;
  renewToken(job: ServiceTokenJob): Promise<Ran>;
  /** What falls due first, of everything that waits; null if nothing does. */
  next(): Promise<Waiting | null>;
}

/**
 * The jobs that ask the portal. One that keeps silent is waited for as long as the patience lasts, over all reports, and
 * over all questions for a token; after that it is not asked any more, and each job fails as it would have.
 */
export function portalJobs(
  { random, sync, ...rest }: PortalJobOptions,
  isOver: () => boolean,
  patienceMs?: number,
): PortalJobs {
  const ports = { ...sync, ...rest, isOver, draw: drawFrom(random) };
  const { records, serviceTokens } = rest;
  const forReports = patienceOf(patienceMs);
  const forTokens = patienceOf(patienceMs);
  const jobs = {
    report: (job: QueuedJob) => forReports((patience) => reportSeats(job, ports, patience)),
    renewToken: (job: ServiceTokenJob) => forTokens((patience) => renewToken(job, ports, patience)),
  };
  return {
    ...jobs,
    async next() {
      const report = await records.nextQueued();
      const token = await serviceTokens.nextQueued();
      const [reportAt, tokenAt] = [dueAt(report), dueAt(token)];
      // A report that is due at the same time may be what the token is asked for after.
      if (token && tokenAt < reportAt) return { at: tokenAt, run: () => jobs.renewToken(token) };
      return report && { at: reportAt, run: () => jobs.report(report) };
    },
  };
}

/** A portal that fails so fast was not waited for, however often it fails. */
const atOnceMs = 50;

/** Lets work wait as long as there is patience left, which failures use up that take their time; endless if there is no limit. */
function patienceOf(limitMs: number | undefined) {
  let leftMs = limitMs;
  return async (work: (patienceMs?: number) => Promise<Ran>): Promise<Ran> => {
    const startedAt = performance.now();
    const ran = await work(leftMs === undefined ? undefined : Math.max(0, leftMs));
    const failed = ran.outcome === "failed" || ran.outcome === "dead";
    const tookMs = Math.ceil(performance.now() - startedAt);
    if (failed && leftMs !== undefined && tookMs >= Math.min(atOnceMs, leftMs)) leftMs -= tookMs;
    return ran;
  };
}

const dueAt = (job: { readonly nextRunAt: Instant | null } | null): Instant =>
  job?.nextRunAt ?? (Number.POSITIVE_INFINITY as Instant);

/** Draws a whole number below another; the same purpose gives the same with a seed. */
const drawFrom =
  ({ bytes }: Random) =>
  (purpose: string, below: number): number =>
    bytes(purpose, 4).readUInt32LE() % below;

import type { AddOnPorts } from "../activation/add-ons.ts";
import type { Portal } from "../activation/portal.ts";
import type { PortalAccess } from "../activation/portal-access.ts";
import type { SyncPorts } from "../activation/sync.ts";
import type { Random } from "../base/random.ts";
import type { Result } from "../base/result.ts";
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
  { random, sync, portal, ...rest }: PortalJobOptions,
  isOver: () => boolean,
  patienceMs?: number,
): PortalJobs {
  const forReports = patienceOf(patienceMs);
  const forTokens = patienceOf(patienceMs);
  const patientPortal: PortalJobOptions["portal"] = {
    report: (report, ms) => forReports.spend(portal.report(report, ms)),
    serviceToken: (key, ms) => forTokens.spend(portal.serviceToken(key, ms)),
  };
  const ports = { ...sync, ...rest, portal: patientPortal, isOver, draw: drawFrom(random) };
  const { records, serviceTokens } = rest;
  const jobs = {
    report: (job: QueuedJob) => reportSeats(job, ports, forReports.leftMs()),
    renewToken: (job: ServiceTokenJob) => renewToken(job, ports, forTokens.leftMs()),
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

interface MaybeTimeout {
  readonly kind: string;
  readonly timedOutAfterMs?: number;
}

/**
 * How long a silent portal is still waited for; endless if there is no limit. Only a time-out that fired uses it up, by
 * what it had allowed: how long an answer or a refusal took is the machine's business.
 */
function patienceOf(limitMs: number | undefined) {
  let leftMs = limitMs;
  return {
    leftMs: () => leftMs,
    async spend<Value, Failure extends MaybeTimeout>(answering: Promise<Result<Value, Failure>>) {
      const answer = await answering;
      const spentMs = answer.ok ? 0 : (answer.error.timedOutAfterMs ?? 0);
      if (leftMs !== undefined) leftMs = Math.max(0, leftMs - spentMs);
      return answer;
    },
  };
}

const dueAt = (job: { readonly nextRunAt: Instant | null } | null): Instant =>
  job?.nextRunAt ?? (Number.POSITIVE_INFINITY as Instant);

/** Draws a whole number below another; the same purpose gives the same with a seed. */
const drawFrom =
  ({ bytes }: Random) =>
  (purpose: string, below: number): number =>
    bytes(purpose, 4).readUInt32LE() % below;

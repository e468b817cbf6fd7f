import type { AddOnPorts } from "./activation/add-ons.ts";
import type { Portal } from "./activation/portal.ts";
import type { PortalAccess } from "./activation/portal-access.ts";
import type { SyncPorts } from "./activation/sync.ts";
import type { Instant } from "./calendar.ts";
import type { JobRecords, QueuedJob } from "./jobs/job-records.ts";
import type { Ran } from "./jobs/ran.ts";
import { renewToken } from "./jobs/renew-token.ts";
import { reportSeats } from "./jobs/report-seats.ts";
import type { Waiting } from "./jobs/run-until.ts";
import type { ServiceTokenJob, ServiceTokenRecords } from "./jobs/service-token-records.ts";
import type { Random } from "./random.ts";
import { err } from "./result.ts";

type AskedPortal = Pick<Portal, "report" | "serviceToken">;

export interface PortalJobOptions extends PortalAccess {
  readonly addOnSeats: AddOnPorts["addOnSeats"];
  readonly records: JobRecords;
  readonly serviceTokens: ServiceTokenRecords;
  readonly portal: AskedPortal;
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
 * The jobs that ask the portal. One that keeps silent is waited for as long as the patience lasts, over all of them; after
 * that it is not asked any more, and each job fails as it would have.
 */
export function portalJobs(
  { portal, random, sync, instanceKind, silentMode, ...stores }: PortalJobOptions,
  isOver: () => boolean,
  patienceMs?: number,
): PortalJobs {
  let leftMs = patienceMs;
  const ports = { ...sync, ...stores, instanceKind, silentMode, isOver, draw: drawFrom(random) };
  const { records, serviceTokens } = stores;
  const patiently = async (ask: (portal: AskedPortal, leftMs?: number) => Promise<Ran>) => {
    const startedAt = performance.now();
    const asked = leftMs === undefined || leftMs > 0;
    const ran = await ask(asked ? portal : silent, leftMs);
    const failed = ran.outcome === "failed" || ran.outcome === "dead";
    if (failed && leftMs !== undefined) leftMs -= Math.ceil(performance.now() - startedAt);
    return ran;
  };
  const jobs = {
    report: (job: QueuedJob) =>
      patiently((asked, ms) => reportSeats(job, { ...ports, portal: asked }, ms)),
    renewToken: (job: ServiceTokenJob) =>
      patiently((asked, ms) => renewToken(job, { ...ports, portal: asked }, ms)),
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

const dueAt = (job: { readonly nextRunAt: Instant | null } | null): Instant =>
  job?.nextRunAt ?? (Number.POSITIVE_INFINITY as Instant);

const silent: AskedPortal = {
  report: async () => err({ kind: "report-not-answered", detail: "The portal keeps silent." }),
  serviceToken: async () =>
    err({ kind: "portal-unreachable", detail: "The portal keeps silent.", status: null }),
};

/** Draws a whole number below another; the same purpose gives the same with a seed. */
const drawFrom =
  ({ bytes }: Random) =>
  (purpose: string, below: number): number =>
    bytes(purpose, 4).readUInt32LE() % below;

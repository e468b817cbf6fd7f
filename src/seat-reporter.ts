import type { AddOnPorts } from "./activation/add-ons.ts";
import type { Portal } from "./activation/portal.ts";
import type { PortalAccess } from "./activation/portal-access.ts";
import type { SyncPorts } from "./activation/sync.ts";
import type { JobRecords, QueuedJob } from "./jobs/job-records.ts";
import type { Ran } from "./jobs/ran.ts";
import { reportSeats } from "./jobs/report-seats.ts";
import type { Random } from "./random.ts";
import { err } from "./result.ts";

export interface ReporterOptions extends PortalAccess {
  readonly addOnSeats: AddOnPorts["addOnSeats"];
  readonly records: JobRecords;
  readonly portal: Pick<Portal, "report">;
  readonly random: Random;
  readonly sync: SyncPorts;
}

/**
 * Sends reports. A portal that keeps silent is waited for as long as the patience lasts, over all reports; after that it
 * is not asked any more, and each report fails as it would have.
 */
export function reporter(
  { records, portal, random, sync, addOnSeats, instanceKind, silentMode }: ReporterOptions,
  isOver: () => boolean,
  patienceMs?: number,
): (job: QueuedJob) => Promise<Ran> {
  let leftMs = patienceMs;
  const access = { instanceKind, silentMode };
  const ports = { ...sync, ...access, addOnSeats, records, isOver, draw: drawFrom(random) };
  return async (job) => {
    const startedAt = performance.now();
    const asked = leftMs === undefined || leftMs > 0;
    const ran = await reportSeats(job, { ...ports, portal: asked ? portal : silent }, leftMs);
    const failed = ran.outcome !== "done";
    if (failed && leftMs !== undefined) leftMs -= Math.ceil(performance.now() - startedAt);
    return ran;
  };
}

const silent: Pick<Portal, "report"> = {
  report: async () => err({ kind: "report-not-answered", detail: "The portal keeps silent." }),
};

/** Draws a whole number below another; the same purpose gives the same with a seed. */
const drawFrom =
  ({ bytes }: Random) =>
  (purpose: string, below: number): number =>
    bytes(purpose, 4).readUInt32LE() % below;

import { type AddOnPorts, addOnsToday } from "../activation/add-ons.ts";
import type { Portal } from "../activation/portal.ts";
import { type PortalAccess, portalBarrier } from "../activation/portal-access.ts";
import { broughtBy, failureOf, keyProblemOf } from "../activation/seat-link-messages.ts";
import { type SyncPorts, takeAnswer } from "../activation/sync.ts";
import { err } from "../base/result.ts";
import type { JobRecords, QueuedJob, ServiceTokenRecords } from "./job-records.ts";
import type { Ran } from "./ran.ts";
import { failedAttempt } from "./retries.ts";

export interface ReportPorts extends SyncPorts, AddOnPorts, PortalAccess {
  readonly licenses: SyncPorts["licenses"];
  readonly clock: SyncPorts["clock"];
  readonly portal: Pick<Portal, "report">;
  readonly records: JobRecords;
  readonly serviceTokens: Pick<ServiceTokenRecords, "add">;
  /** A whole number below another; the same purpose gives the same. */
  readonly draw: (purpose: string, below: number) => number;
  /** Whether the instance has stopped or started over: nothing is written down then. */
  readonly isOver: () => boolean;
}

/**
 * Sends one report, and takes in the answer or puts the next attempt off.
 *
 * The job leaves the queue in the step that stores what the answer has brought: whatever happens in between, the report
 * is sent again, and brings nothing twice. One that must not leave the instance fails like any other: the product blocks
 * the request, not the job. Source: licensing rules, timeouts and transport.
 */
export async function reportSeats(
  job: QueuedJob,
  ports: ReportPorts,
  patienceMs?: number,
): Promise<Ran> {
  const { clock, portal, records } = ports;
  const ran = { job: "seat-link", at: clock.now() } as const;
  const barrier = portalBarrier(ports);
  const isSent = !barrier && patienceMs !== 0;
  const answer = isSent
    ? await portal.report({ ...job.seatLink, addOns: await addOnsToday(ports) }, patienceMs)
    : err(barrier ?? notAsked);
  if (ports.isOver()) return { ...ran, outcome: "failed", detail: "It was interrupted." };
  if (!answer.ok) {
    const why = { error: failureOf(answer.error), isGivenUp: !isSent && !barrier };
    const { failed, ended } = failedAttempt(ran.job, job, why, ports);
    await records.fail(job, failed);
    return { ...ran, ...ended };
  }
  const at = clock.now();
  const { reconciliation } = answer.value;
  const taken = await takeAnswer(answer.value, ports, {
    origin: { by: "report", report: job.id, trigger: job.cause },
    together(tx, brought) {
      records.finish(tx, job, { at, reconciliation, ...toldOf(brought) });
      // What comes of itself every day renews no token. Source: licensing rules, triggers, response handling.
      if (job.cause === "daily") return;
      // Due with the report: whoever waits for that waits for the token too, also while the clock runs on.
      const due = { at: job.nextRunAt ?? at, today: clock.today() };
      ports.serviceTokens.add(tx, { cause: job.cause, ...due });
    },
  });
  return { ...ran, outcome: "done", detail: toldOf(taken).detail };
}

const notAsked = { kind: "report-not-answered", detail: "The portal keeps silent." } as const;

function toldOf(taken: Awaited<ReturnType<typeof takeAnswer>>) {
  if (taken.ok) return { error: null, detail: broughtBy(taken.value) };
  const error = keyProblemOf(taken.error);
  return { error, detail: error };
}

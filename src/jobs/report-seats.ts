import { type AddOnPorts, addOnsToday } from "../activation/add-ons.ts";
import type { Portal } from "../activation/portal.ts";
import { type PortalAccess, portalBarrier } from "../activation/portal-access.ts";
import { broughtBy, failureOf, keyProblemOf } from "../activation/seat-link-messages.ts";
import { type SyncPorts, takeAnswer } from "../activation/sync.ts";
import { err } from "../base/result.ts";
import {
  JobGone,
  type JobRecords,
  type QueuedReport,
  type ServiceTokenRecords,
} from "./job-records.ts";
import type { Ran } from "./ran.ts";
import { failedAttempt } from "./retries.ts";
import { attempt, type Ended, transportOf } from "./settlement.ts";

export interface ReportPorts extends SyncPorts, AddOnPorts {
  readonly settings: PortalAccess;
  readonly licenses: SyncPorts["licenses"];
  readonly clock: SyncPorts["clock"];
  readonly portal: Pick<Portal, "report">;
  readonly records: JobRecords;
  readonly serviceTokens: Pick<ServiceTokenRecords, "add">;
  /** A whole number below another; the same purpose gives the same. */
  readonly draw: (purpose: string, below: number) => number;
  /** Whether the instance has stopped or started over: nothing is written down then. */
  readonly isOver: () => boolean;
  /** Tells the operator of an exception, and throws what no attempt can be blamed for: a disk, a reset. */
  readonly onException: (error: unknown) => void;
}

/**
 * Sends one report, and takes in the answer or puts the next attempt off.
 *
 * The job leaves the queue in the step that stores what the answer has brought: whatever happens in between, the report
 * is sent again, and brings nothing twice. One that must not leave the instance fails like any other: the product blocks
 * the request, not the job. Source: licensing rules, timeouts and transport.
 */
export function reportSeats(
  job: QueuedReport,
  ports: ReportPorts,
  patienceMs?: number,
): Promise<Ran> {
  return attempt("seat-link", ports, {
    ask: () => tryToReport(job, ports, patienceMs),
    putOff: () =>
      putOff(
        job,
        { error: failureOf({ kind: "answer-not-taken" }), wasNotAsked: false, cause: null },
        ports,
      ),
  });
}

async function tryToReport(
  job: QueuedReport,
  ports: ReportPorts,
  patienceMs: number | undefined,
): Promise<Ended> {
  const { clock, portal, records } = ports;
  const barrier = portalBarrier(ports.settings);
  const isSent = !barrier && patienceMs !== 0;
  const answer = isSent
    ? await portal.report({ ...job.seatLink, addOns: await addOnsToday(ports) }, patienceMs)
    : err(barrier ?? notAsked);
  if (ports.isOver()) return { outcome: "failed", detail: "It was interrupted." };
  if (!answer.ok) {
    const { error } = answer;
    return putOff(
      job,
      { error: failureOf(error), wasNotAsked: !isSent && !barrier, cause: transportOf(error) },
      ports,
    );
  }
  const at = clock.now();
  const { reconciliation } = answer.value;
  const taken = await takeAnswer(answer.value, ports, {
    origin: { by: "report", report: job.id, trigger: job.cause },
    about: isBesideOthers(job) ? job.seatLink.licenseKey : null,
    together(tx, brought) {
      // A job of the same number may wait in what was restored meanwhile.
      if (ports.isOver()) throw new JobGone();
      const isLeftAside = brought.ok && brought.value.kind === "answer-superseded";
      records.finish(tx, job, { at, ...(!isLeftAside && { reconciliation }), ...toldOf(brought) });
      // Whatever is in force now has a report, and so a token, of its own.
      if (isLeftAside) return;
      // What comes of itself every day renews no token. Source: licensing rules, triggers, response handling.
      if (job.cause === "daily") return;
      // Due with the report: whoever waits for that waits for the token too, also while the clock runs on.
      const due = { at: job.nextRunAt ?? at, today: clock.today() };
      ports.serviceTokens.add(tx, { cause: job.cause, ...due });
    },
  });
  return { outcome: "done", detail: toldOf(taken).detail };
}

/**
 * The report that follows an activation is on its way while others activate: its answer must not bring back what they
 * have replaced. One that is sent again much later may, as in the product.
 */
const isBesideOthers = ({ cause, attempts }: QueuedReport) =>
  cause === "activation" && attempts === 0;

const notAsked = {
  kind: "report-not-answered",
  detail: "The portal keeps silent.",
  cause: null,
  leaked: null,
} as const;

function toldOf(taken: Awaited<ReturnType<typeof takeAnswer>>) {
  if (taken.ok) return { error: null, detail: broughtBy(taken.value) };
  const error = keyProblemOf(taken.error);
  return { error, detail: error };
}

async function putOff(
  job: QueuedReport,
  why: Parameters<typeof failedAttempt>[2],
  ports: ReportPorts,
): Promise<Ended> {
  const { failed, ended } = failedAttempt("seat-link", job, why, ports);
  await ports.records.fail(job, failed);
  return ended;
}

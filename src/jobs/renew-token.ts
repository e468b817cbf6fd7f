import type { LicenseRecords } from "../activation/license-records.ts";
import type { Portal } from "../activation/portal.ts";
import { type PortalAccess, portalBarrier } from "../activation/portal-access.ts";
import { tokenFailureOf } from "../activation/service-token-messages.ts";
import { err } from "../base/result.ts";
import type { Clock } from "../time/clock.ts";
import type { QueuedQuestion, ServiceTokenRecords } from "./job-records.ts";
import { goodUntil, licenseToAskFor } from "./license-to-ask-for.ts";
import type { Ran } from "./ran.ts";
import { failedAttempt } from "./retries.ts";
import { attempt, type Ended, transportOf } from "./settlement.ts";

export interface TokenPorts {
  readonly settings: PortalAccess;
  readonly licenses: Pick<LicenseRecords, "find">;
  readonly clock: Clock;
  readonly portal: Pick<Portal, "serviceToken">;
  readonly serviceTokens: ServiceTokenRecords;
  /** A whole number below another; the same purpose gives the same. */
  readonly draw: (purpose: string, below: number) => number;
  /** Whether the instance has stopped or started over: nothing is written down then. */
  readonly isOver: () => boolean;
  /** Tells the operator of an exception, and throws what no attempt can be blamed for: a disk, a reset. */
  readonly onException: (error: unknown) => void;
}

/** Asks for the token of a license, and keeps it or puts the next attempt off, as a report is put off. */
export function renewToken(
  job: QueuedQuestion,
  ports: TokenPorts,
  patienceMs?: number,
): Promise<Ran> {
  return attempt("service-token", ports, {
    ask: () => tryToRenew(job, ports, patienceMs),
    putOff: () =>
      putOff(
        job,
        { error: tokenFailureOf({ kind: "answer-not-taken" }), wasNotAsked: false, cause: null },
        ports,
      ),
  });
}

async function tryToRenew(
  job: QueuedQuestion,
  ports: TokenPorts,
  patienceMs: number | undefined,
): Promise<Ended> {
  const { clock, licenses, portal, serviceTokens } = ports;
  const found = job.licenseRow === null ? null : await licenses.find(job.licenseRow);
  const moment = { cause: job.cause, token: await serviceTokens.token(), at: clock.now() };
  if (ports.isOver()) return interrupted;
  const record = licenseToAskFor(found, moment, clock.calendar);
  if (!record.ok) {
    await serviceTokens.finish(job, { at: clock.now(), token: null, ...record.error });
    return { outcome: "skipped", ...record.error };
  }
  const barrier = portalBarrier(ports.settings);
  const isAsked = !barrier && patienceMs !== 0;
  const answer = isAsked
    ? await portal.serviceToken(record.value.key, patienceMs)
    : err(barrier ?? notAsked);
  if (ports.isOver()) return interrupted;
  if (!answer.ok) {
    const { error } = answer;
    return putOff(
      job,
      {
        error: tokenFailureOf(error),
        wasNotAsked: !isAsked && !barrier,
        cause: transportOf(error),
      },
      ports,
    );
  }
  const said = goodUntil(answer.value, clock.calendar);
  await serviceTokens.finish(job, { at: clock.now(), token: answer.value, ...said });
  return { outcome: "done", ...said };
}

const interrupted = { outcome: "failed", detail: "It was interrupted." } as const;

const notAsked = {
  kind: "portal-unreachable",
  detail: "The portal keeps silent.",
  status: null,
  cause: null,
  leaked: null,
} as const;

async function putOff(
  job: QueuedQuestion,
  why: Parameters<typeof failedAttempt>[2],
  ports: TokenPorts,
): Promise<Ended> {
  const { failed, ended } = failedAttempt("service-token", job, why, ports);
  await ports.serviceTokens.fail(job, failed);
  return ended;
}

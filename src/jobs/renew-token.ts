import type { LicenseRecords } from "../activation/license-records.ts";
import type { Portal } from "../activation/portal.ts";
import { type PortalAccess, portalBarrier } from "../activation/portal-access.ts";
import { tokenFailureOf } from "../activation/service-token-messages.ts";
import { err } from "../base/result.ts";
import type { Clock } from "../time/clock.ts";
import type { ServiceTokenJob, ServiceTokenRecords } from "./job-records.ts";
import { goodUntil, licenseToAskFor } from "./license-to-ask-for.ts";
import type { Ran } from "./ran.ts";
import { failedAttempt } from "./retries.ts";

export interface TokenPorts extends PortalAccess {
  readonly licenses: Pick<LicenseRecords, "find">;
  readonly clock: Clock;
  readonly portal: Pick<Portal, "serviceToken">;
  readonly serviceTokens: ServiceTokenRecords;
  /** A whole number below another; the same purpose gives the same. */
  readonly draw: (purpose: string, below: number) => number;
  /** Whether the instance has stopped or started over: nothing is written down then. */
  readonly isOver: () => boolean;
}

/** Asks for the token of a license, and keeps it or puts the next attempt off. */
export async function renewToken(
  job: ServiceTokenJob,
  ports: TokenPorts,
  patienceMs?: number,
): Promise<Ran> {
  const { clock, licenses, portal, serviceTokens } = ports;
  const ran = { job: "service-token", at: clock.now() } as const;
  const found = job.licenseRow === null ? null : await licenses.find(job.licenseRow);
  const moment = { cause: job.cause, token: await serviceTokens.token(), at: clock.now() };
  const record = licenseToAskFor(found, moment, clock.calendar);
  if (!record.ok) {
    await serviceTokens.finish(job, { at: ran.at, token: null, ...record.error });
    return { ...ran, outcome: "skipped", ...record.error };
  }
  const barrier = portalBarrier(ports);
  const isAsked = !barrier && patienceMs !== 0;
  const answer = isAsked
    ? await portal.serviceToken(record.value.key, patienceMs)
    : err(barrier ?? notAsked);
  if (ports.isOver()) return { ...ran, outcome: "failed", detail: "It was interrupted." };
  if (!answer.ok) {
    const why = { error: tokenFailureOf(answer.error), isGivenUp: !isAsked && !barrier };
    const { failed, ended } = failedAttempt(ran.job, job, why, ports);
    await serviceTokens.fail(job, failed);
    return { ...ran, ...ended };
  }
  const said = goodUntil(answer.value, clock.calendar);
  await serviceTokens.finish(job, { at: clock.now(), token: answer.value, ...said });
  return { ...ran, outcome: "done", ...said };
}

const notAsked = {
  kind: "portal-unreachable",
  detail: "The portal keeps silent.",
  status: null,
} as const;

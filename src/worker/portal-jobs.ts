import type { Random } from "../base/random.ts";
import type { Result } from "../base/result.ts";
import { storageProblem } from "../base/storage-problem.ts";
import { JobGone, type QueuedQuestion, type QueuedReport } from "../jobs/job-records.ts";
import type { Ran } from "../jobs/ran.ts";
import { renewToken, type TokenPorts } from "../jobs/renew-token.ts";
import { type ReportPorts, reportSeats } from "../jobs/report-seats.ts";
import type { Waiting } from "../jobs/run-until.ts";
import type { Instant } from "../time/calendar.ts";

export interface PortalJobOptions
  extends Omit<ReportPorts & TokenPorts, "draw" | "isOver" | "onException"> {
  readonly random: Random;
  readonly onError: (error: unknown) => void;
}

/** Numbers of jobs that somebody sees to already. */
interface UnderWay {
  readonly reports: ReadonlySet<number>;
  readonly tokens: ReadonlySet<number>;
}

interface PortalJobs {
  /** `onToken` is told of the question for a token that the answer puts into its queue. */
  report(job: QueuedReport, onToken?: (job: QueuedQuestion) => void): Promise<Ran>;
  renewToken(job: QueuedQuestion): Promise<Ran>;
  /** What falls due first, of everything that waits but some; null if nothing does. */
  next(but?: UnderWay): Promise<Waiting | null>;
}

/**
 * The jobs that ask the portal. One that keeps silent is waited for as long as the patience lasts, over all reports, and
 * over all questions for a token; after that it is not asked any more, and each job fails as it would have.
 */
export function portalJobs(
  options: PortalJobOptions,
  isOver: () => boolean,
  patienceMs?: number,
): PortalJobs {
  const { settings, licenses, clock, readLicense } = options;
  const { portal, records, serviceTokens, addOnSeats, onError } = options;
  const draw = drawFrom(options.random);
  function onException(error: unknown) {
    if (error instanceof JobGone || storageProblem(error) !== undefined) throw error;
    onError(error);
  }
  const forReports = patienceOf(patienceMs);
  const forTokens = patienceOf(patienceMs);
  const jobs = {
    report: (job: QueuedReport, onToken?: (job: QueuedQuestion) => void) =>
      reportSeats(
        job,
        {
          settings,
          licenses,
          clock,
          readLicense,
          addOnSeats,
          records,
          serviceTokens: {
            add(tx, wanted) {
              const added = serviceTokens.add(tx, wanted);
              onToken?.(added);
              return added;
            },
          },
          portal: { report: (report, ms) => forReports.spend(portal.report(report, ms)) },
          draw,
          isOver,
          onException,
        },
        forReports.leftMs(),
      ),
    renewToken: (job: QueuedQuestion) =>
      renewToken(
        job,
        {
          settings,
          licenses,
          clock,
          serviceTokens,
          portal: { serviceToken: (key, ms) => forTokens.spend(portal.serviceToken(key, ms)) },
          draw,
          isOver,
          onException,
        },
        forTokens.leftMs(),
      ),
  };
  return {
    report: jobs.report,
    renewToken: jobs.renewToken,
    async next(but) {
      const report = await records.nextQueued(but?.reports);
      const token = await serviceTokens.nextQueued(but?.tokens);
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

import { isTimeout } from "../base/transport-failure.ts";
import { mostAttempts } from "../jobs/retries.ts";
import { evidenceOf, type Finding, type Log, quoted } from "./finding.ts";
import { isDone, type PortalExchange } from "./observed.ts";
import type { Scene } from "./scene.ts";
import { activate, arm, sell } from "./steps.ts";
import { isArmable, networkOf, toldOf } from "./transport.ts";

/** Reports that the portal did not take: a log of ours alone has them. */
export function failedReports({ observations }: Log): readonly Finding[] {
  const reports = observations
    .filter((one) => one.kind === "portal")
    .filter(({ asked }) => asked === "report");
  const last = reports.at(-1);
  if (last === undefined || isDone(last)) return [];
  const [first = last, ...others] = longestSeries(reports);
  const isDead = others.length + 1 >= mostAttempts("seat-link");
  const why = whyOf(last);
  return [
    {
      rank: "reports",
      complaint: isDead ? "C15" : "C16",
      isCertain: true,
      couldAlsoBe: isDead ? [] : ["C15"],
      sentence: isDead
        ? `One report was tried ${others.length + 1} times, always in vain, and was given up then: its job is dead.`
        : `The last report to the portal has failed (${why}), which the product's page does not say.`,
      evidence: [first, ...(last === first ? [] : [last])].map((one) => evidenceOf(one, why)),
      ask: [],
      scene: failingReports(first.at, { fault: faultOf(last), days: isDead ? 3 : 1 }),
    },
  ];
}

/** What the portal did not answer for a while, though it has taken the last report: a log of ours alone has it. */
export function failuresBefore({ observations }: Log): readonly Finding[] {
  const sent = observations
    .filter((one) => one.kind === "portal")
    .filter(({ asked }) => asked !== "activation");
  const failed = sent.filter((one) => !isDone(one));
  const last = failed.at(-1);
  const reports = sent.filter(({ asked }) => asked === "report");
  const lastReport = reports.at(-1);
  if (last === undefined || (lastReport !== undefined && !isDone(lastReport))) return [];
  const [first = last] = failed;
  const isOfReports = reports.some((one) => !isDone(one));
  const isDead = longestSeries(reports).length >= mostAttempts("seat-link");
  const told = last.failure === null ? `It was HTTP status ${last.status}.` : toldOf(last.failure);
  return [
    {
      rank: "failed-before",
      complaint: isDead ? "C15" : isOfReports ? "C16" : null,
      isCertain: true,
      couldAlsoBe: isDead || !isOfReports ? [] : ["C15"],
      sentence: `Of ${sent.length} reports and other requests of the instance to its portal ${failed.length} have failed. Of the last of them: ${told}${last === sent.at(-1) ? "" : " A later one was answered."}`,
      evidence: [first, ...(last === first ? [] : [last])].map((one) =>
        evidenceOf(one, whyOf(one)),
      ),
      ask: [],
      scene: isOfReports
        ? failingReports(first.at, { fault: faultOf(last), days: isDead ? 3 : 1 })
        : null,
    },
  ];
}

const whyOf = ({ failure, status }: PortalExchange): string =>
  failure === null ? `HTTP status ${status}` : `${failure.phase}: ${failure.code}`;

/** What has each report fail so, of what does not take its time. */
function faultOf({ failure, status }: PortalExchange): Readonly<Record<string, unknown>> {
  if (failure !== null && isArmable(failure) && !isTimeout(failure.code)) {
    return { kind: networkOf(failure) };
  }
  return status !== null && status >= 400 ? { ...portalIsDown, status } : portalIsDown;
}

const portalIsDown = { kind: "status", status: 503, endpoint: "seat-links" };

/** Reports that fail for some days; their jobs are dead after the second. */
function failingReports(
  at: Scene["at"],
  { fault, days }: { fault: Readonly<Record<string, unknown>>; days: number },
): Scene {
  return {
    at,
    settings: {},
    license: null,
    steps: [sell("sold"), activate("sold"), arm(fault), { do: "clock.advance", with: { days } }],
    youWillSee:
      days > 2
        ? `The jobs of the daily report are dead, each after ${mostAttempts("seat-link")} attempts, and understudy jobs lists them. The subscription page says that the last sync has failed.`
        : "The subscription page says that the last sync has failed, and how old the last success is. The license stays in force all the same.",
  };
}

/** Attempts of one report send the same. */
function longestSeries(reports: readonly PortalExchange[]): readonly PortalExchange[] {
  const series = new Map<string, PortalExchange[]>();
  for (const one of reports) {
    if (one.report === null || isDone(one)) continue;
    series.set(one.report, [...(series.get(one.report) ?? []), one]);
  }
  return [...series.values()].toSorted((one, other) => other.length - one.length)[0] ?? [];
}

/** What a page of ours says of the last report, and the product's does not. */
export function failuresOnPage({ observations }: Log): readonly Finding[] {
  const page = observations.findLast((one) => one.kind === "page");
  if (page?.syncError == null) return [];
  return [
    {
      rank: "reports",
      complaint: "C16",
      isCertain: true,
      couldAlsoBe: ["C15"],
      sentence: `The last report to the portal has failed (${quoted(page.syncError)}), which the product's page does not say.`,
      evidence: [evidenceOf(page, page.syncError)],
      ask: [],
      scene: failingReports(page.at, { fault: portalIsDown, days: 1 }),
    },
  ];
}

import { mostAttempts } from "../jobs/retries.ts";
import { evidenceOf, type Finding, type Log, quoted } from "./finding.ts";
import { isDone, type PortalExchange } from "./observed.ts";
import type { Scene } from "./scene.ts";
import { activate, arm, sell } from "./steps.ts";

/** Reports that the portal did not take: a log of ours alone has them. */
export function failedReports({ observations }: Log): readonly Finding[] {
  const reports = observations
    .filter((one) => one.kind === "portal")
    .filter(({ asked }) => asked === "report");
  const last = reports.at(-1);
  if (last === undefined || isDone(last)) return [];
  const [first = last, ...others] = longestSeries(reports);
  const isDead = others.length + 1 >= mostAttempts("seat-link");
  const why =
    last.failure === null
      ? `HTTP status ${last.status}`
      : `${last.failure.phase}: ${last.failure.code}`;
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
      scene: failingReports(first.at, {
        status: last.status !== null && last.status >= 400 ? last.status : 503,
        days: isDead ? 3 : 1,
      }),
    },
  ];
}

/** Reports that fail for some days; their jobs are dead after the second. */
function failingReports(
  at: Scene["at"],
  { status, days }: { status: number; days: number },
): Scene {
  return {
    at,
    settings: {},
    license: null,
    steps: [
      sell("sold"),
      activate("sold"),
      arm({ kind: "status", status, endpoint: "seat-links" }),
      { do: "clock.advance", with: { days } },
    ],
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
      scene: failingReports(page.at, { status: 503, days: 1 }),
    },
  ];
}

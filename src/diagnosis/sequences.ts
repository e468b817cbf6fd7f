import { toUtcIso, utcCalendar } from "../time/calendar.ts";
import type { Day } from "../time/day.ts";
import { type Evidence, evidenceOf, type Finding, type Log } from "./finding.ts";
import { isSameTerm } from "./licenses.ts";
import {
  type CurrentLicense,
  type History,
  isDone,
  type Observation,
  type PortalExchange,
  type SeenLicense,
} from "./observed.ts";
import { dayOfEntry } from "./server.ts";
import { activate, arm, orderOf, sell, sync } from "./steps.ts";

/** A license that was removed before another was activated or uploaded, and the time in between. */
export function replacementsWithGap({ observations }: Log): readonly Finding[] {
  const at = observations.findIndex((one) => one.kind === "removal" && isDone(one));
  const removal = observations[at];
  if (removal === undefined) return [];
  const after = observations.slice(at + 1);
  const none = after.find((one) => one.kind === "current-license" && one.license === null);
  const next = after.find(
    (one) =>
      (one.kind === "activation" && one.errors?.length === 0) ||
      (one.kind === "upload" && isDone(one)),
  );
  if (next === undefined || none === undefined || none.entry > next.entry) return [];
  const gap =
    removal.at === null || next.at === null ? null : next.at + (next.ms ?? 0) - removal.at;
  const during = gap === null ? "" : ` for ${(gap / 1_000).toFixed(1)} s`;
  return [
    {
      rank: "sequence",
      complaint: "C10",
      isCertain: true,
      couldAlsoBe: [],
      sentence: `The license was removed before the next one was activated, and the instance had none${during}. An activation needs no removal: the new license takes over at once.`,
      evidence: [
        evidenceOf(removal, null),
        evidenceOf(none, "currentLicense: null"),
        evidenceOf(next, null),
      ],
      ask: [],
      scene: {
        at: removal.at,
        settings: {},
        license: null,
        steps: [
          sell("before"),
          activate("before"),
          sell("sold"),
          { do: "license.remove", with: {} },
        ],
        youWillSee:
          "The subscription page shows no subscription, until {sold.activationCode} is activated. With {before.activationCode} still in force, the activation would have done without the removal.",
      },
    },
  ];
}

/** Two syncs on one day, of which the second has changed nothing. */
export function syncsOnOneDay({ observations }: Log): readonly Finding[] {
  const found = secondReport(observations) ?? secondSync(observations);
  if (found === null) return [];
  return [
    {
      rank: "sequence",
      complaint: "C12",
      isCertain: found.isCertain,
      couldAlsoBe: found.isCertain ? [] : ["C16"],
      sentence: found.sentence,
      evidence: found.evidence,
      ask: [],
      scene: {
        at: found.first.at,
        settings: {},
        license: null,
        steps: [
          { do: "policies.set", with: { oneReportADay: true } },
          sell("sold"),
          activate("sold"),
          sync,
        ],
        youWillSee:
          "A sync by the button says “Synchronization started”, and Last sync stays as it is. The portal ignores every report of a day but the first, which the activation has sent.",
      },
    },
  ];
}

interface Second {
  readonly first: Observation;
  readonly isCertain: boolean;
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
}

/** In a log of ours: what the portal has answered to the reports of one day. */
function secondReport(observations: readonly Observation[]): Second | null {
  const reports = observations.filter((one) => one.kind === "portal").filter(isAnsweredReport);
  for (const [place, second] of reports.entries()) {
    const first = reports.slice(0, place).find((one) => isSameDay(one, second) && one.hasLicense);
    if (first === undefined || second.hasLicense) continue;
    return {
      first,
      isCertain: true,
      sentence:
        "Of two reports on one day, the portal has answered the first with a license and the second without: it takes one report a day, and ignores the others.",
      evidence: [evidenceOf(first, "with a license"), evidenceOf(second, "without a license")],
    };
  }
  return null;
}

const isAnsweredReport = (one: PortalExchange) => one.asked === "report" && isDone(one);

/** In any log: the button was pressed twice, and the license says it was synchronized before the second time. */
function secondSync(observations: readonly Observation[]): Second | null {
  const syncs = observations.filter((one) => one.kind === "sync").filter(isDone);
  for (const [place, second] of syncs.entries()) {
    const first = syncs.slice(0, place).find((one) => isSameDay(one, second));
    const read = observations
      .filter((one) => one.kind === "current-license")
      .findLast(({ entry }) => entry > second.entry);
    const syncedAt = read?.license?.syncedAt ?? null;
    if (first?.at == null || second.at === null || read === undefined || syncedAt === null)
      continue;
    if (syncedAt >= second.at || syncedAt < first.at - slackMs) continue;
    return {
      first,
      isCertain: false,
      sentence: `Of two syncs on one day, the first has come through at ${toUtcIso(syncedAt)}, and the second, which the instance has taken too, has changed nothing. A portal that takes one report a day does so, and so does one that cannot be reached any more.`,
      evidence: [
        evidenceOf(first, null),
        evidenceOf(second, null),
        evidenceOf(read, `lastSync ${toUtcIso(syncedAt)}`),
      ],
    };
  }
  return null;
}

/** Clocks of browsers and servers differ a little. */
const slackMs = 60_000;

const isSameDay = (one: Observation, other: Observation) =>
  one.at !== null && other.at !== null && utcCalendar.dayOf(one.at) === utcCalendar.dayOf(other.at);

/** Rows of the history that say the same, and become more with each sync. */
export function repeatedRows({ observations }: Log): readonly Finding[] {
  const read = observations.filter((one) => one.kind === "history");
  const last = read.at(-1);
  if (last === undefined) return [];
  const now = mostRepeated(last.rows);
  if (now === null) return [];
  const grown = read.find((one) => isGrownOver(one, last, now.row, observations));
  if (grown === undefined && now.count < 3) return [];
  const before = grown === undefined ? null : countOf(grown.rows, now.row);
  return [
    {
      rank: grown === undefined ? "rows" : "sequence",
      complaint: "C13",
      isCertain: grown !== undefined,
      couldAlsoBe: grown === undefined ? ["C14"] : [],
      sentence:
        before === null
          ? `${now.count} rows of the history say the same of plan, term and seats. A portal that sends another key at every sync leads there, and so do several activations.`
          : `A sync has made ${now.count} rows of the history out of ${before} that say the same of plan, term and seats: the portal sends another key at every sync.`,
      evidence: [
        ...(grown === undefined
          ? []
          : [evidenceOf(grown, `${before} such rows of ${grown.rows.length}`)]),
        evidenceOf(last, `${now.count} such rows of ${last.rows.length}`),
      ],
      ask: [],
      scene: {
        at: last.at,
        settings: {},
        license: null,
        steps: [
          { do: "policies.set", with: { newKeyAtEverySync: true } },
          sell("sold", orderOf(now.row)),
          activate("sold"),
          // The activation reports by itself.
          ...Array.from({ length: Math.min(now.count - 2, 5) }, () => sync),
        ],
        youWillSee: `The history of the subscription page has several rows that say the same. Each sync adds one, because the portal issues another key every time.`,
      },
    },
  ];
}

function isGrownOver(one: History, last: History, row: SeenLicense, all: readonly Observation[]) {
  if (one === last || countOf(one.rows, row) >= countOf(last.rows, row)) return false;
  const between = all.filter(({ entry }) => entry > one.entry && entry < last.entry);
  return (
    between.some(isReporting) &&
    !between.some(({ kind }) => kind === "activation" || kind === "upload")
  );
}

const isReporting = (one: Observation) =>
  (one.kind === "sync" || (one.kind === "portal" && one.asked === "report")) && isDone(one);

const countOf = (rows: readonly SeenLicense[], row: SeenLicense) =>
  rows.filter((one) => isSameTerm(one, row)).length;

function mostRepeated(rows: readonly SeenLicense[]) {
  const counted = rows.map((row) => ({ row, count: countOf(rows, row) }));
  const [most] = counted.toSorted((one, other) => other.count - one.count);
  return most !== undefined && most.count > 1 ? most : null;
}

/** A sync after which another license is in force that was there before, and valid, as the one before still is. */
export function overtakenLicenses({ observations, server }: Log): readonly Finding[] {
  const read = observations.filter((one) => one.kind === "current-license");
  for (const [place, now] of read.entries()) {
    const before = read[place - 1];
    if (before === undefined || !isOvertaken(before, now, observations, dayOfEntry(server, now)))
      continue;
    return [
      {
        rank: "sequence",
        complaint: "C14",
        isCertain: true,
        couldAlsoBe: [],
        sentence: `License ${numberOf(before.license)} was in force, and after a sync it was license ${numberOf(now.license)}, which had been there before. Both are valid: the one whose row was stored last is in force.`,
        evidence: [before, now].map((one) => evidenceOf(one, `currentLicense ${one.license?.id}`)),
        ask: [],
        scene: {
          at: now.at,
          settings: {},
          license: null,
          steps: [
            arm({ kind: "status", status: 503, endpoint: "seat-links", times: 1 }),
            sell("other", now.license === null ? {} : orderOf(now.license)),
            activate("other"),
            sell("sold", before.license === null ? {} : orderOf(before.license)),
            activate("sold"),
            { do: "policies.set", with: { newKeyAtEverySync: true } },
            { do: "clock.advance", with: { hours: 3 } },
          ],
          youWillSee:
            "The license of {other.name} is in force, although {sold.name} was activated after it. A report of the first, which had to be tried again, has brought its key anew.",
        },
      },
    ];
  }
  return [];
}

const numberOf = (license: SeenLicense | null) =>
  license?.id?.split("/").at(-1) ?? "without a number";

function isOvertaken(
  before: CurrentLicense,
  now: CurrentLicense,
  all: readonly Observation[],
  today: Day | null,
): boolean {
  const [old, other] = [before.license, now.license];
  if (!old?.id || !other?.id || old.id === other.id) return false;
  const isValid = ({ startsOn, expiresOn }: SeenLicense) =>
    today !== null &&
    startsOn !== null &&
    startsOn <= today &&
    (expiresOn === null || today < expiresOn);
  const known = all.some(
    (one) =>
      one.kind === "history" &&
      one.entry <= before.entry + 2 &&
      one.rows.some((row) => row.id !== old.id && (row.id === other.id || isSameTerm(row, other))),
  );
  const between = all.filter(({ entry }) => entry > before.entry && entry < now.entry);
  const isByHand = between.some(({ kind }) => ["activation", "upload", "removal"].includes(kind));
  return known && !isByHand && isValid(old) && isValid(other);
}

import { toUtcIso, utcCalendar } from "../time/calendar.ts";
import { addDays, type Day, dayMs } from "../time/day.ts";
import { type Evidence, evidenceOf, type Finding, type Log, quoted } from "./finding.ts";
import { isSameTerm, lastLicense } from "./licenses.ts";
import type {
  CurrentLicense,
  History,
  Observation,
  PortalExchange,
  SeenLicense,
} from "./observed.ts";
import type { Scene } from "./scene.ts";
import { activate, arm, orderOf, sell, sync } from "./steps.ts";

const isDone = ({ status }: Observation) => status !== null && status < 400;

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
        at: found.evidence[0]
          ? (observations.find(({ entry }) => entry === found.evidence[0]?.entry)?.at ?? null)
          : null,
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
    if (before === undefined || !isOvertaken(before, now, observations, todayIn(server, now)))
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

/** How often the product tries a report: once, and 20 times again. Source: licensing rules, seat link, schedule. */
const maxAttempts = 21;

/** Reports that the portal did not take: a log of ours alone has them. */
export function failedReports({ observations }: Log): readonly Finding[] {
  const reports = observations
    .filter((one) => one.kind === "portal")
    .filter(({ asked }) => asked === "report");
  const last = reports.at(-1);
  if (last === undefined || isDone(last)) return [];
  const [first = last, ...others] = longestSeries(reports);
  const isDead = others.length + 1 >= maxAttempts;
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
        ? "The jobs of the daily report are dead, each after 21 attempts, and understudy jobs lists them. The subscription page says that the last sync has failed."
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

/** Online licenses are synchronized every day. */
const staleDays = 2;

/** What the license in force says of its last sync and of its end, where nothing else is wrong. */
export function statesOfLicense(log: Log): readonly Finding[] {
  const { observations, server } = log;
  const read = observations.findLast((one) => one.kind === "current-license");
  const license = lastLicense(log);
  const today =
    server.today ?? (server.isOurs || read?.at == null ? null : utcCalendar.dayOf(read.at));
  if (read === undefined || license === null || today === null) return [];
  return [...staleSync(license, read, today), ...end(license, read, today)];
}

/** The day of an entry by the server's clock. That of a browser is as good, unless the server is one of ours. */
const todayIn = ({ today, isOurs }: Log["server"], { at }: Observation): Day | null =>
  today ?? (isOurs || at === null ? null : utcCalendar.dayOf(at));

function staleSync(license: SeenLicense, read: CurrentLicense, today: Day): readonly Finding[] {
  const { syncedAt, type, expiresOn } = license;
  if (syncedAt === null || type !== "online_cloud" || expiresOn === null) return [];
  const syncedOn = utcCalendar.dayOf(syncedAt);
  if (addDays(syncedOn, staleDays) >= today) return [];
  const days = Math.floor((utcCalendar.startOf(today) - utcCalendar.startOf(syncedOn)) / dayMs);
  return [
    {
      rank: "state",
      complaint: "C16",
      isCertain: false,
      couldAlsoBe: ["C15", "C12"],
      sentence: `The last sync that has brought the license was ${days} days ago, though it is asked for every day, and nothing on the page complains. Reports fail, or the portal answers them without a license.`,
      evidence: [evidenceOf(read, `lastSync ${toUtcIso(syncedAt)}`)],
      ask: [],
      scene: {
        at: syncedAt,
        isByServer: true,
        settings: {},
        license: null,
        steps: [
          sell("sold", orderOf(license)),
          activate("sold"),
          arm({ kind: "status", status: 503, endpoint: "seat-links" }),
          { do: "clock.advance", with: { days: Math.min(days, 30) } },
        ],
        youWillSee: `The last sync of the license in force is ${Math.min(days, 30)} days ago, and the subscription page says why. The product's page would not.`,
      },
    },
  ];
}

/** From so many days before its end on, administrators are told. Source: licensing rules, dates and notices. */
const noticeDays = 15;
const trialNoticeDays = 7;

function end(license: SeenLicense, read: CurrentLicense, today: Day): readonly Finding[] {
  const { expiresOn, isTrial } = license;
  if (expiresOn === null) return [];
  const left = Math.round((utcCalendar.startOf(expiresOn) - utcCalendar.startOf(today)) / dayMs);
  if (left > (isTrial ? trialNoticeDays : noticeDays)) return [];
  const isOver = left < 0;
  return [
    {
      rank: "state",
      complaint: isOver ? "C23" : "C22",
      isCertain: true,
      couldAlsoBe: isOver ? ["C22"] : ["C23"],
      sentence: endSentence(expiresOn, left),
      evidence: [evidenceOf(read, `expiresAt ${expiresOn}, on ${today}`)],
      ask: [],
      scene: {
        at: utcCalendar.startOf(addDays(expiresOn, -20)),
        isByServer: true,
        settings: {},
        license: null,
        steps: [
          sell("sold", {
            ...orderOf(license),
            startsOn: addDays(expiresOn, -365),
            expiresOn,
          }),
          activate("sold"),
          { do: "clock.set", with: { now: `${today}T12:00:00Z` } },
        ],
        youWillSee: endScene(expiresOn, left),
      },
    },
  ];
}

const endSentence = (expiresOn: string, left: number) =>
  left > 0
    ? `Nothing in the log has failed. The license in force ends in ${left} ${days(left)}, at 00:00 of ${expiresOn} by the server's clock, and administrators see a banner about it.`
    : left === 0
      ? `The license in force has expired since 00:00 of ${expiresOn}, the day of the log, by the server's clock: its last day is the one before.`
      : `The license in force has expired ${-left} ${days(left)} ago, on ${expiresOn}.`;

const endScene = (expiresOn: string, left: number) =>
  left > 0
    ? `The license in force ends in ${left} ${days(left)}, and the subscription page has a banner about it. It expires at 00:00 of ${expiresOn}.`
    : `The license in force has expired on ${expiresOn}, at 00:00, and the subscription page says so. It stays the current one, because no other is there.`;

const days = (count: number) => (Math.abs(count) === 1 ? "day" : "days");

import { transportSentence } from "../activation/transport-sentence.ts";
import type { License } from "../license/license.ts";
import type { Calendar } from "../time/calendar.ts";
import { furthestYears } from "../time/clock.ts";
import type { PastPortalChange } from "./causes.ts";
import { type Fold, hasFailed, isRetry, type Several } from "./fold.ts";
import type {
  Announced,
  Announcement,
  FurtherStart,
  LicenseInstalled,
  LicenseRefused,
  LicenseRemoved,
  PortalEvent,
  UnreadableEvent,
} from "./recorded.ts";
import type { ClockFacts, MetFault, PublicEventOf } from "./timeline-event.ts";

type JobEvent = PublicEventOf<"job">;
type FaultEvent = PublicEventOf<"fault">;
type ClockEvent = PublicEventOf<"clock">;
type RefusalEvent = PublicEventOf<"refusal">;

/** A sentence about one event, and about several that are alike. */
interface OneOrSeveral {
  readonly one: string;
  readonly several: string;
}

/** A license as people speak of it: by its number at the portal, or else by its row. */
export const licenseName = (row: number, license: License | null): string =>
  license === null || license.number === null
    ? `the license in row ${row}`
    : `license ${license.number}`;

export const capitalized = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export const uncapitalized = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const faultName = ({ id, name }: MetFault) => `Fault ${id} (${name})`;

const faultOf = (fault: MetFault | null) => (fault ? [`${faultName(fault)} hit it.`] : []);

/** Events that are told as one have failed alike. */
const transportOf = (transport: JobEvent["transport"]) =>
  transport ? [transportSentence(transport)] : [];

export const jobText = ({ job, outcome, detail }: Pick<JobEvent, "job" | "outcome" | "detail">) =>
  `${job} ${outcomes[outcome]}: ${detail}`;

const outcomes: Readonly<Record<JobEvent["outcome"], string>> = {
  done: "done",
  skipped: "skipped",
  failed: "failed",
  dead: "given up",
};

export function jobCause(
  event: Pick<JobEvent, "job" | "trigger" | "report" | "attempt" | "fault" | "transport">,
): string {
  const { trigger, report, attempt, fault, transport } = event;
  const why = isRetry(event)
    ? `It is retry ${Number(attempt) - 1} of report ${report}, ${reports[trigger].one}.`
    : triggersOf(event)[trigger].one;
  return [why, ...faultOf(fault), ...transportOf(transport)].join(" ");
}

function jobsText(runs: Several<JobEvent>): string {
  const [first] = runs;
  const ends = new Set(runs.map(({ outcome }) => outcomes[outcome]));
  return `${first.job} ${[...ends].sort().join(" or ")}: ${first.gist}`;
}

function jobsCause(runs: Several<JobEvent>): string | null {
  const [first] = runs;
  if (!isRetry(first)) {
    const why = triggersOf(first)[first.trigger].several;
    const isSaid = first.trigger !== "daily" || hasFailed(first);
    return isSaid ? [why, ...faultsOf(runs), ...transportOf(first.transport)].join(" ") : null;
  }
  const ids = new Set(runs.map(({ report }) => report));
  const why =
    ids.size === 1
      ? `They are retries of report ${first.report}, ${reports[first.trigger].one}.`
      : `They are retries of ${ids.size} reports, ${reports[first.trigger].several}.`;
  return [why, ...faultsOf(runs), ...transportOf(first.transport)].join(" ");
}

/** The faults that hit runs, and how many of them, where they spared some. */
function faultsOf(runs: readonly Pick<JobEvent, "fault">[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { fault } of runs) {
    if (fault) counts.set(faultName(fault), (counts.get(faultName(fault)) ?? 0) + 1);
  }
  return [...counts].map(([fault, count]) =>
    count === runs.length ? `${fault} hit them.` : `${fault} hit ${count} of them.`,
  );
}

type Triggers = Readonly<Record<JobEvent["trigger"], OneOrSeveral>>;

const triggersOf = ({ job }: Pick<JobEvent, "job">): Triggers =>
  job === "service-token" ? tokenTriggers : triggers;

const everyDay = { one: "It falls due every day.", several: "They fall due every day." };

const triggers: Triggers = {
  daily: everyDay,
  activation: {
    one: "A report follows each activation.",
    several: "A report follows each activation.",
  },
  manual: { one: "Somebody ran it.", several: "Somebody ran them." },
};

const tokenTriggers: Triggers = {
  daily: everyDay,
  activation: {
    one: "It follows the report on an activation.",
    several: "They follow the reports on activations.",
  },
  manual: {
    one: "Somebody ran it, or a report that it follows.",
    several: "Somebody ran them, or reports that they follow.",
  },
};

const reports: Triggers = {
  daily: { one: "that of a day", several: "those of the days" },
  activation: { one: "which follows an activation", several: "which follow activations" },
  manual: { one: "which somebody asked for", several: "which somebody asked for" },
};

export function licenseText(event: LicenseInstalled | LicenseRemoved): string {
  const { action, row, license } = event;
  const name = capitalized(licenseName(row, license));
  if (action === "removed") return `${name} was removed.`;
  return `${name} was installed: ${termsOf(event.license)}.`;
}

function termsOf(license: License): string {
  const { plan, trial, seats, startsOn, expiresOn, subscriptionName } = license;
  return [
    trial ? `${plan} trial` : plan,
    seats === null ? "unlimited seats" : `${seats} seats`,
    `from ${startsOn}`,
    expiresOn === null ? "never expires" : `expires on ${expiresOn}`,
    ...(subscriptionName === null ? [] : [subscriptionName]),
    ...(license.generatedFromCancellation ? ["generated from cancellation"] : []),
  ].join(", ");
}

export function licenseCause(
  event: LicenseInstalled | LicenseRemoved,
  portalChanges: readonly PastPortalChange[],
): string {
  if (event.action === "removed") return removals[event.by](event.row);
  const origin = originOf(event.origin);
  const changes = portalChanges.map(({ action, on }) => `${portalAction(action)} on ${on}`);
  return [
    origin,
    ...(changes.length > 0 ? [`At the portal before: ${changes.join("; ")}.`] : []),
    ...(event.announced ? [announcementText(event.announced)] : []),
  ].join(" ");
}

/** What the portal says of later subscriptions from now on. */
export function announcementText(announced: Announced): string {
  const [first, ...others] = announced;
  if (first === undefined) return "The portal announces no later subscription any more.";
  if (others.length > 0) return `The portal announces ${announced.length} later subscriptions.`;
  return first === null
    ? "The portal announces a later subscription."
    : `The portal announces a later subscription, from ${first} on.`;
}

export const announcementCause = ({ isEarlier }: Announcement): string =>
  isEarlier
    ? "It was kept before the timeline begins."
    : "It came with the portal's answer, to a report or an activation.";

const removals: Readonly<Record<LicenseRemoved["by"], (row: number) => string>> = {
  mutation: () => "Somebody sent the mutation licenseDestroy.",
  rest: (row) => `Somebody sent DELETE /api/v4/license/${row}.`,
  page: () => "Somebody removed it on the subscription page.",
  console: () => "Somebody destroyed it on the console.",
};

function originOf(origin: LicenseInstalled["origin"]): string {
  switch (origin.by) {
    case "person":
      return "Somebody activated the code of the subscription.";
    case "environment":
      return "The instance was activated at its first start, with GITLAB_ACTIVATION_CODE.";
    case "report":
      return `The portal sent it in answer to ${answeredReports[origin.trigger]} (report ${origin.report}).`;
    case "rest":
      return "Somebody uploaded its file over REST, as understudy license upload does.";
    case "form":
      return "Somebody uploaded its file with the form of the admin pages.";
    case "console":
      return "Somebody saved its key on the console.";
    case "first-start":
      return "Its file was loaded at the first start.";
    case "earlier-version":
      return "It was stored before the timeline begins.";
  }
}

const answeredReports = {
  daily: "the report of the day",
  activation: "the report that follows an activation",
  manual: "a report that somebody asked for",
} as const;

export const refusalText = ({ by, detail }: Pick<LicenseRefused, "by" | "detail">): string =>
  `${by === "person" || by === "environment" ? "An activation failed" : "A license file was refused"}: ${detail}`;

export const refusalCause = ({
  by,
  fault,
  transport,
}: Pick<RefusalEvent, "by" | "fault" | "transport">): string =>
  [attempts[by].one, ...faultOf(fault), ...transportOf(transport)].join(" ");

const refusalsCause = (refusals: Several<RefusalEvent>): string =>
  [
    attempts[refusals[0].by].several,
    ...faultsOf(refusals),
    ...transportOf(refusals[0].transport),
  ].join(" ");

const atStart = "The instance tried GITLAB_ACTIVATION_CODE when it was started.";

const attempts: Readonly<Record<RefusalEvent["by"], OneOrSeveral>> = {
  person: {
    one: "Somebody handed over an activation code.",
    several: "Somebody handed over activation codes.",
  },
  environment: { one: atStart, several: atStart },
  rest: {
    one: "Somebody uploaded it over REST, as understudy license upload does.",
    several: "Somebody uploaded them over REST, as understudy license upload does.",
  },
  form: {
    one: "Somebody uploaded it with the form of the admin pages.",
    several: "Somebody uploaded them with the form of the admin pages.",
  },
  console: {
    one: "Somebody tried to save it on the console.",
    several: "Somebody tried to save them on the console.",
  },
  "first-start": {
    one: "It was to be loaded at the first start.",
    several: "They were to be loaded at the first start.",
  },
};

type FaultFacts = Omit<FaultEvent, "kind" | "at" | "text" | "cause">;

export function faultText({ action, id, fault, endpoint, times, request }: FaultFacts): string {
  switch (action) {
    case "armed":
      return `Fault ${id} was armed: ${fault}, endpoint ${endpoint}, ${lasting(times)}.`;
    case "struck":
      return `${faultName({ id, name: fault })} hit ${request}.`;
    case "removed":
      return `Fault ${id} (${fault}, endpoint ${endpoint}) was removed.`;
  }
}

export function faultCause({ action, endpoint, times }: FaultFacts): string {
  switch (action) {
    case "armed":
      return "Somebody armed it.";
    case "struck":
      return times === "standing"
        ? `It was armed for ${endpoint}, and stays until it is removed.`
        : `It was armed for ${endpoint}: ${times === 0 ? "used up now" : `${times} more to come`}.`;
    case "removed":
      return "Somebody removed it.";
  }
}

const faultsCause = ([first]: Several<FaultEvent>): string =>
  first.times === "standing" ? faultCause(first) : `It was armed for ${first.endpoint}.`;

const lasting = (times: FaultEvent["times"]) =>
  times === "standing" ? "until it is removed" : `${times} ${times === 1 ? "time" : "times"}`;

export function portalText({ action, subject, detail }: PortalEvent): string {
  if (action === "mailed") return `"${subject}" was mailed ${detail}.`;
  if (action === "code-used") return `The activation code of ${subject} was used ${detail}.`;
  return `${subject} ${portalAction(action)} at the portal${detail === "" ? "" : `: ${detail}`}.`;
}

export const portalCause = ({ action, by }: PortalEvent): string => {
  if (action === "code-used") return "An instance was activated with the code of the subscription.";
  if (action === "mailed")
    return "The portal writes to whom a subscription is delivered to, and to whoever asks for a link.";
  return by === null ? "The portal's owner did so." : `${by} did so at the portal.`;
};

/** `code-reissued` as people say it. What is called an addition or an upgrade may as well be the opposite. */
const portalAction = (action: string): string =>
  portalActions[action] ?? action.replaceAll("-", " ");

const portalActions: Readonly<Record<string, string>> = {
  "seats-added": "seats changed",
  upgraded: "plan changed",
  impersonated: "was impersonated",
};

export function clockText(
  { from, to, running, by }: Pick<ClockFacts, "from" | "to" | "running" | "by">,
  { toIso }: Calendar,
): string {
  if (by === "machine") {
    return `The machine's clock was set back. By it, this clock would show ${toIso(from)}.`;
  }
  return from === to
    ? `The clock ${clockState(running)} from now on.`
    : `The clock was set from ${toIso(from)} to ${toIso(to)}, and ${clockState(running)}.`;
}

function clocksText(moves: Several<ClockEvent>): string {
  const { from } = moves[0];
  const { to, running } = moves.at(-1) ?? moves[0];
  return `The clock was set ${moves.length} times, from ${from} to ${to}, and ${clockState(running)}.`;
}

const clockState = (running: boolean) => (running ? "runs" : "stands still");

export function clockCause(
  { by, to, wanted, passedOver }: Pick<ClockFacts, "by" | "to" | "wanted" | "passedOver">,
  { toIso }: Calendar,
): string {
  switch (by) {
    case "person":
      return passedOver
        ? `Somebody set it. The jobs of more than ${furthestYears} years were passed over.`
        : "Somebody set it.";
    case "start":
      return "The emulator was started with --now.";
    case "machine":
      return `This clock never goes back with it. It goes on from ${toIso(to)}.`;
    case "stop":
      return `Somebody set it to ${toIso(wanted ?? to)}, and the emulator ended on the way.`;
  }
}

export const startText = "The emulator was started again.";

export const startCause = ({ hasRunOn }: FurtherStart): string =>
  hasRunOn
    ? "Somebody started it. The clock has run on meanwhile, without daily jobs; no fault is armed any more."
    : "Somebody started it. No fault is armed any more.";

export const unreadableText = "Something was written down here that cannot be read.";

export const unreadableCause = ({ row }: UnreadableEvent): string =>
  `Row ${row} of the table of events is damaged.`;

/** What has happened in a fold of several events. */
export function foldText({ kind, events }: Fold): string {
  if (kind === "clock") return clocksText(events);
  const [{ text }] = events;
  const isSaidByAll = events.every((event) => event.text === text);
  return `${events.length} × ${kind === "job" && !isSaidByAll ? jobsText(events) : text}`;
}

/** Why all the events of a fold of several have happened; null if it goes without saying. */
export function foldCause({ kind, events }: Fold): string | null {
  switch (kind) {
    case "job":
      return jobsCause(events);
    case "refusal":
      return refusalsCause(events);
    case "fault":
      return faultsCause(events);
    default:
      return events[0].cause;
  }
}

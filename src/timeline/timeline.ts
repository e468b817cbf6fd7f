import { isTooFar } from "../jobs/run-until.ts";
import type { Calendar, Instant } from "../time/calendar.ts";
import { type Cause, causesOf } from "./causes.ts";
import { noticeWords } from "./notice-words.ts";
import { latestBefore, type NoticeEntry, noticesOver, type Present } from "./notices.ts";
import type { ClockChange, Entry, LicenseInstalled, LicenseRemoved } from "./recorded.ts";
import type { ClockFacts, EventKind, TimelineEvent } from "./timeline-event.ts";
import {
  clockCause,
  clockText,
  faultCause,
  faultText,
  jobCause,
  jobText,
  licenseCause,
  licenseText,
  portalCause,
  portalText,
  refusalCause,
  refusalText,
  startCause,
  startText,
  unreadableCause,
  unreadableText,
} from "./words.ts";

/** Which events are wanted; null is all. */
export interface Wanted {
  readonly from: Instant | null;
  /** This instant is within. */
  readonly to: Instant | null;
  readonly kinds: readonly EventKind[] | null;
  /** The newest of them. */
  readonly limit: number | null;
}

/** What has happened, oldest first: what was written down, and what the passing of days has brought. */
export function timelineOf(
  entries: readonly Entry[],
  present: Present,
  wanted: Wanted,
): readonly TimelineEvent[] {
  const wordings = wordingsOf(entries, present, wanted);
  const newest = wanted.limit === null ? wordings : wordings.slice(-wanted.limit);
  return newest.map((inWords) => inWords());
}

/**
 * What puts into words all that is wanted of a time and of a kind, in order: a notice stands after what brought it, and
 * before what came later than its day began.
 */
function wordingsOf(
  entries: readonly Entry[],
  present: Present,
  { from, to, kinds }: Wanted,
): readonly (() => TimelineEvent)[] {
  const { calendar } = present;
  const isWanted = (kind: EventKind, at: Instant) =>
    (from === null || at >= from) && (to === null || at <= to) && (kinds?.includes(kind) ?? true);
  const wordings: (() => TimelineEvent)[] = [];
  const causes = causesOf(entries, calendar);
  const notices = noticesOver(entries, present);
  let passed = 0;
  const passNotices = (isDue: (notice: NoticeEntry) => boolean) => {
    for (let next = notices[passed]; next && isDue(next); next = notices[passed]) {
      const notice = next;
      if (isWanted("notice", notice.at)) wordings.push(() => noticeEvent(notice));
      passed += 1;
    }
  };
  for (const [index, entry] of entries.entries()) {
    passNotices(({ after, at }) => after < entry.id && at <= latestBefore(entry));
    const cause = causes[index];
    if (cause && isWanted(entry.event.kind, entry.at)) {
      wordings.push(() => recordedEvent(entry, cause, calendar));
    }
  }
  passNotices(() => true);
  return wordings;
}

function noticeEvent(entry: NoticeEntry): TimelineEvent {
  const { at, change } = entry;
  const { notice, stored } = change;
  const current = notice === "none-in-force" ? null : stored;
  const { text, gist = text, cause } = noticeWords(entry);
  return {
    at,
    kind: "notice",
    notice,
    row: current?.row ?? null,
    number: current?.license.number ?? null,
    gist,
    text,
    cause,
  };
}

function recordedEvent({ at, event }: Entry, cause: Cause, calendar: Calendar): TimelineEvent {
  const { fault } = cause;
  switch (event.kind) {
    case "job": {
      const { kind, job, outcome, detail, gist = detail, trigger, error } = event;
      const report = event.report?.id ?? null;
      const attempt = event.report?.attempt ?? null;
      const facts = { job, outcome, detail, gist, trigger, report, attempt, error, fault };
      return { at, kind, ...facts, text: jobText(facts), cause: jobCause(facts) };
    }
    case "license":
      return {
        at,
        ...licenseFacts(event),
        text: licenseText(event),
        cause: licenseCause(event, cause.portalChanges),
      };
    case "refusal":
      return {
        at,
        ...event,
        fault,
        text: refusalText(event),
        cause: refusalCause({ ...event, fault }),
      };
    case "start":
      return { at, kind: event.kind, text: startText, cause: startCause(event) };
    case "unreadable":
      return { at, ...event, text: unreadableText, cause: unreadableCause(event) };
    case "fault": {
      const { asked: _asked, ...facts } = event;
      return { at, ...facts, text: faultText(facts), cause: faultCause(facts) };
    }
    case "portal": {
      const { kind, action, subject } = event;
      return { at, kind, action, subject, text: portalText(event), cause: portalCause };
    }
    case "clock": {
      const facts = clockFacts(event);
      return {
        at,
        ...facts,
        text: clockText(facts, calendar),
        cause: clockCause(facts, calendar),
      };
    }
  }
}

function licenseFacts(event: LicenseInstalled | LicenseRemoved) {
  const { kind, action, row, license } = event;
  return {
    kind,
    action,
    by: event.action === "installed" ? event.origin.by : event.by,
    row,
    number: license?.number ?? null,
    plan: license?.plan ?? null,
    seats: license?.seats ?? null,
    startsOn: license?.startsOn ?? null,
    expiresOn: license?.expiresOn ?? null,
    subscription: license?.subscriptionName ?? null,
  };
}

const clockFacts = ({ kind, from, to, running, by, wanted }: ClockChange): ClockFacts => ({
  kind,
  from,
  to,
  running,
  by,
  wanted: wanted ?? null,
  passedOver: by === "person" && isTooFar({ from, to }),
});

import { isTooFar } from "../jobs/run-until.ts";
import type { Calendar } from "../time/calendar.ts";
import type { Cause } from "./causes.ts";
import type { EntryIndex, Wanted } from "./entry-index.ts";
import { noticeWords } from "./notice-words.ts";
import type { NoticeEntry, Present } from "./notices.ts";
import type { ClockChange, Entry, LicenseInstalled, LicenseRemoved } from "./recorded.ts";
import type { ClockFacts, TimelineEvent } from "./timeline-event.ts";
import {
  announcementCause,
  announcementText,
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

/** An event, and where it stands. */
export interface Told {
  readonly place: string;
  readonly event: TimelineEvent;
}

/** What has happened, oldest first: what was written down, and what the passing of days has brought. */
export function timelineOf(index: EntryIndex, present: Present, wanted: Wanted): readonly Told[] {
  const newest = index.newest(present, wanted);
  const ids = newest.flatMap(({ id }) => (typeof id === "number" ? [id] : []));
  const loaded = index.load(ids);
  return newest.flatMap((place): Told[] => {
    if (place.kind === "notice") return [{ place: place.id, event: noticeEvent(place.notice) }];
    const entry = loaded.get(place.id);
    if (!entry) return [];
    // What of it cannot be read is known from those before it.
    const dated = { ...entry, at: place.at };
    return [{ place: `${entry.id}`, event: recordedEvent(dated, place.cause, present.calendar) }];
  });
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
      const transport = event.transport ?? null;
      const report = event.report?.id ?? null;
      const attempt = event.report?.attempt ?? null;
      const ran = { job, outcome, detail, gist, trigger, error };
      const facts = { ...ran, report, attempt, fault, transport };
      return { at, kind, ...facts, text: jobText(facts), cause: jobCause(facts) };
    }
    case "license":
      return {
        at,
        ...licenseFacts(event),
        text: licenseText(event),
        cause: licenseCause(event, cause.portalChanges),
      };
    case "refusal": {
      const { kind, by, reason, detail, transport = null } = event;
      const facts = { by, reason, detail, fault, transport };
      return { at, kind, ...facts, text: refusalText(facts), cause: refusalCause(facts) };
    }
    case "announcement": {
      const { kind, announced } = event;
      const text = announcementText(announced);
      return { at, kind, startsOn: announced, text, cause: announcementCause(event) };
    }
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
      return {
        at,
        kind,
        action,
        subject,
        text: portalText(event),
        by: event.by,
        cause: portalCause(event),
      };
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

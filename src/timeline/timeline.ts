import type { Calendar, Instant } from "../time/calendar.ts";
import { type Causes, causesIn } from "./causes.ts";
import { jobText } from "./job-words.ts";
import { licenseText, refusalText } from "./license-words.ts";
import { noticeWords } from "./notice-words.ts";
import { latestBefore, type NoticeEntry, noticesOver, type Present } from "./notices.ts";
import {
  clockCause,
  clockText,
  faultCause,
  faultText,
  portalText,
  startCause,
  startText,
} from "./other-words.ts";
import type { Entry, LicenseInstalled, LicenseRemoved } from "./recorded.ts";
import type { EventKind, TimelineEvent } from "./timeline-event.ts";

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
  { from, to, kinds, limit }: Wanted,
): readonly TimelineEvent[] {
  const wanted = everything(entries, present).filter(
    ({ at, kind }) =>
      (from === null || at >= from) && (to === null || at <= to) && (kinds?.includes(kind) ?? true),
  );
  return limit === null ? wanted : wanted.slice(-limit);
}

function everything(entries: readonly Entry[], present: Present): readonly TimelineEvent[] {
  const told: TimelineEvent[] = [];
  const notices = noticesOver(entries, present);
  const causes = causesIn(present.calendar);
  let passed = 0;
  const tellNotices = (isDue: (notice: NoticeEntry) => boolean) => {
    for (let next = notices[passed]; next && isDue(next); next = notices[passed]) {
      told.push(toldNotice(next));
      passed += 1;
    }
  };
  for (const entry of entries) {
    tellNotices(({ after, at }) => after < entry.id && at <= latestBefore(entry));
    told.push(toldEntry(entry, causes, present.calendar));
  }
  tellNotices(() => true);
  return told;
}

function toldNotice(entry: NoticeEntry): TimelineEvent {
  const { at, change } = entry;
  const { notice, stored } = change;
  const current = notice === "none-in-force" ? null : stored;
  return {
    at,
    kind: "notice",
    notice,
    row: current?.row ?? null,
    number: current?.license.number ?? null,
    ...noticeWords(entry),
  };
}

function toldEntry(entry: Entry, causes: Causes, calendar: Calendar): TimelineEvent {
  const { at, event } = entry;
  switch (event.kind) {
    case "job": {
      const { kind, job, outcome, detail, trigger, report, error } = event;
      const sent = { report: report?.id ?? null, attempt: report?.attempt ?? null };
      const facts = { at, kind, job, outcome, detail, trigger, ...sent, error };
      return { ...facts, text: jobText(event), cause: causes.ofJob(event) };
    }
    case "license":
      return {
        at,
        ...licenseFacts(event),
        text: licenseText(event),
        cause: causes.ofLicense(event),
      };
    case "refusal":
      return { at, ...event, text: refusalText(event), cause: causes.ofRefusal(event) };
    case "start":
      causes.noteStart();
      return { at, kind: event.kind, text: startText, cause: startCause(event) };
    case "fault": {
      const { times: _times, asked: _asked, ...facts } = event;
      causes.noteFault(event);
      return { at, ...facts, text: faultText(event), cause: faultCause(event) };
    }
    case "portal": {
      const { kind, action, subject } = event;
      causes.noteDeed(event, at);
      return {
        at,
        kind,
        action,
        subject,
        text: portalText(event),
        cause: "The portal's owner did so.",
      };
    }
    case "clock": {
      const { kind, from, to, running } = event;
      const words = { text: clockText(event, calendar), cause: clockCause(event, calendar) };
      return { at, kind, from, to, running, ...words };
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

import { daysTold, type Notice } from "../license/notices.ts";
import type { Day } from "../time/calendar.ts";
import type {
  InForceReason,
  LicenseStateChange,
  NoticeEntry,
  Stored,
  Unusable,
} from "./notices.ts";
import { capitalized, licenseName, uncapitalized } from "./words.ts";

type InForce = Extract<LicenseStateChange, { notice: "in-force" }>;

const named = ({ row, license }: Stored) => licenseName(row, license);

interface NoticeWords {
  readonly text: string;
  /** The text without how many days were left then, where it says so. */
  readonly gist?: string;
  readonly cause: string;
}

export function noticeWords({ change, day }: NoticeEntry): NoticeWords {
  switch (change.notice) {
    case "in-force":
      return { text: inForceText(change), cause: inForceCause(change, day) };
    case "none-in-force":
      return {
        text: "No license is in force any more.",
        cause: change.wasRemoved
          ? `${capitalized(named(change.stored))} was removed, and no other has started.`
          : `The clock was set back, and ${named(change.stored)} has not started.`,
      };
    case "not-in-force":
      return {
        text: `${capitalized(named(change.stored))} is not in force.`,
        cause: unusableCause(change.stored, change.unusable),
      };
    case "changes-allowed":
      return {
        text: "Changes are not blocked any more.",
        cause: change.stored
          ? `${capitalized(named(change.stored))} is in force.`
          : "No license is in force.",
      };
    case "told":
      return {
        text: `${capitalized(change.to.join(" and "))} are told of the end of ${named(change.stored)}.`,
        cause: change.clockSetBack ? "The clock was set back." : "No other one follows any more.",
      };
    case "nobody-told":
      return {
        text: `Nobody is told of the end of ${named(change.stored)} any more.`,
        cause: whyNobody(change.isFollowed),
      };
    default: {
      const { stored, known, isFollowed } = change;
      return { ...noticeText(known, stored), cause: noticeCause(known, stored, isFollowed) };
    }
  }
}

function inForceText({ stored, before, unusable }: InForce): string {
  const [name, former] = namesApart(stored, before);
  const though = unusable ? `, ${unusables[unusable]},` : "";
  const instead = former === null ? "" : ` instead of ${former}`;
  return `${capitalized(name)}${though} is in force${instead}.`;
}

/** Rows of one number are told apart: an edited license keeps its own. */
function namesApart(stored: Stored, before: Stored | null): readonly [string, string | null] {
  if (before === null) return [named(stored), null];
  if (named(stored) !== named(before)) return [named(stored), named(before)];
  return [`${named(stored)} in row ${stored.row}`, `that in row ${before.row}`];
}

const unusables: Readonly<Record<Unusable, string>> = {
  "not-started": "which has not started",
  cancelled: "whose subscription was cancelled",
  expired: "which has expired",
};

function inForceCause({ stored, before, reason, unusable }: InForce, day: Day): string {
  const last = "of those that have started and can be used, it was installed last";
  const causes: Readonly<Record<InForceReason, string>> = {
    installed: `${capitalized(last)}.`,
    started: `It starts on ${day}, and ${last}.`,
    "before-expired": `${subject(before)} has expired, and ${last}.`,
    "before-cancelled": `${cancellation(before)}, and ${last}.`,
    "before-removed": `${subject(before)} was removed, and ${last}.`,
    "none-usable": `No license can be used, and of those that have started, ${named(stored)} was installed last. ${uselessness(stored, unusable)}.`,
    "clock-set-back": `The clock was set back, and ${last}.`,
  };
  return causes[reason];
}

const subject = (stored: Stored | null) => (stored ? capitalized(named(stored)) : "The one before");

const cancellation = (stored: Stored | null) =>
  `Subscription ${stored?.license.subscriptionName} was cancelled, so that its licenses are passed over`;

const uselessness = (stored: Stored, unusable: Unusable | null) =>
  unusable === "cancelled" ? cancellation(stored) : `It expired on ${stored.license.expiresOn}`;

function unusableCause(stored: Stored, unusable: Unusable | null): string {
  const { startsOn, expiresOn } = stored.license;
  if (unusable === "not-started") return `It starts on ${startsOn}.`;
  if (unusable === "cancelled") return `${cancellation(stored)}.`;
  return `It expired on ${expiresOn}, and another one can be used.`;
}

/** On the day on which it begins: a timeline is read later. */
function noticeText(
  { name, remainingDays }: Notice,
  stored: Stored,
): Pick<NoticeWords, "text" | "gist"> {
  const { expiresOn } = stored.license;
  const license = capitalized(named(stored));
  switch (name) {
    case "expires-soon": {
      const ahead = remainingDays === 1 ? "tomorrow" : `in ${remainingDays} days`;
      const text = `${license} expires ${ahead}, on ${expiresOn}.`;
      return { text, gist: `${license} expires soon, on ${expiresOn}.` };
    }
    case "expired":
      return { text: `${license} has expired, on ${expiresOn}.` };
    case "changes-blocked":
      return { text: "Changes are blocked." };
    case "grace-over":
      return { text: `The days of grace after the end of ${named(stored)} are over.` };
  }
}

const whyNobody = (isFollowed: boolean) =>
  isFollowed ? "Another one follows." : `It ended ${daysTold} days ago, or earlier.`;

function noticeCause({ name, since, to }: Notice, stored: Stored, isFollowed: boolean): string {
  const license = capitalized(named(stored));
  switch (name) {
    case "expires-soon":
      return to.length === 0
        ? `${license} is in force, and nobody is told: another one follows.`
        : `${license} is in force, and ${to.join(" and ")} are told from ${since} on.`;
    case "expired": {
      const why = stored.license.generatedFromCancellation
        ? `${license} was generated from the cancellation of ${stored.license.subscriptionName}.`
        : `The term of ${named(stored)} has ended, and no other can be used.`;
      return to.length === 0
        ? `${why} Nobody is told: ${uncapitalized(whyNobody(isFollowed))}`
        : why;
    }
    case "changes-blocked":
      return `${license} says that changes are blocked from ${since} on.`;
    case "grace-over":
      return `${license} expired on ${stored.license.expiresOn}, and no other can be used.`;
  }
}

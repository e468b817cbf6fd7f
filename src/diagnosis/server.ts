import type { HarEntry } from "../har/entry.ts";
import { parseInstant, utcCalendar } from "../time/calendar.ts";
import { type Day, parseDay } from "../time/day.ts";
import { headerOf } from "./headers.ts";
import type { Seen } from "./observed.ts";
import { ownDataIn } from "./own-page.ts";

/** What entries tell of the server, whatever was asked. */
export interface ServerFacts {
  /** As the page or the client to the portal sends it: `18.5.0-ee`. */
  readonly version: string | null;
  /** Of a server of ours. */
  readonly isOurs: boolean;
  /** The day that its clock shows. */
  readonly today: Day | null;
}

export const nothingKnown: ServerFacts = { version: null, isOurs: false, today: null };

/**
 * What is known with one more entry. A server says the day with each answer; one of ours has a clock of its own, and says it on
 * its pages and in the exports of its traffic.
 */
export function factsWith(known: ServerFacts, entry: HarEntry): ServerFacts {
  const { request, response, hop } = entry;
  const ownDay = hop === null ? dayOnPage(entry) : dayNoted(entry);
  const isOurs =
    known.isOurs ||
    hop !== null ||
    ownDay !== null ||
    headerOf(response?.headers, "x-understudy-cause") !== null;
  const { today } = known;
  const version =
    headerOf(request.headers, "x-gitlab-version") ??
    /^GitLab\/(\S+)$/.exec(headerOf(request.headers, "user-agent") ?? "")?.[1];
  return {
    version: version !== undefined && isVersion.test(version) ? version : known.version,
    isOurs,
    today: isOurs
      ? (ownDay ?? (known.isOurs ? today : null))
      : (httpDay(headerOf(response?.headers, "date")) ?? today),
  };
}

/** The day of an entry by the server's clock. That of a browser is as good, unless the server is one of ours. */
export const dayOfEntry = ({ today, isOurs }: ServerFacts, { at }: Seen): Day | null =>
  today ?? (isOurs || at === null ? null : utcCalendar.dayOf(at));

const isVersion = /^\d{1,3}\.\d{1,3}[\w.+-]{0,40}$/;

function dayNoted({ startedAt }: HarEntry): Day | null {
  const at = startedAt === null ? undefined : parseInstant(startedAt);
  return at === undefined ? null : utcCalendar.dayOf(at);
}

function dayOnPage({ request, response }: HarEntry): Day | null {
  if (!/\/admin\/subscription(?:[?#]|$)/.test(request.url)) return null;
  const today = ownDataIn(response?.body ?? null)?.["today"];
  return typeof today === "string" ? (parseDay(today) ?? null) : null;
}

const months = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** The day of `Mon, 30 Nov 2026 01:26:07 GMT`; null if it is none. */
function httpDay(date: string | null): Day | null {
  const [, day = "", month = "", year = ""] =
    /^\w{3}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) /.exec(date ?? "") ?? [];
  const number = String(months.indexOf(month) / 3 + 1).padStart(2, "0");
  return parseDay(`${year}-${number}-${day}`) ?? null;
}

import { err, ok, type Result } from "../base/result.ts";
import type { Tx } from "../base/tx.ts";
import { kindOf, type License } from "../license/license.ts";
import { licenseWindow, type Window } from "../license/term.ts";
import type { Calendar, Instant } from "../time/calendar.ts";
import { addDays, type Day } from "../time/day.ts";
import type { AddOn } from "./add-ons.ts";
import type { FutureSubscription } from "./future-subscription.ts";
import type { LicenseRecord } from "./license-records.ts";
import type { SeatLinkCause } from "./origin.ts";
import type { NotAnswered, UnusableAnswer } from "./portal-access.ts";
import type { UserCount } from "./user-records.ts";

/** What the portal is told of the users, fixed when the report is put into the queue. */
export interface SeatLink {
  /** When the users were counted, ISO 8601 with the offset of that time; not the time of sending. */
  readonly timestamp: string;
  readonly licenseKey: string;
  readonly maxHistoricalUserCount: number;
  /** Null if nothing was counted within the license's term. */
  readonly billableUsersCount: number | null;
}

/** A report as it is sent: add-ons are read then, whatever they were before. */
export interface Report extends SeatLink {
  readonly addOns: readonly AddOn[];
}

/** Why a license is not reported. */
export type NotReported =
  | "no-license"
  | "legacy-license"
  | "offline-license"
  | "license-without-expiry";

/**
 * Why the license in force is not reported to the portal; null if it is.
 *
 * An expired one is reported for ever, which is how a late renewal arrives, and a trial as well; whether anything was
 * counted does not matter. Source: licensing rules, when a sync is allowed.
 */
export function whyNotReported(license: License | null): NotReported | null {
  if (!license) return "no-license";
  const kind = kindOf(license);
  if (kind === "legacy_license") return "legacy-license";
  if (kind === "offline_cloud") return "offline-license";
  return license.expiresOn === null ? "license-without-expiry" : null;
}

/** What the daily counts say. */
export interface CountFacts {
  /** The newest count within a window; null if there is none. */
  latestCount(window: Window): UserCount | null;
  /** The highest count within a window, 0 if there is none. */
  historicalMax(window: Window): number;
}

interface Moment {
  readonly at: Instant;
  readonly counts: CountFacts;
  readonly calendar: Calendar;
}

/**
 * What is reported of the license in force, if it is reported.
 *
 * The report goes by the newest count of the license's term, which may be long ago; without one by the present.
 * Source: licensing rules, request body of the seat link.
 */
export function decideSeatLink(
  inForce: LicenseRecord | null,
  { at, counts, calendar }: Moment,
): Result<SeatLink, NotReported> {
  if (!inForce) return err("no-license");
  const reason = whyNotReported(inForce.license);
  return reason === null ? ok(seatLinkOf(inForce, { at, counts, calendar })) : err(reason);
}

/** What a report on a license says, whether one is sent or not. */
export function seatLinkOf(inForce: LicenseRecord, { at, counts, calendar }: Moment): SeatLink {
  const counted = lastCountedDay(at, calendar);
  const { from, to } = licenseWindow(inForce.license, counted);
  const latest = counts.latestCount({ from, to: to < counted ? to : counted });
  return {
    timestamp: calendar.toIso(latest ? calendar.noonOf(latest.on) : at),
    licenseKey: inForce.key,
    maxHistoricalUserCount: counts.historicalMax({ from, to: latest?.on ?? counted }),
    billableUsersCount: latest?.count ?? null,
  };
}

/** Days are counted at noon: before that, the day before was the last. */
function lastCountedDay(at: Instant, calendar: Calendar): Day {
  const today = calendar.dayOf(at);
  return calendar.noonOf(today) <= at ? today : addDays(today, -1);
}

/** The reports that wait to be sent. */
export interface SeatLinkQueue {
  /** Adds a report on the license in force, and gives its number; null if that license is not reported. */
  add(
    tx: Tx,
    current: LicenseRecord | null,
    why: { readonly cause: SeatLinkCause; readonly at: Instant },
  ): number | null;
}

/** When the portal will compare users with seats, and from when on administrators are told of it. */
export interface Reconciliation {
  /** `YYYY-MM-DD`, as the portal sent them, unchecked. */
  readonly nextReconciliationDate: string;
  readonly displayAlertFrom: string;
}

/** What the portal sends back for a report. */
export interface SeatLinkAnswer {
  /** Null if it sent none. */
  readonly licenseKey: string | null;
  /** Replaces the stored list, which an answer without one clears; null for a list that cannot be stored. */
  readonly futureSubscriptions: readonly FutureSubscription[] | null;
  /** Null unless both dates were sent. */
  readonly reconciliation: Reconciliation | null;
}

/** Why a report did not arrive, or its answer could not be read. */
export type SeatLinkFailure =
  /** `detail` is for the operator's log. */
  | (NotAnswered & { readonly kind: "report-not-answered"; readonly detail: string })
  /** In words of the portal, or by its status. */
  | { readonly kind: "report-refused"; readonly reason: string }
  | UnusableAnswer;

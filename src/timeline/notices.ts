import {
  cancelledSubscriptions,
  currentLicense,
  selectableRows,
} from "../license/current-license.ts";
import type { License } from "../license/license.ts";
import { daysTold, type Notice, noticesOn } from "../license/notices.ts";
import { hasStarted, isExpired } from "../license/term.ts";
import { type Calendar, type Instant, lastDay } from "../time/calendar.ts";
import { addDays, type Day } from "../time/day.ts";
import type { Announced, Entry, Recorded } from "./recorded.ts";

export interface Stored {
  readonly row: number;
  readonly license: License;
}

/** Why a license cannot be used on a day. */
export type Unusable = "not-started" | "cancelled" | "expired";

/** Why a license came into force: it was installed or has started, the one before it cannot be used any more, or none can. */
export type InForceReason =
  | "installed"
  | "started"
  | "before-expired"
  | "before-cancelled"
  | "before-removed"
  | "none-usable"
  | "clock-set-back";

/** What changes for an administrator without being done by anybody. */
export type LicenseStateChange =
  | {
      readonly notice: "in-force";
      readonly stored: Stored;
      readonly before: Stored | null;
      readonly reason: InForceReason;
      /** Why it cannot be used all the same; null if it can. */
      readonly unusable: Unusable | null;
    }
  | { readonly notice: "none-in-force"; readonly stored: Stored; readonly wasRemoved: boolean }
  | { readonly notice: "not-in-force"; readonly stored: Stored; readonly unusable: Unusable | null }
  | {
      readonly notice: Notice["name"];
      readonly stored: Stored;
      readonly known: Notice;
      readonly isFollowed: boolean;
    }
  | {
      readonly notice: "told";
      readonly stored: Stored;
      readonly to: Notice["to"];
      readonly clockSetBack: boolean;
    }
  | { readonly notice: "nobody-told"; readonly stored: Stored; readonly isFollowed: boolean }
  | { readonly notice: "changes-allowed"; readonly stored: Stored | null };

/** A change at its time: after the entry of that id, and before those that are later than it. */
export interface NoticeEntry {
  readonly after: number;
  readonly at: Instant;
  readonly day: Day;
  readonly change: LicenseStateChange;
}

export interface Present {
  readonly now: Instant;
  readonly calendar: Calendar;
}

/** Which license is in force on a day, and what is known of its end. */
interface LicenseState {
  readonly current: Stored | null;
  readonly notices: readonly Notice[];
  /** Whether another license follows, stored already or announced by the portal. */
  readonly isFollowed: boolean;
}

const noLicense: LicenseState = { current: null, notices: [], isFollowed: false };

interface StoredWithDays extends Stored {
  /** The days on which something can change because of it. */
  readonly days: readonly Day[];
}

/**
 * How the license in force and the notices about it have changed, by what was installed and removed and by the passing of days.
 *
 * Nothing of it was written down: it follows from the licenses and the days, of which only those matter on which a
 * license starts, ends, or begins to be spoken of.
 */
export function noticesOver(entries: readonly Entry[], { now, calendar }: Present): NoticeEntry[] {
  const notices: NoticeEntry[] = [];
  const changing = entries.filter(canChangeState);
  const stored = storedLicenses();
  let announced: Announced = [];
  let state = noLicense;
  changing.forEach((entry, index) => {
    const next = changing[index + 1];
    const until = next ? latestBefore(next) : now;
    const first = calendar.dayOf(entry.at);
    stored.take(entry);
    const rows = stored.newest();
    announced = announcedBy(entry.event) ?? announced;
    for (const day of [
      first,
      ...daysBetween(rows, { after: first, until: calendar.dayOf(until) }),
    ]) {
      const isFirst = day === first;
      const at = isFirst ? entry.at : calendar.startOf(day);
      const before = state;
      state = licenseStateOn(rows, announced, day);
      const changes = changesBetween(before, state, {
        rows,
        isStored: stored.has,
        day,
        event: isFirst ? entry.event : null,
      });
      notices.push(...changes.map((change) => ({ after: entry.id, at, day, change })));
    }
  });
  return notices;
}

/** Licenses that come and go or are announced, and a clock that was set back. */
export const canChangeState = ({ event }: Entry): boolean =>
  event.kind === "license" ||
  event.kind === "announcement" ||
  (event.kind === "clock" && event.to < event.from);

/** What the portal has announced, as kept from an event on; undefined if that does not change it. */
export const announcedBy = (event: Recorded): Announced | undefined =>
  event.kind === "license" || event.kind === "announcement" ? event.announced : undefined;

/** What the clock showed when an entry was written down: of one that sets it back, what it showed before. */
export const latestBefore = ({ at, event }: Entry): Instant =>
  event.kind === "clock" && event.from > at ? event.from : at;

/** What was installed and not removed. There may be thousands, of which the selection looks at the newest. */
function storedLicenses() {
  let oldestFirst: StoredWithDays[] = [];
  const ids = new Set<number>();
  let newest: readonly StoredWithDays[] = [];
  return {
    /** Newest first. */
    newest: () => newest,
    has: (row: number) => ids.has(row),
    take({ event }: Entry) {
      if (event.kind !== "license") return;
      const { row } = event;
      if (event.action === "installed") {
        const { license } = event;
        oldestFirst.push({ row, license, days: turningDays(license) });
        ids.add(row);
      } else if (ids.delete(row)) {
        oldestFirst = oldestFirst.filter((one) => one.row !== row);
      }
      newest = oldestFirst.slice(-selectableRows).reverse();
    },
  };
}

/** The days in between on which something may change, in order. */
function daysBetween(
  rows: readonly StoredWithDays[],
  { after, until }: { readonly after: Day; readonly until: Day },
): readonly Day[] {
  const between = rows.flatMap(({ days }) => days.filter((day) => day > after && day <= until));
  return [...new Set(between)].sort();
}

interface Occasion {
  /** The newest, newest first. */
  readonly rows: readonly Stored[];
  readonly isStored: (row: number) => boolean;
  readonly day: Day;
  /** Null if a day has begun. */
  readonly event: Recorded | null;
}

function changesBetween(
  before: LicenseState,
  after: LicenseState,
  occasion: Occasion,
): readonly LicenseStateChange[] {
  const isOther = before.current?.row !== after.current?.row;
  const known = new Set(isOther ? [] : before.notices.map(({ name }) => name));
  const { current } = after;
  const blocked = before.notices.some(isBlocking) && !after.notices.some(isBlocking);
  return [
    ...notTakenUp(after, occasion),
    ...(isOther ? [changeOfCurrent(before.current, current, occasion)] : []),
    ...(blocked ? [{ notice: "changes-allowed" as const, stored: current }] : []),
    ...after.notices
      .filter(({ name }) => !known.has(name))
      .flatMap((of) =>
        current
          ? [{ notice: of.name, stored: current, known: of, isFollowed: after.isFollowed }]
          : [],
      ),
    ...(isOther ? [] : audienceChange(before, after, occasion)),
  ];
}

/** Of a license that is spoken of already: that somebody is told from now on, or nobody any more. */
function audienceChange(
  before: LicenseState,
  { current, notices, isFollowed }: LicenseState,
  { event }: Occasion,
): readonly LicenseStateChange[] {
  const [past] = before.notices;
  const [present] = notices;
  if (!current || !past || !present) return [];
  // All that is known of one license is told to the same.
  const [wasTold, isTold] = [past, present].map(({ to }) => to.length > 0);
  if (wasTold === isTold) return [];
  return isTold
    ? [
        {
          notice: "told",
          stored: current,
          to: present.to,
          clockSetBack: event?.kind === "clock",
        },
      ]
    : [{ notice: "nobody-told", stored: current, isFollowed }];
}

const isBlocking = ({ name }: Notice) => name === "changes-blocked";

/** A license that was just installed and is not in force. */
function notTakenUp(
  { current }: LicenseState,
  { rows, day, event }: Occasion,
): readonly LicenseStateChange[] {
  if (event?.kind !== "license" || event.action !== "installed") return [];
  const { row, license } = event;
  if (current?.row === row) return [];
  const unusable = whyUnusable(license, rows, day);
  return [{ notice: "not-in-force", stored: { row, license }, unusable }];
}

function changeOfCurrent(
  before: Stored | null,
  current: Stored | null,
  occasion: Occasion,
): LicenseStateChange {
  if (current) {
    const unusable = whyUnusable(current.license, occasion.rows, occasion.day);
    const reason = unusable ? "none-usable" : inForceReasonOf(before, current, occasion);
    return { notice: "in-force", stored: current, before, reason, unusable };
  }
  if (!before) throw new Error("One of two licenses must be there.");
  return { notice: "none-in-force", stored: before, wasRemoved: isRemoved(before, occasion) };
}

const isRemoved = ({ row }: Stored, { isStored }: Occasion) => !isStored(row);

function inForceReasonOf(
  before: Stored | null,
  current: Stored,
  occasion: Occasion,
): InForceReason {
  const { rows, day, event } = occasion;
  if (event?.kind === "clock") return "clock-set-back";
  if (before && isRemoved(before, occasion)) return "before-removed";
  if (event?.kind === "license" && event.row === current.row) return "installed";
  if (current.license.startsOn === day || !before) return "started";
  return whyUnusable(before.license, rows, day) === "cancelled"
    ? "before-cancelled"
    : "before-expired";
}

/** What holds on a day with these licenses, the newest row first. */
function licenseStateOn(rows: readonly Stored[], announced: Announced, day: Day): LicenseState {
  const current = currentLicense(rows, day);
  const isFollowed = announced.length > 0 || rows.some(({ license }) => !hasStarted(license, day));
  return { current, notices: noticesOn(current?.license ?? null, day, isFollowed), isFollowed };
}

/** Null if it can be used. */
function whyUnusable(license: License, rows: readonly Stored[], day: Day): Unusable | null {
  if (!hasStarted(license, day)) return "not-started";
  const cancelled = cancelledSubscriptions(rows);
  if (cancelled.has(license.subscriptionName)) return "cancelled";
  return isExpired(license, day) ? "expired" : null;
}

/** The days on which something can change because of a license, whatever else there is. */
function turningDays(license: License): readonly Day[] {
  const { startsOn, expiresOn } = license;
  const ends = expiresOn === null ? [] : [expiresOn];
  // One notice ends with the license, the others last.
  const near = [...ends.map((on) => addDays(on, -1)), lastDay];
  const since = near.flatMap((day) => noticesOn(license, day, false).map((notice) => notice.since));
  const untold = ends.map((on) => addDays(on, daysTold));
  return [...new Set([startsOn, ...ends, ...since, ...untold])];
}

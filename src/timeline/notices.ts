import { selectableRows } from "../license/current-license.ts";
import type { Notice } from "../license/notices.ts";
import type { Calendar, Day, Instant } from "../time/calendar.ts";
import type { Entry } from "./recorded.ts";
import {
  nothing,
  type Standing,
  type Stored,
  standingOn,
  turningDays,
  type Unusable,
  whyUnusable,
} from "./standing.ts";

/** Why a license came into force: it was installed or has started, the one before it cannot be used any more, or none can. */
export type Ascent =
  | "installed"
  | "started"
  | "before-expired"
  | "before-cancelled"
  | "before-removed"
  | "none-usable"
  | "clock-set-back";

/** What changes for an administrator without being done by anybody. */
export type StandingChange =
  | {
      readonly notice: "in-force";
      readonly stored: Stored;
      readonly before: Stored | null;
      readonly reason: Ascent;
      /** Why it cannot be used all the same; null if it can. */
      readonly unusable: Unusable | null;
    }
  | { readonly notice: "none-in-force"; readonly stored: Stored; readonly wasRemoved: boolean }
  | { readonly notice: "not-in-force"; readonly stored: Stored; readonly unusable: Unusable | null }
  | { readonly notice: Notice["name"]; readonly stored: Stored; readonly known: Notice }
  | { readonly notice: "changes-allowed"; readonly stored: Stored | null };

/** A change at its time: after the entry of that id, and before those that are later than it. */
export interface NoticeEntry {
  readonly after: number;
  readonly at: Instant;
  readonly day: Day;
  readonly change: StandingChange;
}

export interface Present {
  readonly now: Instant;
  readonly calendar: Calendar;
}

interface Kept extends Stored {
  readonly turns: readonly Day[];
}

/**
 * How the standing of the instance has changed, by what was installed and removed and by the passing of days.
 *
 * Nothing of it was written down: it follows from the licenses and the days, of which only those matter on which a
 * license starts, ends, or begins to be spoken of.
 */
export function noticesOver(entries: readonly Entry[], { now, calendar }: Present): NoticeEntry[] {
  const told: NoticeEntry[] = [];
  const turns = entries.filter(changesStanding);
  let rows: readonly Kept[] = [];
  let standing = nothing;
  turns.forEach((turn, index) => {
    const next = turns[index + 1];
    const until = next ? latestBefore(next) : now;
    const first = calendar.dayOf(turn.at);
    rows = rowsAfter(rows, turn);
    for (const day of [
      first,
      ...daysBetween(rows, { after: first, until: calendar.dayOf(until) }),
    ]) {
      const done = day === first ? turn : null;
      const at = done ? turn.at : calendar.startOf(day);
      const before = standing;
      standing = standingOn(rows, day);
      const changes = changesBetween(before, standing, { rows, day, done });
      told.push(...changes.map((change) => ({ after: turn.id, at, day, change })));
    }
  });
  return told;
}

/** Licenses that come and go, and a clock that was set back. */
const changesStanding = ({ event }: Entry): boolean =>
  event.kind === "license" || (event.kind === "clock" && event.to < event.from);

/** What the clock showed when an entry was written down: of one that sets it back, what it showed before. */
export const latestBefore = ({ at, event }: Entry): Instant =>
  event.kind === "clock" && event.from > at ? event.from : at;

function rowsAfter(rows: readonly Kept[], { event }: Entry): readonly Kept[] {
  if (event.kind !== "license") return rows;
  const { row } = event;
  if (event.action === "removed") return rows.filter((kept) => kept.row !== row);
  const { license } = event;
  return [{ row, license, turns: turningDays(license) }, ...rows];
}

/** The days in between on which something may change, in order. */
function daysBetween(
  rows: readonly Kept[],
  { after, until }: { readonly after: Day; readonly until: Day },
): readonly Day[] {
  const selectable = rows.slice(0, selectableRows);
  const days = selectable.flatMap(({ turns }) =>
    turns.filter((day) => day > after && day <= until),
  );
  return [...new Set(days)].sort();
}

interface Occasion {
  readonly rows: readonly Stored[];
  readonly day: Day;
  /** What was done; null if a day has begun. */
  readonly done: Entry | null;
}

function changesBetween(
  before: Standing,
  after: Standing,
  occasion: Occasion,
): readonly StandingChange[] {
  const isOther = before.current?.row !== after.current?.row;
  const known = new Set(isOther ? [] : before.notices.map(({ name }) => name));
  const { current } = after;
  const blocked = before.notices.some(isBlocking) && !after.notices.some(isBlocking);
  return [
    ...passedOver(after, occasion),
    ...(isOther ? [succession(before.current, current, occasion)] : []),
    ...(blocked ? [{ notice: "changes-allowed" as const, stored: current }] : []),
    ...after.notices
      .filter(({ name }) => !known.has(name))
      .flatMap((of) => (current ? [{ notice: of.name, stored: current, known: of }] : [])),
  ];
}

const isBlocking = ({ name }: Notice) => name === "changes-blocked";

/** A license that was just installed and is not in force. */
function passedOver(
  { current }: Standing,
  { rows, day, done }: Occasion,
): readonly StandingChange[] {
  const event = done?.event;
  if (event?.kind !== "license" || event.action !== "installed") return [];
  const { row, license } = event;
  if (current?.row === row) return [];
  const unusable = whyUnusable(license, rows, day);
  return [{ notice: "not-in-force", stored: { row, license }, unusable }];
}

function succession(
  before: Stored | null,
  current: Stored | null,
  occasion: Occasion,
): StandingChange {
  if (current) {
    const unusable = whyUnusable(current.license, occasion.rows, occasion.day);
    const reason = unusable ? "none-usable" : ascentOf(before, current, occasion);
    return { notice: "in-force", stored: current, before, reason, unusable };
  }
  if (!before) throw new Error("One of two licenses must be there.");
  return { notice: "none-in-force", stored: before, wasRemoved: isRemoved(before, occasion) };
}

const isRemoved = (stored: Stored, { rows }: Occasion) =>
  !rows.some(({ row }) => row === stored.row);

function ascentOf(before: Stored | null, current: Stored, occasion: Occasion): Ascent {
  const { rows, day, done } = occasion;
  const event = done?.event;
  if (event?.kind === "clock") return "clock-set-back";
  if (before && isRemoved(before, occasion)) return "before-removed";
  if (event?.kind === "license" && event.row === current.row) return "installed";
  if (current.license.startsOn === day || !before) return "started";
  return whyUnusable(before.license, rows, day) === "cancelled"
    ? "before-cancelled"
    : "before-expired";
}

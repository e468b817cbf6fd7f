import type { Calendar, Instant } from "../time/calendar.ts";
import { type Cause, causeTeller } from "./causes.ts";
import {
  announcedBy,
  canChangeState,
  latestBefore,
  type NoticeEntry,
  noticesOver,
  type Present,
} from "./notices.ts";
import type { Entry, EventRecords, Recorded } from "./recorded.ts";

/** An entry without what it says. */
export interface Indexed extends Pick<Entry, "id" | "at"> {
  readonly kind: Recorded["kind"];
  /** What the clock showed before. */
  readonly latestBefore: Instant;
  readonly cause: Cause;
}

/** What is known of all entries at once. */
export interface EntryIndex {
  /** Brings it up to date. */
  entries(): readonly Indexed[];
  /** What follows from the licenses among them, and from the days. */
  notices(present: Present): readonly NoticeEntry[];
  /** The entries of these numbers, by them. */
  load(ids: readonly number[]): ReadonlyMap<number, Entry>;
}

/**
 * Knows where each entry stands, and what led to it. An entry is read once when it is new, and once more whenever it is asked
 * for: whoever asks for a page of a hundred years does not wait for the rest of them.
 */
export function entryIndex(records: EventRecords, calendar: Calendar): EntryIndex {
  let known = nothingKnown(calendar);

  function update() {
    const first = records.first();
    if (first === null || isOther(known, first, records)) known = nothingKnown(calendar);
    if (first !== null) drop(known, first);
    for (const entry of records.after(known.last?.id ?? 0)) take(known, entry);
    known.untold = records.untold({
      rows: new Set(known.changing.flatMap(installedRow)),
      announced: known.changing.some(({ event }) => announcedBy(event) !== undefined),
    });
  }

  return {
    entries() {
      update();
      return [...known.untold.map((entry) => indexed(entry, noCause)), ...known.entries];
    },
    notices(present) {
      const changing = [...known.untold, ...known.changing];
      // Within a day none is added.
      const today = present.calendar.dayOf(present.now);
      const key = [changing[0]?.id, changing.at(-1)?.id, changing.length, today].join();
      if (known.noticed?.key !== key) {
        known.noticed = { key, notices: noticesOver(changing, present) };
      }
      return known.noticed.notices;
    },
    load: (ids) =>
      new Map(
        [...known.untold, ...records.of(ids.filter((id) => id > 0))].map((entry) => [
          entry.id,
          entry,
        ]),
      ),
  };
}

interface Known {
  entries: Indexed[];
  /** Those of which the notices follow. */
  changing: Entry[];
  untold: readonly Entry[];
  last: Indexed | null;
  /** What followed when it was asked for last, and from what. */
  noticed: { readonly key: string; readonly notices: readonly NoticeEntry[] } | null;
  readonly causeOf: (entry: Entry) => Cause;
}

const nothingKnown = (calendar: Calendar): Known => ({
  entries: [],
  changing: [],
  untold: [],
  last: null,
  noticed: null,
  causeOf: causeTeller(calendar),
});

const noCause: Cause = { fault: null, portalChanges: [] };

/** Whether others stand there now: all were forgotten, or replaced. */
function isOther({ last }: Known, first: number, records: EventRecords): boolean {
  if (last === null) return false;
  return first > last.id || records.of([last.id])[0]?.at !== last.at;
}

function drop(known: Known, first: number) {
  const dropped = known.entries.findIndex(({ id }) => id >= first);
  if (dropped <= 0) return;
  known.entries = known.entries.slice(dropped);
  known.changing = known.changing.filter(({ id }) => id >= first);
}

function take(known: Known, entry: Entry) {
  const one = indexed(entry, known.causeOf(entry));
  known.entries.push(one);
  known.last = one;
  if (canChangeState(entry)) known.changing.push(entry);
}

const indexed = (entry: Entry, cause: Cause): Indexed => ({
  id: entry.id,
  at: entry.at,
  kind: entry.event.kind,
  latestBefore: latestBefore(entry),
  cause,
});

const installedRow = ({ event }: Entry): readonly number[] =>
  event.kind === "license" && event.action === "installed" ? [event.row] : [];

import type { Calendar, Instant } from "../time/calendar.ts";
import type { Day } from "../time/day.ts";
import { type Cause, causeTeller } from "./causes.ts";
import { Line, lastOf, type Span } from "./line.ts";
import {
  announcedBy,
  canChangeState,
  latestBefore,
  type NoticeEntry,
  noticesOver,
  type Present,
} from "./notices.ts";
import type { Entry, EventRecords, Recorded } from "./recorded.ts";
import type { EventKind } from "./timeline-event.ts";

/** Which events are wanted; null is all. */
export interface Wanted extends Span {
  readonly kinds: readonly EventKind[] | null;
  /** What stands before this place. */
  readonly before: string | null;
  /** The newest of them. */
  readonly limit: number;
}

/** What stands in the timeline: a notice is placed among entries. */
type Place = Indexed | PlacedNotice;

/** An entry without what it says. */
interface Indexed extends Pick<Entry, "id" | "at"> {
  readonly kind: Recorded["kind"];
  /** What the clock showed before. */
  readonly latestBefore: Instant;
  readonly cause: Cause;
}

interface PlacedNotice {
  readonly id: string;
  readonly at: Instant;
  readonly kind: "notice";
  readonly notice: NoticeEntry;
  /** The entry that it stands before; endless if it stands behind all of them. */
  before: number;
}

/** What is known of all entries at once. */
export interface EntryIndex {
  /** The newest that are wanted, oldest first. */
  newest(present: Present, wanted: Wanted): readonly Place[];
  /** The entries of these numbers, by them. */
  load(ids: readonly number[]): ReadonlyMap<number, Entry>;
}

/**
 * Knows where each entry stands, and what led to it. An entry is read once when it is new, and once more whenever it is asked
 * for: whoever asks for a page of a hundred years does not wait for the rest of them.
 */
export function entryIndex(records: EventRecords, calendar: Calendar): EntryIndex {
  let known = nothingKnown(calendar);
  let life = records.life();

  function update() {
    const first = records.first();
    const isSameLife = life === records.life();
    life = records.life();
    if (first === null || !isSameLife || isOther(known, first, records)) {
      known = nothingKnown(calendar);
    }
    const isShorter = first !== null && drop(known, first);
    const before = known.entries.length;
    for (const entry of records.after(known.entries.at(-1)?.id ?? 0)) take(known, entry);
    const untold = records.untold(known.told);
    if (isShorter || untold !== known.untold) {
      known.untold = untold;
      known.lines = linesOf([...untold.map((entry) => indexed(entry, noCause)), ...known.entries]);
    } else {
      for (let at = before; at < known.entries.length; at += 1) {
        const entry = known.entries[at];
        if (entry) addTo(known.lines, entry);
      }
    }
  }

  return {
    newest(present, { kinds, before, limit, ...span }) {
      update();
      const notices = noticesIn(known, present);
      const end = before === null ? wholeWith(notices) : endBefore(known, notices, before);
      if (!end) return [];
      const lines = (kinds === null ? everything : [...new Set(kinds)]).map((kind) => {
        if (kind === "notice") return notices.backwards(end.notice, span);
        const line = known.lines.get(kind) ?? new Line<Indexed>();
        const before = line.countWhile(({ id }) => id < end.entry);
        return line.backwards(before, span);
      });
      return lastOf<Place>(lines, limit, isLater);
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

const everything = ["all", "notice"] as const;

/** By their kinds, and all in one. */
type Lines = Map<Recorded["kind"] | "all", Line<Indexed>>;

interface Known {
  entries: Indexed[];
  /** Those of which the notices follow. */
  changing: Entry[];
  /** Of what they tell. */
  told: { readonly rows: Set<number>; announced: boolean };
  untold: readonly Entry[];
  /** What is not told, and then the entries. */
  lines: Lines;
  noticed: Noticed | null;
  readonly causeOf: (entry: Entry) => Cause;
}

/** What followed when it was asked for last, and from what. */
interface Noticed {
  readonly untold: readonly Entry[];
  readonly changing: readonly Entry[];
  readonly changes: number;
  readonly today: Day;
  readonly notices: Line<PlacedNotice>;
  /** The lines among which they were placed, how many of the entries were looked at, and how many notices stand before these. */
  readonly lines: Lines;
  seen: number;
  passed: number;
}

const nothingKnown = (calendar: Calendar): Known => ({
  entries: [],
  changing: [],
  told: toldIn([]),
  untold: [],
  lines: new Map(),
  noticed: null,
  causeOf: causeTeller(calendar),
});

const noCause: Cause = { fault: null, portalChanges: [] };

/** Whether others stand there now: all were forgotten, or replaced. */
function isOther({ entries }: Known, first: number, records: EventRecords): boolean {
  const last = entries.at(-1);
  if (!last) return false;
  return first > last.id || records.of([last.id])[0]?.at !== last.at;
}

/** Whether some were. */
function drop(known: Known, first: number): boolean {
  const dropped = known.entries.findIndex(({ id }) => id >= first);
  if (dropped <= 0) return false;
  known.entries = known.entries.slice(dropped);
  known.changing = known.changing.filter(({ id }) => id >= first);
  known.told = toldIn(known.changing);
  return true;
}

function take(known: Known, entry: Entry) {
  known.entries.push(indexed(entry, known.causeOf(entry)));
  if (canChangeState(entry)) known.changing.push(entry);
  tell(known.told, entry);
}

const indexed = (entry: Entry, cause: Cause): Indexed => ({
  id: entry.id,
  at: entry.at,
  kind: entry.event.kind,
  latestBefore: latestBefore(entry),
  cause,
});

function toldIn(entries: readonly Entry[]): Known["told"] {
  const told = { rows: new Set<number>(), announced: false };
  for (const entry of entries) tell(told, entry);
  return told;
}

function tell(told: Known["told"], { event }: Entry) {
  if (event.kind === "license" && event.action === "installed") told.rows.add(event.row);
  if (announcedBy(event) !== undefined) told.announced = true;
}

function linesOf(entries: readonly Indexed[]): Lines {
  const lines: Lines = new Map();
  for (const entry of entries) addTo(lines, entry);
  return lines;
}

function addTo(lines: Lines, entry: Indexed) {
  for (const kind of ["all", entry.kind] as const) {
    const line = lines.get(kind) ?? new Line<Indexed>();
    lines.set(kind, line);
    line.add(entry);
  }
}

/** What follows from the licenses among the entries, and from the days: within a day none is added. */
function noticesIn(known: Known, present: Present): Line<PlacedNotice> {
  const { untold, changing, lines } = known;
  const today = present.calendar.dayOf(present.now);
  const before = known.noticed;
  const isSame =
    before?.lines === lines &&
    before.untold === untold &&
    before.changing === changing &&
    before.changes === changing.length &&
    before.today === today;
  const noticed = isSame
    ? before
    : {
        untold,
        changing,
        changes: changing.length,
        today,
        notices: numbered(noticesOver([...untold, ...changing], present)),
        lines,
        seen: 0,
        passed: 0,
      };
  known.noticed = noticed;
  placeNotices(noticed);
  return noticed.notices;
}

function numbered(notices: readonly NoticeEntry[]): Line<PlacedNotice> {
  const line = new Line<PlacedNotice>();
  let ofOne = 0;
  notices.forEach((notice, index) => {
    const { after, at } = notice;
    ofOne = notices[index - 1]?.after === after ? ofOne + 1 : 1;
    const before = Number.POSITIVE_INFINITY;
    line.add({ id: `${after}.${ofOne}`, at, kind: "notice", notice, before });
  });
  return line;
}

/** A notice stands after what brought it, and before what came later than its day began. Goes on where it has ended. */
function placeNotices(noticed: Noticed) {
  const { notices, lines } = noticed;
  const entries = lines.get("all");
  if (!entries) return;
  for (; noticed.seen < entries.length && noticed.passed < notices.length; noticed.seen += 1) {
    const entry = entries.at(noticed.seen);
    let next = notices.at(noticed.passed);
    while (entry && next && next.notice.after < entry.id && next.at <= entry.latestBefore) {
      next.before = entry.id;
      noticed.passed += 1;
      next = notices.at(noticed.passed);
    }
  }
}

/** What stands before something: entries below a number, and so many notices. */
interface End {
  readonly entry: number;
  readonly notice: number;
}

const wholeWith = (notices: Line<PlacedNotice>): End => ({
  entry: Number.POSITIVE_INFINITY,
  notice: notices.length,
});

/** Null if there is no such place: what stood there was dropped, as the oldest are. */
function endBefore({ lines }: Known, notices: Line<PlacedNotice>, place: string): End | null {
  if (place.includes(".")) {
    const [after, ofOne] = place.split(".").map(Number);
    const first = notices.countWhile(({ notice }) => notice.after < Number(after));
    const at = first + Number(ofOne) - 1;
    const found = notices.at(at);
    return found?.id === place ? { entry: found.before, notice: at } : null;
  }
  const id = Number(place);
  const entries = lines.get("all");
  if (entries?.at(entries.countWhile((one) => one.id < id))?.id !== id) return null;
  return { entry: id, notice: notices.countWhile(({ before }) => before <= id) };
}

/** Which of two stands behind the other. */
function isLater(one: Place, other: Place): boolean {
  if (one.kind !== "notice") return one.id >= (other.kind === "notice" ? other.before : other.id);
  return other.kind !== "notice" && one.before > other.id;
}

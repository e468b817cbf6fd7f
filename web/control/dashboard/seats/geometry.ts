import { dayAfter, daysBetween } from "../days.ts";

/** A license by its days and seats. */
export interface Term {
  readonly plan: string;
  readonly seats: number | null;
  /** With the tolerance. */
  readonly most: number | null;
  readonly startsOn: string;
  /** The first day after it; null if it has no end. */
  readonly expiresOn: string | null;
}

/** One that the instance has, the higher its row the later stored. */
export interface StoredTerm extends Term {
  readonly row: number;
  readonly storedOn: string;
  readonly current: boolean;
}

/** What is drawn, in days and users. */
export interface Drawn {
  readonly today: string;
  readonly usersNow: number;
  readonly counts: readonly { readonly on: string; readonly count: number }[];
  /** Whether a count stands for the days up to the next. */
  readonly thinned: boolean;
  readonly terms: readonly StoredTerm[];
  /** Both ends included. */
  readonly window: { readonly from: string; readonly to: string } | null;
  /** A license that is only tried. */
  readonly candidate: Term | null;
}

/** Days that are drawn: `to` is the first that is not. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Seats that are in force for some days. */
export interface Stretch extends Range {
  readonly seats: number | null;
  readonly most: number | null;
}

export interface Geometry extends Range {
  readonly plot: { left: number; right: number; top: number; bottom: number };
  /** Where a day begins; one that is not drawn is at the edge. */
  readonly x: (day: string) => number;
  readonly y: (users: number) => number;
  readonly userTicks: readonly number[];
  readonly timeTicks: readonly { readonly on: string; readonly label: string }[];
  readonly inForce: readonly Stretch[];
  /** The counts as a stepped line, as an SVG path. */
  readonly counts: string;
}

const earlier = (one: string, other: string) => (one < other ? one : other);
const later = (one: string, other: string) => (one > other ? one : other);
const within = (day: string, { from, to }: Range) => earlier(later(day, from), to);

export const endOf = ({ expiresOn }: Term, today: string): string => expiresOn ?? dayAfter(today);

/** A choice of days: what matters for the next license, what of its term has been, or more. */
export interface NamedRange extends Range {
  readonly name: "term" | "so far" | "licenses" | "all";
}

/** What is ahead and behind by more than that says nothing about the next license. */
const mostDaysAhead = 731;
const leastDaysBehind = 366;

/** Which days can be shown; those that would be the same as one before are left out. */
export function rangesOf(drawn: Drawn): readonly NamedRange[] {
  const { today, counts, terms, window, candidate } = drawn;
  const firstCount = counts[0]?.on ?? today;
  const near = {
    from: earlier(firstCount, dayAfter(today, -leastDaysBehind)),
    to: dayAfter(today, mostDaysAhead),
  };
  const daysOf = (term: Term) => [term.startsOn, endOf(term, today)];
  const judged = window && window.from <= window.to ? [window.from, window.to] : [];
  const tried = candidate ? daysOf(candidate) : [];
  const inForce = terms.filter(({ current }) => current).flatMap(daysOf);
  const next = terms.filter(({ startsOn }) => startsOn > today).flatMap(daysOf);
  const now = [today, ...judged, ...tried, ...inForce, ...next].map((day) => within(day, near));
  const counted = [firstCount, counts.at(-1)?.on ?? today];
  const started = terms.map(({ startsOn }) => startsOn);
  const whole = around(inForce.length === 0 ? [...now, ...counted] : now);
  const soFar = around([...inForce.slice(0, 1), today].map((day) => within(day, near)));
  const isEarly =
    inForce.length > 0 && daysBetween(soFar.from, soFar.to) < daysBetween(whole.from, whole.to) / 4;
  const ranges: readonly NamedRange[] = [
    { name: "term", ...whole },
    ...(isEarly ? [{ name: "so far" as const, ...soFar }] : []),
    ...(started.length > 0 ? [{ name: "licenses" as const, ...around([...now, ...started]) }] : []),
    {
      name: "all",
      ...around([today, ...judged, ...tried, ...counted, ...terms.flatMap(daysOf)]),
    },
  ];
  return ranges.filter(
    ({ from, to }, index) =>
      ranges.findIndex((other) => other.from === from && other.to === to) === index,
  );
}

const fewestDays = 28;

function around(days: readonly string[]): Range {
  const sorted = days.toSorted();
  const to = dayAfter(sorted.at(-1) ?? "");
  return { from: earlier(sorted[0] ?? to, dayAfter(to, -fewestDays)), to };
}

/**
 * The seats in force on each day: those of the license that was stored last among those whose days it is, as the product
 * chooses. Before any of them was stored, those of the one that was stored last afterwards.
 */
export function seatsInForce(
  terms: readonly StoredTerm[],
  { from, to }: Range,
  today: string,
): readonly Stretch[] {
  const newest = terms.toSorted((one, other) => other.row - one.row);
  const turns: readonly string[] = [
    from,
    ...terms.flatMap((term) => [term.startsOn, endOf(term, today), term.storedOn]),
    to,
  ]
    .filter((day) => day >= from && day <= to)
    .toSorted((one, other) => (one < other ? -1 : 1));
  const stretches: Stretch[] = [];
  for (const [index, start] of turns.entries()) {
    const end = turns[index + 1];
    if (end === undefined || end === start) continue;
    const covering = newest.filter((term) => term.startsOn <= start && start < endOf(term, today));
    const term = covering.find(({ storedOn }) => storedOn <= start) ?? covering[0];
    if (term === undefined) continue;
    const { seats, most } = term;
    const last = stretches.at(-1);
    if (last?.to === start && last.seats === seats && last.most === most) {
      stretches[stretches.length - 1] = { ...last, to: end };
    } else stretches.push({ from: start, to: end, seats, most });
  }
  return stretches;
}

export interface Band {
  readonly term: StoredTerm;
  readonly lane: number;
}

/**
 * Licenses beside each other on lanes, where their days overlap: that in force first, then from the newest. What finds no
 * lane is counted. A license that was written again is drawn once.
 */
export function lanesOf(
  terms: readonly StoredTerm[],
  range: Range,
  { today, most }: { readonly today: string; readonly most: number },
): { readonly bands: readonly Band[]; readonly lanes: number; readonly hidden: number } {
  const byNewest = terms
    .filter((term) => term.startsOn < range.to && endOf(term, today) > range.from)
    .toSorted((one, other) => Number(other.current) - Number(one.current) || other.row - one.row);
  const different = new Map<string, StoredTerm>();
  for (const term of byNewest) {
    const key = JSON.stringify([term.plan, term.seats, term.startsOn, term.expiresOn]);
    if (!different.has(key)) different.set(key, term);
  }
  const lanes: StoredTerm[][] = [];
  const bands: Band[] = [];
  let hidden = 0;
  for (const term of different.values()) {
    const isFree = (lane: readonly StoredTerm[]) =>
      lane.every(
        (other) => endOf(other, today) <= term.startsOn || endOf(term, today) <= other.startsOn,
      );
    const found = lanes.findIndex(isFree);
    const lane = found === -1 ? lanes.length : found;
    if (lane >= most) {
      hidden += 1;
      continue;
    }
    lanes[lane] = [...(lanes[lane] ?? []), term];
    bands.push({ term, lane });
  }
  return { bands, lanes: lanes.length, hidden };
}

/** Days in a row, as stretches. */
export function runsOf(days: readonly string[]): readonly Range[] {
  const runs: Range[] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last?.to === day) runs[runs.length - 1] = { from: last.from, to: dayAfter(day) };
    else runs.push({ from: day, to: dayAfter(day) });
  }
  return runs;
}

/** Days in a row with the same count, as one. */
export function joined(counts: Drawn["counts"]) {
  const stretches: { from: string; to: string; count: number }[] = [];
  for (const { on, count } of counts) {
    const last = stretches.at(-1);
    if (last && last.count === count && dayAfter(last.to) === on) last.to = on;
    else stretches.push({ from: on, to: on, count });
  }
  return stretches;
}

/** Multiples of 1, 2 or 5 times a power of ten, from 0 to the first that is not exceeded: about as many as wanted. */
export function roundTicks(most: number, wanted = 4): readonly number[] {
  const rough = Math.max(most, 1) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10;
  const step = Math.max(1, factor * power);
  return Array.from(
    { length: Math.ceil(Math.max(most, 1) / step) + 1 },
    (_, index) => index * step,
  );
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** First days of months or years between two days: as many as have room. */
export function timeTicks(from: string, to: string, most: number): Geometry["timeTicks"] {
  const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  const span = (Number(to.slice(0, 4)) - year) * 12 + Number(to.slice(5, 7)) - month;
  const every = [1, 3, 6, 12, 24, 60, 120, 600, 1_200].find((one) => span / one <= most) ?? 12_000;
  const ticks = [];
  const first = Math.ceil((year * 12 + month - 1) / every) * every;
  for (let index = first; ticks.length <= most; index += every) {
    const on = `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}-01`;
    if (on > to) break;
    if (on < from) continue;
    ticks.push({ on, label: tickLabel(on, ticks.length === 0 || every >= 12) });
  }
  return ticks;
}

function tickLabel(on: string, withYear: boolean): string {
  const month = months[Number(on.slice(5, 7)) - 1];
  if (month !== "Jan" && !withYear) return month ?? "";
  return month === "Jan" ? on.slice(0, 4) : `${month} ${on.slice(0, 4)}`;
}

/** Where everything stands, in pixels. */
export function geometryOf(drawn: Drawn, range: Range, { width, height }: Size): Geometry {
  const { from, to } = range;
  const plot = { left: 44, right: width - 12, top: 34, bottom: height };
  const inForce = seatsInForce(drawn.terms, range, drawn.today);
  const userTicks = roundTicks(Math.max(1, ...usersOf(drawn, range, inForce)) * 1.12);
  const x = (day: string) =>
    plot.left +
    (daysBetween(from, within(day, range)) / daysBetween(from, to)) * (plot.right - plot.left);
  const top = userTicks.at(-1) ?? 1;
  const y = (users: number) => plot.bottom - (users / top) * (plot.bottom - plot.top);
  return {
    plot,
    from,
    to,
    x,
    y,
    userTicks,
    timeTicks: timeTicks(from, to, Math.max(2, Math.floor(width / 85))),
    inForce,
    counts: steps(drawn, range, x, y),
  };
}

const usersOf = (
  { counts, usersNow, candidate }: Drawn,
  { from, to }: Range,
  inForce: readonly Stretch[],
): readonly number[] => [
  usersNow,
  candidate?.most ?? 0,
  ...counts.filter(({ on }) => on >= from && on < to).map(({ count }) => count),
  ...inForce.map(({ most }) => most ?? 0),
];

/** Days without a count between others are a gap, unless counts stand for stretches. */
function steps(
  { counts, thinned }: Drawn,
  { from, to }: Range,
  x: Geometry["x"],
  y: Geometry["y"],
): string {
  const path = [];
  let reached = "";
  for (const [index, { on, count }] of counts.entries()) {
    const next = counts[index + 1];
    const end = thinned && next ? next.on : dayAfter(on);
    // Of a stretch that began before, only its highest is known, and that was then.
    if ((thinned ? on < from : end <= from) || on >= to) continue;
    path.push(`${on === reached ? "V" : `M${round(x(on))} `}${round(y(count))}H${round(x(end))}`);
    reached = end;
  }
  return path.join("");
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;

/** The day under a place of the plot. */
export function dayAtX(
  { plot, from, to }: Pick<Geometry, "plot" | "from" | "to">,
  pixels: number,
): string {
  const share = Math.min(Math.max((pixels - plot.left) / (plot.right - plot.left), 0), 1);
  const last = daysBetween(from, to) - 1;
  return dayAfter(from, Math.min(Math.floor(share * (last + 1)), last));
}

/** About as wide as a letter is in the chart. */
const letter = 6.6;

export const textWidth = (text: string): number => text.length * letter;

/** Where a text stands beside a place: within the plot, and not across what is to be avoided, if it can. */
export function labelBeside(
  place: number,
  text: string,
  { left, right }: { readonly left: number; readonly right: number },
  avoid: number | null,
): { readonly x: number; readonly anchor: "start" | "end" } {
  const wide = textWidth(text);
  const sides = [
    { x: place + 8, anchor: "start", from: place + 8 },
    { x: place - 8, anchor: "end", from: place - 8 - wide },
  ] as const;
  const fitting = sides.filter(({ from }) => from >= left && from + wide <= right);
  const crossed = ({ from }: { readonly from: number }) =>
    avoid !== null && from < avoid && avoid < from + wide;
  const best = fitting.find((side) => !crossed(side)) ?? fitting[0];
  if (best) return { x: best.x, anchor: best.anchor };
  return place - left > right - place ? { x: right, anchor: "end" } : { x: left, anchor: "start" };
}

/** What was counted on a day, and which seats were in force. */
export function readingOf(
  { counts, thinned, today, usersNow }: Drawn,
  { inForce }: Pick<Geometry, "inForce">,
  day: string,
): string {
  const isCounted = day <= (counts.at(-1)?.on ?? "");
  const counted = isCounted
    ? counts.findLast(({ on }) => (thinned ? on <= day : on === day))
    : undefined;
  const users = (number: number) => `${shown(number)} ${number === 1 ? "user" : "users"}`;
  const past =
    counted === undefined
      ? day > today
        ? "still to come"
        : "not counted"
      : counted.on === day
        ? users(counted.count)
        : `at most ${users(counted.count)}`;
  const now = `${users(usersNow)} now${past === "not counted" ? ", not counted yet" : `, ${past} counted`}`;
  const term = inForce.find(({ from, to }) => from <= day && day < to);
  const seats =
    term === undefined
      ? "no license covers it"
      : term.seats === null
        ? "unlimited seats"
        : `${shown(term.seats)} ${term.seats === 1 ? "seat" : "seats"}`;
  return `${day === today ? now : past}, ${seats}`;
}

export const shown = (number: number): string => number.toLocaleString("en-US");

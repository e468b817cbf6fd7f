/** What is drawn, in days and users. */
export interface Drawn {
  readonly today: string;
  readonly counts: readonly { readonly on: string; readonly count: number }[];
  /** Whether a count stands for the days up to the next. */
  readonly thinned: boolean;
  readonly terms: readonly Term[];
  readonly window: { readonly from: string; readonly to: string } | null;
}

export interface Term {
  readonly seats: number | null;
  /** With the tolerance. */
  readonly most: number | null;
  readonly startsOn: string;
  readonly expiresOn: string | null;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Geometry {
  readonly plot: { left: number; right: number; top: number; bottom: number };
  readonly from: string;
  /** The day after the last that is drawn. */
  readonly to: string;
  readonly x: (day: string) => number;
  readonly y: (users: number) => number;
  readonly userTicks: readonly number[];
  readonly timeTicks: readonly { readonly on: string; readonly label: string }[];
  /** The counts as a stepped line, as an SVG path. */
  readonly counts: string;
}

const dayMs = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export const dayAfter = (day: string, days = 1): string => dayAt(at(day) + days * dayMs);

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
export function geometryOf(drawn: Drawn, { width, height }: Size): Geometry {
  const plot = { left: 44, right: width - 12, top: 28, bottom: height - 26 };
  const days = daysOf(drawn).toSorted();
  const from = days[0] ?? drawn.today;
  const to = dayAfter(days.at(-1) ?? drawn.today);
  const userTicks = roundTicks(Math.max(1, ...usersOf(drawn)) * 1.08);
  const x = (day: string) =>
    plot.left + ((at(day) - at(from)) / (at(to) - at(from))) * (plot.right - plot.left);
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
    counts: steps(drawn, x, y),
  };
}

const daysOf = ({ today, counts, terms, window }: Drawn): readonly string[] => [
  today,
  ...[counts[0], counts.at(-1)].flatMap((count) => (count ? [count.on] : [])),
  ...terms.flatMap(({ startsOn, expiresOn }) => [startsOn, expiresOn ?? today]),
  ...(window && window.from <= window.to ? [window.from, window.to] : []),
];

const usersOf = ({ counts, terms }: Drawn): readonly number[] => [
  ...counts.map(({ count }) => count),
  ...terms.map(({ most }) => most ?? 0),
];

/** Days without a count between others are a gap, unless counts stand for stretches. */
function steps({ counts, thinned }: Drawn, x: Geometry["x"], y: Geometry["y"]): string {
  const path = [];
  let reached = "";
  for (const [index, { on, count }] of counts.entries()) {
    const next = counts[index + 1];
    const end = thinned && next ? next.on : dayAfter(on);
    path.push(`${on === reached ? "V" : `M${round(x(on))} `}${round(y(count))}H${round(x(end))}`);
    reached = end;
  }
  return path.join("");
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;

/** The day under a place of the plot. */
export function dayAtX({ plot, from, to }: Geometry, pixels: number): string {
  const share = Math.min(Math.max((pixels - plot.left) / (plot.right - plot.left), 0), 1);
  const last = (at(to) - at(from)) / dayMs - 1;
  return dayAfter(from, Math.min(Math.floor(share * (last + 1)), last));
}

/** Days between two days. */
export const spanOf = (from: string, to: string): number => Math.round((at(to) - at(from)) / dayMs);

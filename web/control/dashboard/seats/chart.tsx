import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { dayAfter, daysBetween } from "../days.ts";
import {
  type Band,
  type Drawn,
  dayAtX,
  endOf,
  type Geometry,
  geometryOf,
  labelBeside,
  lanesOf,
  type NamedRange,
  readingOf,
  runsOf,
  shown,
  type Term,
  textWidth,
} from "./geometry.ts";

export interface Charted extends Drawn {
  /** The most users in the days that are judged; null if nobody was counted. */
  readonly peak: number | null;
  readonly peakDays: readonly string[];
  /** Whether so many are more than pass. */
  readonly isOver: boolean;
}

const laneHeight = 20;
const mostLanes = 4;
const mostRings = 24;
const mostMarks = 400;
/** Below the plot: the days, and the bracket around those that are judged. */
const underPlot = 48;

interface ChartProps {
  readonly charted: Charted;
  readonly range: NamedRange;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** The day that is read out; null is today. */
  readonly day: string | null;
  readonly onDay: (day: string | null) => void;
}

/** Users, seats and tolerance over time, with the licenses below. */
export function SeatsChart({ charted, range, label, day, onDay }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  const [hovered, setHovered] = useState<string | null>(null);
  useEffect(() => {
    const seen = new ResizeObserver(([entry]) => {
      setWidth(Math.max(280, Math.round(entry?.contentRect.width ?? 0)));
    });
    const element = frame.current;
    if (element === null) return undefined;
    seen.observe(element);
    return () => seen.disconnect();
  }, []);
  const { today, terms, candidate } = charted;
  const geometry = geometryOf(charted, range, {
    width,
    height: Math.round(Math.min(Math.max(width * 0.36, 240), 680)),
  });
  const { plot, x, from, to } = geometry;
  const { bands, lanes, hidden } = lanesOf(terms, range, { today, most: mostLanes });
  const top = plot.bottom + underPlot;
  const allLanes = lanes + (candidate ? 1 : 0);
  const height = top + allLanes * (laneHeight + 3) + (hidden > 0 ? 18 : 0) + 2;
  const chosen = hovered ?? day;
  const read = chosen !== null && chosen >= from && chosen < to ? chosen : today;
  const reading = `${read}${read === today ? " (today)" : ""}: ${readingOf(charted, geometry, read)}`;
  return (
    <div class="seats-chart" ref={frame}>
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        onPointerMove={(event) => setHovered(dayAtX(geometry, event.offsetX))}
        onPointerLeave={() => setHovered(null)}
        onPointerDown={(event) => onDay(dayAtX(geometry, event.offsetX))}
      >
        <Axes geometry={geometry} />
        <Seats charted={charted} geometry={geometry} />
        <line class="seats-today" x1={x(today)} x2={x(today)} y1={plot.top - 8} y2={plot.bottom} />
        <Peak charted={charted} geometry={geometry} />
        <path class="seats-counts" d={geometry.counts} />
        <PeakLabel charted={charted} geometry={geometry} />
        <Judged charted={charted} geometry={geometry} />
        <Today charted={charted} geometry={geometry} />
        {bands.map((band) => (
          <BandOf key={band.term.row} band={band} today={today} geometry={geometry} top={top} />
        ))}
        {candidate ? (
          <Block
            term={candidate}
            today={today}
            geometry={geometry}
            y={top + lanes * (laneHeight + 3)}
            kind="tried"
            texts={[
              `Tried: ${termText(candidate)}`,
              `Tried: ${seatsText(candidate.seats)}`,
              "Tried",
            ]}
          />
        ) : null}
        {hidden > 0 ? (
          <text class="seats-tick" x={plot.left} y={height - 5}>
            and {shown(hidden)} more {hidden === 1 ? "license" : "licenses"}, in the table
          </text>
        ) : null}
        {chosen === null ? null : (
          <line
            class="seats-cursor"
            x1={x(read)}
            x2={x(read)}
            y1={plot.top}
            y2={height}
            pointer-events="none"
          />
        )}
      </svg>
      <label class="seats-day">
        <span>{reading}</span>
        <input
          type="range"
          aria-label="Day that is read out"
          aria-valuetext={reading}
          min={0}
          max={Math.max(0, daysBetween(from, to) - 1)}
          value={daysBetween(from, read)}
          onInput={(event) => onDay(dayAfter(from, Number(event.currentTarget.value)))}
        />
      </label>
      <Legend charted={charted} />
    </div>
  );
}

interface PartProps {
  readonly charted: Charted;
  readonly geometry: Geometry;
}

function Axes({ geometry: { plot, x, y, userTicks, timeTicks } }: Pick<PartProps, "geometry">) {
  return (
    <g>
      {userTicks.map((users) => (
        <g key={users}>
          <line class="seats-grid" x1={plot.left} x2={plot.right} y1={y(users)} y2={y(users)} />
          <text class="seats-tick" x={plot.left - 6} y={y(users) + 4} text-anchor="end">
            {shown(users)}
          </text>
        </g>
      ))}
      {timeTicks
        .filter(({ on, label }) => x(on) + textWidth(label) <= plot.right + 12)
        .map(({ on, label }) => (
          <g key={on}>
            <line class="seats-grid" x1={x(on)} x2={x(on)} y1={plot.bottom} y2={plot.bottom + 5} />
            <text class="seats-tick" x={x(on)} y={plot.bottom + 17}>
              {label}
            </text>
          </g>
        ))}
    </g>
  );
}

/** Seats in force and how many pass, and the same of a license that is tried. */
function Seats({ charted: { candidate, today, usersNow }, geometry }: PartProps) {
  const { plot, x, y, inForce } = geometry;
  const afterNow = x(today) + textWidth(nowText(usersNow)) + 16;
  const tried = candidate
    ? [{ ...candidate, from: candidate.startsOn, to: endOf(candidate, today), tried: true }]
    : [];
  return (
    <g>
      {[...inForce.map((stretch) => ({ ...stretch, tried: false })), ...tried].map((stretch) => {
        const { seats, most } = stretch;
        if (seats === null || most === null) return null;
        const [start, end] = [x(stretch.from), x(stretch.to)];
        const passing = most > seats ? `, ${shown(most)} pass` : "";
        const text = `${seatsText(seats)}${passing}`;
        // Beside today stands how many users there are now.
        const isBesideNow = Math.abs(y(usersNow) - y(seats)) < 34 && start < afterNow;
        const room = end - (isBesideNow ? afterNow : start);
        return (
          <g key={`${stretch.from} ${stretch.tried}`} class={stretch.tried ? "seats-tried" : ""}>
            <rect
              class="seats-tolerance"
              x={start}
              y={y(most)}
              width={Math.max(0, end - start)}
              height={y(seats) - y(most)}
            />
            <line class="seats-bought" x1={start} x2={end} y1={y(seats)} y2={y(seats)} />
            {room > textWidth(text) + 12 ? (
              <text
                class="seats-over seats-tick"
                text-anchor="end"
                x={end - 6}
                y={y(seats) + 15 > plot.bottom - 2 ? y(most) - 6 : y(seats) + 15}
              >
                {text}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

const peakClass = ({ isOver }: Charted) => (isOver ? "seats-peak seats-peak-over" : "seats-peak");

/** The historical maximum as a thin line over the days that are judged, and its days along the axis. */
function Peak({ charted, geometry: { plot, x, y } }: PartProps) {
  const { window, peak, peakDays } = charted;
  if (window === null || peak === null || peakDays.length === 0) return null;
  return (
    <g class={peakClass(charted)}>
      <line
        class="seats-peak-line"
        x1={x(window.from)}
        x2={x(dayAfter(window.to))}
        y1={y(peak)}
        y2={y(peak)}
      />
      {runsOf(peakDays)
        .slice(0, mostMarks)
        .map(({ from, to }) => (
          <rect
            key={from}
            class="seats-peak-day"
            x={x(from)}
            y={plot.bottom - 3}
            width={Math.max(2, x(to) - x(from))}
            height={3}
          />
        ))}
    </g>
  );
}

/** A ring where the maximum was reached, and which day that was. */
function PeakLabel({ charted, geometry }: PartProps) {
  const { plot, x, y, from, to } = geometry;
  const { peak, peakDays, today } = charted;
  const [first] = peakDays.filter((day) => day >= from && day < to);
  if (peak === null || first === undefined) return null;
  const more = peakDays.length - 1;
  const text = `${shown(peak)} users, ${first}${more > 0 ? ` + ${shown(more)} ${more === 1 ? "day" : "days"}` : ""}`;
  const place = labelBeside(x(first), text, plot, x(today));
  const middle = (day: string) => (x(day) + x(dayAfter(day))) / 2;
  return (
    <g class={peakClass(charted)}>
      {runsOf(peakDays)
        .slice(0, mostRings)
        .map((run) => (
          <circle key={run.from} class="seats-ring" cx={middle(run.from)} cy={y(peak)} r={5} />
        ))}
      <text class="seats-over" x={place.x} y={y(peak) - 9} text-anchor={place.anchor}>
        {text}
      </text>
    </g>
  );
}

/** A bracket below the axis around the days whose counts the next license must cover. */
function Judged({ charted: { window }, geometry: { plot, x } }: PartProps) {
  if (window === null || window.from > window.to) return null;
  const [start, end] = [x(window.from), x(dayAfter(window.to))];
  const y = plot.bottom + 26;
  const text = `Judged: ${window.from} to ${window.to}`;
  const left = Math.max(plot.left, Math.min(start, plot.right - textWidth(text)));
  return (
    <g class="seats-judged">
      <path d={`M${start} ${y - 4}v8M${start} ${y}H${end}M${end} ${y - 4}v8`} />
      <text x={left} y={y + 16}>
        {text}
      </text>
    </g>
  );
}

const nowText = (usersNow: number) => `${shown(usersNow)} now`;

/** Where today is, and how many users there are at this moment. */
function Today({ charted: { today, usersNow, peak }, geometry: { plot, x, y } }: PartProps) {
  const place = x(today);
  const text = nowText(usersNow);
  const isNearPeak = (at: number) => peak !== null && Math.abs(at - (y(peak) - 9)) < 14;
  const [below, above] = [y(usersNow) + 16, y(usersNow) - 9];
  const free = [below, above].find((at) => at < plot.bottom - 4 && !isNearPeak(at)) ?? above - 15;
  const toLeft = place + textWidth(text) + 10 > plot.right;
  return (
    <g>
      <text
        class="seats-tick"
        x={place}
        y={plot.top - 13}
        text-anchor={place - plot.left < 24 ? "start" : place > plot.right - 24 ? "end" : "middle"}
      >
        today
      </text>
      <circle class="seats-now" cx={place} cy={y(usersNow)} r={4.5} />
      <text
        class="seats-over seats-now-label"
        x={toLeft ? place - 8 : place + 8}
        y={free}
        text-anchor={toLeft ? "end" : "start"}
      >
        {text}
      </text>
    </g>
  );
}

const planShown = (plan: string) => plan.slice(0, 1).toUpperCase() + plan.slice(1, 40);

export const seatsText = (seats: number | null): string =>
  seats === null ? "unlimited" : `${shown(seats)} ${seats === 1 ? "seat" : "seats"}`;

const termText = ({ plan, seats }: Term) => `${planShown(plan)}, ${seatsText(seats)}`;

interface BlockProps {
  readonly term: Term;
  readonly today: string;
  readonly geometry: Geometry;
  readonly y: number;
  readonly kind: "stored" | "current" | "tried";
  /** The longest that fits is shown. */
  readonly texts: readonly string[];
}

const BandOf = ({
  band: { term, lane },
  top,
  ...drawn
}: {
  readonly band: Band;
  readonly today: string;
  readonly geometry: Geometry;
  readonly top: number;
}) => (
  <Block
    {...drawn}
    term={term}
    y={top + lane * (laneHeight + 3)}
    kind={term.current ? "current" : "stored"}
    texts={[
      `${termText(term)}${term.current ? ", in force" : ""}`,
      termText(term),
      seatsText(term.seats),
      term.seats === null ? "∞" : shown(term.seats),
    ]}
  />
);

/** A license as a bar from its first day to its last. One that goes on beyond what is drawn says until when. */
function Block({ term, today, geometry: { x, from, to }, y, kind, texts }: BlockProps) {
  const end = endOf(term, today);
  const [start, stop] = [x(term.startsOn), x(end)];
  const beyond = [
    ...(term.startsOn < from ? [`since ${term.startsOn}`] : []),
    ...(end > to ? [`until ${end}`] : []),
  ];
  const all = beyond.length === 0 ? texts : [[texts[0], ...beyond].join(", "), ...texts];
  const text = all.find((one) => textWidth(one) + 12 <= stop - start);
  return (
    <g>
      <rect
        class={`seats-band seats-band-${kind}`}
        x={start + 0.5}
        y={y + 0.5}
        width={Math.max(2, stop - start - 1)}
        height={laneHeight - 1}
        rx={3}
      />
      {text === undefined ? null : (
        <text class="seats-band-label" x={start + 6} y={y + 14}>
          <Plain text={text} />
        </text>
      )}
      <title>
        {`${planShown(term.plan)}, ${seatsText(term.seats)}, ${term.startsOn} to ${term.expiresOn ?? "no end"}`}
      </title>
    </g>
  );
}

/** A plan's name is whatever a license file says. */
const Plain = ({ text }: { readonly text: string }) => text.replace(/\p{C}/gu, "\uFFFD");

/** What each mark means. */
function Legend({ charted }: Pick<PartProps, "charted">) {
  const { candidate, window, peakDays, terms } = charted;
  const hasSeats = [...terms, ...(candidate ? [candidate] : [])].some(
    ({ seats }) => seats !== null,
  );
  return (
    <ul class="seats-legend" aria-label="What is drawn">
      <Mark name="Users by day">
        <path class="seats-counts" d="M1 8H11V4H23" />
      </Mark>
      <Mark name="Users now">
        <circle class="seats-now" cx={12} cy={6} r={4} />
      </Mark>
      {hasSeats ? (
        <>
          <Mark name="Seats">
            <line class="seats-bought" x1={1} x2={23} y1={6} y2={6} />
          </Mark>
          <Mark name="Tolerance">
            <rect class="seats-tolerance" x={1} y={1} width={22} height={10} />
          </Mark>
        </>
      ) : null}
      {peakDays.length > 0 ? (
        <Mark name="Historical maximum, and its days">
          <g class={peakClass(charted)}>
            <line class="seats-peak-line" x1={1} x2={23} y1={6} y2={6} />
            <circle class="seats-ring" cx={12} cy={6} r={4} />
          </g>
        </Mark>
      ) : null}
      {window ? (
        <Mark name="Days that are judged">
          <g class="seats-judged">
            <path d="M2 2v8M2 6H22M22 2v8" />
          </g>
        </Mark>
      ) : null}
      {candidate ? (
        <Mark name="License that is tried">
          <rect class="seats-band seats-band-tried" x={1.5} y={1.5} width={21} height={9} rx={2} />
        </Mark>
      ) : null}
    </ul>
  );
}

const Mark = ({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}) => (
  <li>
    <svg width={24} height={12} viewBox="0 0 24 12" aria-hidden="true">
      {children}
    </svg>
    {name}
  </li>
);

import { useEffect, useRef, useState } from "preact/hooks";
import { type Drawn, dayAfter, dayAtX, geometryOf, spanOf, type Term } from "./geometry.ts";

export interface Charted extends Drawn {
  readonly peak: number | null;
  readonly peakDays: readonly string[];
  /** A license that is only tried. */
  readonly candidate: Term | null;
}

const bandHeight = 18;

/** Users, seats and tolerance over time. */
export function SeatsChart({ charted, label }: { charted: Charted; label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  const [day, setDay] = useState<string | null>(null);
  useEffect(() => {
    const seen = new ResizeObserver(([entry]) => {
      setWidth(Math.max(280, Math.round(entry?.contentRect.width ?? 0)));
    });
    const element = frame.current;
    if (element === null) return undefined;
    seen.observe(element);
    return () => seen.disconnect();
  }, []);
  const { terms, candidate, window, peak, peakDays, today } = charted;
  const all = candidate ? [...terms, candidate] : terms;
  const height = Math.round(Math.min(Math.max(width * 0.42, 240), 520));
  const geometry = geometryOf({ ...charted, terms: all }, { width, height });
  const { plot, x, y, from, to } = geometry;
  const shown = day !== null && day >= from && day < to ? day : today;
  const peakOn = peakDays[0];
  const end = (term: Term) => term.expiresOn ?? dayAfter(today);
  const bands = terms.toSorted((one, other) => (one.startsOn < other.startsOn ? -1 : 1));
  return (
    <div class="seats-chart" ref={frame}>
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={height + bandHeight + 6}
        viewBox={`0 0 ${width} ${height + bandHeight + 6}`}
        onPointerMove={(event) => setDay(dayAtX(geometry, event.offsetX))}
      >
        {window && window.from <= window.to ? (
          <g>
            <rect
              class="seats-window"
              x={x(window.from)}
              y={plot.top}
              width={Math.max(1, x(window.to) - x(window.from))}
              height={plot.bottom - plot.top}
            />
            <text class="seats-window-label" x={x(window.from) + 4} y={plot.top - 8}>
              The days that are judged
            </text>
          </g>
        ) : null}
        {geometry.userTicks.map((users) => (
          <g key={users}>
            <line class="seats-grid" x1={plot.left} x2={plot.right} y1={y(users)} y2={y(users)} />
            <text class="seats-tick" x={plot.left - 6} y={y(users) + 4} text-anchor="end">
              {users.toLocaleString("en-US")}
            </text>
          </g>
        ))}
        {geometry.timeTicks.map(({ on, label: text }) => (
          <text
            key={on}
            class="seats-tick"
            x={Math.min(x(on), plot.right - 28)}
            y={plot.bottom + 16}
          >
            {text}
          </text>
        ))}
        {[...bands, ...(candidate ? [candidate] : [])].map((term) =>
          term.seats === null || term.most === null ? null : (
            <g
              key={`${term.startsOn} ${term.seats}`}
              class={term === candidate ? "seats-tried" : ""}
            >
              <rect
                class="seats-tolerance"
                x={x(term.startsOn)}
                y={y(term.most)}
                width={Math.max(0, x(end(term)) - x(term.startsOn))}
                height={y(term.seats) - y(term.most)}
              />
              <line
                class="seats-bought"
                x1={x(term.startsOn)}
                x2={x(end(term))}
                y1={y(term.seats)}
                y2={y(term.seats)}
              />
              {x(end(term)) - x(term.startsOn) > 90 ? (
                <text
                  class="seats-line-label"
                  text-anchor="end"
                  x={x(end(term)) - 4}
                  y={y(term.seats) + 14}
                >
                  {term.seats.toLocaleString("en-US")} seats
                  {term.most > term.seats ? `, ${term.most.toLocaleString("en-US")} pass` : ""}
                </text>
              ) : null}
            </g>
          ),
        )}
        <path class="seats-counts" d={geometry.counts} />
        <line class="seats-today" x1={x(today)} x2={x(today)} y1={plot.top} y2={plot.bottom} />
        <text
          class="seats-tick"
          x={x(today)}
          y={plot.bottom - 6}
          dx={x(today) > width / 2 ? -4 : 4}
          text-anchor={x(today) > width / 2 ? "end" : "start"}
        >
          today
        </text>
        {peakOn !== undefined && peak !== null ? (
          <g>
            {peakDays.slice(0, 400).map((on) => (
              <circle key={on} class="seats-peak" cx={x(on)} cy={y(peak)} r={3.5} />
            ))}
            <text
              class="seats-peak-label"
              x={x(peakOn)}
              y={y(peak) - 9}
              dx={x(peakOn) > width / 2 ? 4 : -4}
              text-anchor={x(peakOn) > width / 2 ? "end" : "start"}
            >
              {peak.toLocaleString("en-US")} users, {peakOn}
            </text>
          </g>
        ) : null}
        {bands.map((term) => (
          <g key={`${term.startsOn} ${term.expiresOn}`}>
            <rect
              class="seats-band"
              x={x(term.startsOn)}
              y={height}
              width={Math.max(1, x(end(term)) - x(term.startsOn) - 1)}
              height={bandHeight}
              rx={3}
            />
            {x(end(term)) - x(term.startsOn) > 70 ? (
              <text class="seats-band-label" x={x(term.startsOn) + 6} y={height + 13}>
                {term.seats === null ? "unlimited" : `${term.seats.toLocaleString("en-US")} seats`}
              </text>
            ) : null}
          </g>
        ))}
        {candidate ? (
          <g>
            <rect
              class="seats-band seats-band-tried"
              x={x(candidate.startsOn)}
              y={height}
              width={Math.max(1, x(end(candidate)) - x(candidate.startsOn) - 1)}
              height={bandHeight}
              rx={3}
            />
            {x(end(candidate)) - x(candidate.startsOn) > 70 ? (
              <text class="seats-band-label" x={x(candidate.startsOn) + 6} y={height + 13}>
                the renewal
              </text>
            ) : null}
          </g>
        ) : null}
        {day === null ? null : (
          <line class="seats-cursor" x1={x(shown)} x2={x(shown)} y1={plot.top} y2={plot.bottom} />
        )}
      </svg>
      <label class="seats-day">
        <span class="hint">
          {shown}: {readingOf(charted, shown)}
        </span>
        <input
          type="range"
          aria-label="Day that is read out"
          aria-valuetext={`${shown}: ${readingOf(charted, shown)}`}
          min={0}
          max={Math.max(0, spanOf(from, to) - 1)}
          value={spanOf(from, shown)}
          onInput={(event) => setDay(dayAfter(from, Number(event.currentTarget.value)))}
        />
      </label>
    </div>
  );
}

function readingOf({ counts, terms, thinned }: Charted, day: string): string {
  const count = thinned
    ? counts.findLast(({ on }) => on <= day)?.count
    : counts.find(({ on }) => on === day)?.count;
  const term = terms.find(
    ({ startsOn, expiresOn }) => startsOn <= day && (expiresOn === null || day < expiresOn),
  );
  const users = count === undefined ? "no count" : `${count} users`;
  if (term === undefined) return `${users}, no license`;
  return `${users}, ${term.seats === null ? "unlimited seats" : `${term.seats} seats`}`;
}

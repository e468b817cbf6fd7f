import { signal } from "@preact/signals";
import { Foreign } from "../../../design/foreign.tsx";
import { Empty } from "../pieces.tsx";
import { timeline } from "../store.ts";
import { daysOf, type EventKind, isTrouble, type Row, rowText, type Wanted } from "./days.ts";

const kinds: Readonly<Record<EventKind, { readonly name: string; readonly icon: string }>> = {
  job: { name: "Jobs", icon: "M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0" },
  license: { name: "Licenses", icon: "M2.5 4h11v8h-11zM5 7h6M5 9.5h3" },
  announcement: { name: "Announcements", icon: "M3 6.5v3h2l5 3v-9l-5 3zM12.5 6.5v3" },
  refusal: { name: "Refusals", icon: "M12.25 3.75l-8.5 8.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0" },
  fault: { name: "Faults", icon: "M9 2 4 9h4l-1 5 5-7H8z" },
  portal: { name: "Portal", icon: "M2.5 13.5v-8L8 2.5l5.5 3v8zM6 13.5v-4h4v4" },
  clock: { name: "Clock", icon: "M3 3v10M13 8H6m4-3 3 3-3 3" },
  start: { name: "Starts", icon: "M5 3.5v9l7-4.5z" },
  unreadable: { name: "Unreadable", icon: "M8 5v4M8 11.5v.01M8 2l6.5 11.5h-13z" },
  notice: { name: "Notices", icon: "M8 7.5v3.5M8 5v.01M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0" },
};

/** So many more are shown at once. */
const step = 200;

const wanted = signal<Wanted>({ kind: "all", text: "" });
const most = signal(step);
/** Rows of several events that are open, by the place of the oldest. */
const opened = signal<ReadonlySet<string>>(new Set());

function want(change: Partial<Wanted>) {
  wanted.value = Object.assign({}, wanted.value, change);
  most.value = step;
}

/** What has happened and why, newest first, by days. */
export function TimelinePanel() {
  const { days, left } = daysOf(timeline.value, wanted.value, most.value);
  return (
    <div class="timeline">
      <search class="watch-filters" aria-label="Filter the timeline">
        <input
          type="search"
          aria-label="Search the timeline"
          placeholder="What happened, its cause, a day …"
          value={wanted.value.text}
          onInput={({ currentTarget }) => want({ text: currentTarget.value })}
        />
        <select
          aria-label="Kind of event"
          value={wanted.value.kind}
          onChange={({ currentTarget }) => want({ kind: currentTarget.value as Wanted["kind"] })}
        >
          <option value="all">All that happened</option>
          {Object.entries(kinds).map(([one, { name }]) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </select>
      </search>
      {days.length === 0 ? (
        <Empty
          title={
            timeline.value.length === 0 ? "Nothing has happened yet" : "Nothing fits the filter"
          }
        >
          {timeline.value.length === 0 ? null : (
            <button type="button" onClick={() => want({ kind: "all", text: "" })}>
              Show all {timeline.value.length}
            </button>
          )}
        </Empty>
      ) : null}
      {days.map(({ on, rows }) => (
        <section key={`${on} ${rows.at(-1)?.at(-1)?.place}`} class="timeline-day" aria-label={on}>
          <h2>
            <time>{on}</time>
          </h2>
          <ol>
            {rows.map((row) => (
              <TimelineRow key={row.at(-1)?.place} row={row} />
            ))}
          </ol>
        </section>
      ))}
      {left === 0 ? null : (
        <button
          type="button"
          class="timeline-more"
          onClick={() => {
            most.value += step;
          }}
        >
          Show earlier ones ({left})
        </button>
      )}
    </div>
  );
}

function TimelineRow({ row }: { readonly row: Row }) {
  const [event] = row;
  return (
    <li class={`event ${isTrouble(event) ? "is-trouble" : ""}`}>
      <svg class="icon event-icon" viewBox="0 0 16 16" width="16" height="16" role="img">
        <title>{kinds[event.kind].name}</title>
        <path
          d={kinds[event.kind].icon}
          fill="none"
          stroke="currentColor"
          stroke-width="1.5"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
      <time class="event-at">{event.at.slice(11, 19)}</time>
      <div class="event-body">
        {row.length > 1 ? (
          <Several row={row} />
        ) : (
          <>
            <p>
              <Foreign text={event.text} />
            </p>
            {event.cause === "" ? null : (
              <p class="quiet">
                <Foreign text={event.cause} />
              </p>
            )}
          </>
        )}
      </div>
    </li>
  );
}

/** Runs that say the same: one line, and each of them on wish. */
function Several({ row }: { readonly row: Row }) {
  const [newest] = row;
  const oldest = row.at(-1) ?? newest;
  const isOpen = opened.value.has(oldest.place);
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open === opened.value.has(oldest.place)) return;
        const others = [...opened.value].filter((place) => place !== oldest.place);
        opened.value = new Set(currentTarget.open ? [...others, oldest.place] : others);
      }}
    >
      <summary>
        <Foreign text={rowText(row)} />
        <span class="quiet">
          {" "}
          {oldest.at.slice(0, 10)} to {newest.at.slice(0, 10)}
        </span>
      </summary>
      {isOpen ? (
        <ol class="event-runs">
          {row.slice(0, step).map(({ place, at, text }) => (
            <li key={place}>
              <time class="event-at">{at.slice(0, 19).replace("T", " ")}</time>{" "}
              <Foreign text={text} />
            </li>
          ))}
          {row.length > step ? <li class="quiet">and {row.length - step} earlier ones</li> : null}
        </ol>
      ) : null}
    </details>
  );
}

import type { TimelineEvent } from "../../../../src/package/verbs.ts";
import { withWords } from "../words.ts";

export type EventKind = TimelineEvent["kind"];

/** An event; or several runs of a routine job that say the same, newest first. */
export type Row = readonly [TimelineEvent, ...TimelineEvent[]];

/** A day, `2025-06-01`, and what happened on it, newest first. Several runs are told on the day of the newest. */
export interface Day {
  readonly on: string;
  readonly rows: readonly Row[];
}

/** Which events are wanted. */
export interface Wanted {
  readonly kind: EventKind | "all";
  /** Words that all must stand in an event or in its cause, in whatever case. */
  readonly text: string;
}

/** What is wanted of a timeline (newest last): newest first, by days, and not more than so many. */
export function daysOf(
  timeline: readonly TimelineEvent[],
  { kind, text }: Wanted,
  most: number,
): { readonly days: readonly Day[]; readonly left: number } {
  const isMeant = withWords(text);
  const meant = timeline.filter(
    (event) =>
      (kind === "all" || event.kind === kind) &&
      isMeant(`${event.at} ${event.text} ${event.cause}`),
  );
  const rows = rowsOf(meant.toReversed());
  const days: { on: string; rows: Row[] }[] = [];
  for (const row of rows.slice(0, most)) {
    const on = row[0].at.slice(0, 10);
    const last = days.at(-1);
    if (last?.on === on) last.rows.push(row);
    else days.push({ on, rows: [row] });
  }
  return { days, left: Math.max(0, rows.length - most) };
}

/** Events, with what routine jobs do between two others that matter put together by what it says. */
function rowsOf(newestFirst: readonly TimelineEvent[]): readonly Row[] {
  const rows: [TimelineEvent, ...TimelineEvent[]][] = [];
  let between = new Map<string, TimelineEvent[]>();
  for (const event of newestFirst) {
    const routine = routineOf(event);
    const alike = routine === null ? undefined : between.get(routine);
    if (alike) {
      alike.push(event);
      continue;
    }
    const row: [TimelineEvent] = [event];
    rows.push(row);
    if (routine === null) between = new Map();
    else between.set(routine, row);
  }
  return rows;
}

/** What a job says that fell due and did nothing but what it does every day; null for all that matters by itself. */
function routineOf(event: TimelineEvent): string | null {
  if (event.kind !== "job" || event.trigger !== "daily") return null;
  const { job, outcome, gist, attempt, error, fault } = event;
  const isDone = outcome === "done" || outcome === "skipped";
  const isPlain = error === null && fault === null && (attempt ?? 1) === 1;
  return isDone && isPlain ? `${job} ${outcome}: ${gist}` : null;
}

/** What is said of a row. */
export const rowText = (row: Row): string =>
  row.length === 1 ? row[0].text : `${row.length} × ${routineOf(row[0]) ?? row[0].text}`;

/** Whether an event tells of something that went wrong. */
export const isTrouble = (event: TimelineEvent): boolean =>
  event.kind === "refusal" ||
  event.kind === "unreadable" ||
  (event.kind === "job" && (event.outcome === "failed" || event.outcome === "dead")) ||
  (event.kind === "fault" && event.action === "struck");

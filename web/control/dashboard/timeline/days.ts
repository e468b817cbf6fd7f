import type { TimelineEvent } from "../../../../src/package/verbs.ts";

export type EventKind = TimelineEvent["kind"];

/** A day, `2025-06-01`, and what happened on it, newest first. */
export interface Day {
  readonly on: string;
  readonly events: readonly TimelineEvent[];
}

/** What stands in a timeline (newest last) of one kind, or of all if none is named: newest first, by days, and not more than so many. */
export function daysOf(
  timeline: readonly TimelineEvent[],
  kind: EventKind | "all",
  most: number,
): { readonly days: readonly Day[]; readonly left: number } {
  const meant = timeline.filter((event) => kind === "all" || event.kind === kind);
  const days: { on: string; events: TimelineEvent[] }[] = [];
  for (const event of meant.slice(-most).reverse()) {
    const on = event.at.slice(0, 10);
    const last = days.at(-1);
    if (last?.on === on) last.events.push(event);
    else days.push({ on, events: [event] });
  }
  return { days, left: Math.max(0, meant.length - most) };
}

/** Whether an event tells of something that went wrong. */
export const isTrouble = (event: TimelineEvent): boolean =>
  event.kind === "refusal" ||
  event.kind === "unreadable" ||
  (event.kind === "job" && (event.outcome === "failed" || event.outcome === "dead")) ||
  (event.kind === "fault" && event.action === "struck");

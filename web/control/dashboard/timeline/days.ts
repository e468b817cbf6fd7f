import type { TimelineEvent } from "../../../../src/package/verbs.ts";
import { withWords } from "../words.ts";

export type EventKind = TimelineEvent["kind"];

/** A day, `2025-06-01`, and what happened on it, newest first. */
export interface Day {
  readonly on: string;
  readonly events: readonly TimelineEvent[];
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

import { ok, type Result } from "../base/result.ts";
import { maxTimeline } from "../contract/most.ts";
import type { AnswerOf } from "../contract/operations.ts";
import type { TimelineWanted } from "../contract/timeline.ts";
import { type Calendar, type Instant, parseInstant } from "../time/calendar.ts";
import { addDays, parseDay } from "../time/day.ts";
import type { EntryIndex, Wanted } from "../timeline/entry-index.ts";
import { timelineOf } from "../timeline/timeline.ts";
import type { PublicEvent, TimelineEvent } from "../timeline/timeline-event.ts";
import { maskedText } from "../traffic/mask-text.ts";
import { foundSecrets } from "../traffic/secrets.ts";
import type { Controlled } from "./controlled.ts";
import { type Refused, refusal } from "./doing.ts";

/** What has happened, oldest first, each with its cause. */
export function timelineShown(
  { clock, index }: Pick<Controlled, "clock"> & { readonly index: EntryIndex },
  asked: TimelineWanted,
): Result<AnswerOf<"timeline.list">, Refused<400>> {
  const { calendar } = clock;
  const from = boundIn("from", asked.from, (day) => calendar.startOf(day));
  if (!from.ok) return from;
  const to = boundIn("to", asked.to, (day) => (calendar.startOf(addDays(day, 1)) - 1) as Instant);
  if (!to.ok) return to;
  if (from.value !== null && to.value !== null && from.value > to.value) {
    const message = `from is ${asked.from}, which is after ${asked.to}, where to ends: turn them around.`;
    return refusal(400, "invalid-range", message);
  }
  const wanted: Wanted = {
    from: from.value,
    to: to.value,
    kinds: asked.kind === undefined ? null : [asked.kind].flat(),
    before: asked.before ?? null,
    limit: Math.min(asked.limit ?? maxTimeline, maxTimeline),
  };
  const present = { now: clock.now(), calendar };
  return ok(
    timelineOf(index, present, wanted).map(({ place, event }) => ({
      place,
      ...shown(event, calendar),
    })),
  );
}

function boundIn(
  name: string,
  text: string | undefined,
  ofDay: (day: NonNullable<ReturnType<typeof parseDay>>) => Instant,
): Result<Instant | null, Refused<400>> {
  if (text === undefined) return ok(null);
  const day = parseDay(text);
  const at = day === undefined ? parseInstant(text) : ofDay(day);
  if (at !== undefined) return ok(at);
  return refusal(
    400,
    "invalid-instant",
    `${name} is "${text}", but must be a day such as 2025-06-01 or an instant such as 2025-06-01T12:00:00Z.`,
  );
}

/** What portals and requests have said is masked as the traffic is. */
function shown(event: TimelineEvent, { toIso }: Calendar): PublicEvent {
  const text = masked(event.text);
  const common = { at: toIso(event.at), text, cause: masked(event.cause) };
  switch (event.kind) {
    case "job":
      return {
        ...event,
        ...common,
        detail: masked(event.detail),
        gist: masked(event.gist),
        error: event.error && masked(event.error),
      };
    case "fault":
      return { ...event, ...common, request: event.request && masked(event.request) };
    case "refusal":
      return { ...event, ...common, detail: masked(event.detail) };
    case "clock": {
      const { from, to, wanted } = event;
      const aim = wanted === null ? null : toIso(wanted);
      return { ...event, ...common, from: toIso(from), to: toIso(to), wanted: aim };
    }
    case "notice":
      return { ...event, ...common, gist: masked(event.gist) };
    case "license":
    case "announcement":
    case "portal":
    case "start":
    case "unreadable":
      return { ...event, ...common };
  }
}

const masked = (text: string) => maskedText(text, foundSecrets());

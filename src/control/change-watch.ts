import type { AnswerOf } from "../contract/operations.ts";
import { stateSummaryFields } from "../contract/state-summary.ts";
import type { Controlled } from "./controlled.ts";
import type { Doings } from "./doing.ts";
import { exchangeLine } from "./traffic.ts";

type State = AnswerOf<"state.show">;
type TimelineEvent = AnswerOf<"timeline.list">[number];

/** How long changes are gathered before one look for all of them. */
const gatheringMs = 50;

const gatheringOver = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, gatheringMs).unref();
  });

/** Events of the timeline in a page, and pages in a look: with more new events than that, a `missed` is published. */
const pageSize = 200;
const mostPages = 10;

/** A running clock that is off by so much has not been set. */
const jitterMs = 1_500;

/**
 * Publishes what has changed: exchanges at once, events of the timeline and the state after a look for them, which follows
 * each `touch` of the feed. Nobody looks before the first listener has come.
 */
export function watchChanges(
  { feed, traffic, clock }: Pick<Controlled, "feed" | "traffic" | "clock">,
  doings: Doings,
) {
  let isLooking = false;
  let isStale = false;
  /** The lasting parts of the state that was published last. */
  let publishedState: string | null = null;
  /** How far the clock was ahead of the machine's then, in ms. */
  let publishedOffset = 0;
  /** The newest event of the timeline that was read; null before its beginning. */
  let newestRead: Pick<TimelineEvent, "place"> | null = null;

  async function stateNow(): Promise<State | null> {
    const state = await doings["state.show"]({});
    return state.ok ? state.value : null;
  }

  async function timelineAfter(
    known: Pick<TimelineEvent, "place"> | null,
  ): Promise<readonly TimelineEvent[] | null> {
    const fresh: TimelineEvent[] = [];
    for (let page = 0; page < mostPages; page += 1) {
      const before = fresh[0]?.place;
      const read = await doings["timeline.list"]({ limit: pageSize, before });
      if (!read.ok) return null;
      const end = read.value.findLastIndex((event) => isKnown(event, known));
      fresh.unshift(...read.value.slice(end + 1));
      if (end >= 0 || read.value.length < pageSize) return fresh;
    }
    return null;
  }

  async function look() {
    const fresh = await timelineAfter(newestRead);
    newestRead = fresh?.at(-1) ?? newestRead;
    if (fresh === null) {
      newestRead = await newestPlace();
      feed.publish("missed", {});
    }
    for (const event of fresh ?? []) feed.publish("timeline", event);
    const state = await stateNow();
    if (state === null) return;
    const offset = clockOffset();
    const wasSet = state.clock.running && Math.abs(offset - publishedOffset) > jitterMs;
    const parts = lasting(state);
    if (!wasSet && publishedState === parts) return;
    publishedState = parts;
    publishedOffset = offset;
    feed.publish("state", summaryOf(state));
  }

  const clockOffset = () => clock.now() - performance.now();

  async function newestPlace(): Promise<TimelineEvent | null> {
    const newest = await doings["timeline.list"]({ limit: 1 });
    return newest.ok ? (newest.value[0] ?? null) : null;
  }

  function lookSoon() {
    isStale = true;
    if (isLooking) return;
    isLooking = true;
    void (async () => {
      try {
        while (isStale) {
          await gatheringOver();
          isStale = false;
          await look();
        }
      } catch {
        // The disk fails, or the emulator stops: a listener that asks for the state again is answered why.
        feed.publish("missed", {});
      } finally {
        isLooking = false;
      }
    })();
  }

  /** How often all exchanges were forgotten: their numbers begin anew then. */
  let clearings = 0;
  traffic.subscribe((change) => {
    if (change.kind === "cleared") {
      clearings += 1;
      feed.publish("traffic-cleared", {});
    } else {
      const clearing = clearings;
      feed.publishLazily("traffic", () =>
        // Of exchanges that were cleared, the next event says so.
        clearing === clearings ? (exchangeLine(traffic, change.id) ?? "gone") : null,
      );
    }
    feed.touch();
  });
  feed.watch({
    async begin() {
      newestRead = await newestPlace();
      const state = await stateNow();
      publishedState = state && lasting(state);
      publishedOffset = clockOffset();
    },
    onTouch: lookSoon,
    onStartOver() {
      newestRead = null;
      lookSoon();
    },
  });
}

/** Whether an event is the one that was read last, or stands before it: a notice that followed that one may be gone by now. */
const isKnown = (
  { place }: Pick<TimelineEvent, "place">,
  known: Pick<TimelineEvent, "place"> | null,
) =>
  known !== null &&
  (place === known.place ||
    (!place.includes(".") && Number(place) <= Math.floor(Number(known.place))));

/** The parts of a state that the passing of time alone does not change, as a text to compare. */
function lasting({ clock, lastSync, ...state }: State): string {
  const { ageSeconds: _age, ...sync } = lastSync;
  const shown = clock.running ? { ...clock, now: clock.now.slice(0, 10) } : clock;
  return JSON.stringify({ ...state, sync, shown });
}

// Each of these names is a field of the state.
const summaryOf = (state: State) =>
  Object.fromEntries(stateSummaryFields.map((field) => [field, state[field]])) as Pick<
    State,
    (typeof stateSummaryFields)[number]
  >;

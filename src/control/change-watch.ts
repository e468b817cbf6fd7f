import type { AnswerOf } from "../contract/operations.ts";
import type { Controlled } from "./controlled.ts";
import type { Doings } from "./doing.ts";
import { exchangeLine } from "./traffic.ts";

type State = AnswerOf<"state.show">;
type TimelineEvent = AnswerOf<"timeline.list">[number];

/** So long what changes is gathered before anybody looks. */
const gatheredMs = 50;

const gathered = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, gatheredMs).unref();
  });

/** What is read of the timeline at once, and how often at most: whoever is behind by more has missed something. */
const readAtOnce = 200;
const mostReads = 10;

/** Of a clock that runs, so much is no movement. */
const jitterMs = 1_500;

/**
 * Tells the feed what has changed: what went over the wire at once, the timeline and the state once somebody says that they
 * may have changed. Nobody looks before somebody listens.
 */
export function watchChanges(
  { feed, traffic, clock }: Pick<Controlled, "feed" | "traffic" | "clock">,
  doings: Doings,
) {
  let isLooking = false;
  let isStale = false;
  /** What of the state was told last. */
  let told: string | null = null;
  let ahead = 0;
  /** Where the timeline was read to; null for its beginning. */
  let readTo: Pick<TimelineEvent, "place"> | null = null;

  async function stateNow(): Promise<State | null> {
    const state = await doings["state.show"]({});
    return state.ok ? state.value : null;
  }

  async function timelineAfter(
    known: Pick<TimelineEvent, "place"> | null,
  ): Promise<readonly TimelineEvent[] | null> {
    const fresh: TimelineEvent[] = [];
    for (let reads = 0; reads < mostReads; reads += 1) {
      const before = fresh[0]?.place;
      const page = await doings["timeline.list"]({ limit: readAtOnce, before });
      if (!page.ok) return null;
      const end = page.value.findLastIndex((event) => isKnown(event, known));
      fresh.unshift(...page.value.slice(end + 1));
      if (end >= 0 || page.value.length < readAtOnce) return fresh;
    }
    return null;
  }

  async function look() {
    const fresh = await timelineAfter(readTo);
    readTo = fresh?.at(-1) ?? readTo;
    if (fresh === null) {
      readTo = await newestPlace();
      feed.publish("missed", {});
    }
    for (const event of fresh ?? []) feed.publish("timeline", event);
    const state = await stateNow();
    if (state === null) return;
    const moved = aheadOfTime();
    const hasMoved = state.clock.running && Math.abs(moved - ahead) > jitterMs;
    const shown = lasting(state);
    if (!hasMoved && told === shown) return;
    told = shown;
    ahead = moved;
    feed.publish("state", summaryOf(state));
  }

  const aheadOfTime = () => clock.now() - performance.now();

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
          await gathered();
          isStale = false;
          await look();
        }
      } catch {
        // The disk fails, or the emulator stops. Whoever reads again is told why.
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
      const of = clearings;
      feed.publishLate("traffic", () =>
        // That all is forgotten is told next.
        of === clearings ? (exchangeLine(traffic, change.id) ?? "gone") : null,
      );
    }
    feed.touch();
  });
  feed.watch({
    async begin() {
      readTo = await newestPlace();
      const state = await stateNow();
      told = state && lasting(state);
      ahead = aheadOfTime();
    },
    onTouch: lookSoon,
    onStartOver() {
      readTo = null;
      lookSoon();
    },
  });
}

/** Whether an event is the one that is known, or stands before it. A notice that followed may be gone by now. */
const isKnown = (
  { place }: Pick<TimelineEvent, "place">,
  known: Pick<TimelineEvent, "place"> | null,
) =>
  known !== null &&
  (place === known.place ||
    (!place.includes(".") && Number(place) <= Math.floor(Number(known.place))));

/** What of a state changes by more than the passing of time, as a text. */
function lasting({ clock, lastSync, ...state }: State): string {
  const { ageSeconds: _age, ...sync } = lastSync;
  const shown = clock.running ? { ...clock, now: clock.now.slice(0, 10) } : clock;
  return JSON.stringify({ ...state, sync, shown });
}

const summaryOf = ({
  edition,
  clock,
  currentLicense,
  notices,
  blockChanges,
  users,
  lastSync,
  totals,
}: State) => ({ edition, clock, currentLicense, notices, blockChanges, users, lastSync, totals });

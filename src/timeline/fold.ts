import type { EventKind, PublicEvent, PublicEventOf } from "./timeline-event.ts";

export type Several<Event> = readonly [Event, ...Event[]];

interface FoldOf<Kind extends EventKind> {
  readonly kind: Kind;
  /** Oldest first. */
  readonly events: Several<PublicEventOf<Kind>>;
}

/** Events that are alike, or one alone. */
export type Fold = { [Kind in EventKind]: FoldOf<Kind> }[EventKind];

/** The events of a fold so far; all are of one kind. */
type Events = [PublicEvent, ...PublicEvent[]];

/** The folds between two events that matter, by their sort. */
type Stretch = Map<string, Events>;

/**
 * Puts together what happens again and again between two events that matter: runs of a job that end alike, what one fault
 * does, moves of the clock. Each fold stands where its first event stood, and ends where the next run of its sort says
 * something else. A time without reports that arrive is told apart from the times before and after it.
 */
export function foldedEvents(events: readonly PublicEvent[]): readonly Fold[] {
  const folds: Events[] = [];
  const turns = outageTurns(events);
  const apart = lonelyMoves(events);
  let stretch: Stretch = new Map();
  for (const event of events) {
    const sort = apart.has(event) ? null : sortOf(event);
    if (sort === null || (turns.has(event) && hasReports(stretch))) stretch = new Map();
    const before = sort === null ? undefined : stretch.get(sort);
    if (before && gistOf(before[0]) === gistOf(event)) {
      before.push(event);
      continue;
    }
    const fold: Events = [event];
    folds.push(fold);
    if (sort !== null) stretch.set(sort, fold);
  }
  return folds.map(foldOf);
}

const foldOf = (events: Events) => ({ kind: events[0].kind, events }) as Fold;

/** Each event by itself. */
export const unfoldedEvents = (events: readonly PublicEvent[]): readonly Fold[] =>
  events.map((event) => foldOf([event]));

const gistOf = (event: PublicEvent) => (event.kind === "job" ? event.gist : null);

const hasReports = (stretch: Stretch) => [...stretch.values()].some(([first]) => isReport(first));

/** What events of a sort have in common; null for an event that matters by itself. */
function sortOf(event: PublicEvent): string | null {
  switch (event.kind) {
    case "job": {
      const { kind, job, error, trigger, transport } = event;
      const failure = placeOf(transport);
      return JSON.stringify([kind, job, error, trigger, endOf(event), isRetry(event), failure]);
    }
    case "fault": {
      const { kind, action, id, request } = event;
      return action === "struck" ? JSON.stringify([kind, id, request]) : null;
    }
    case "refusal": {
      const { kind, by, detail, fault, transport } = event;
      return JSON.stringify([kind, by, detail, fault?.id, fault?.name, placeOf(transport)]);
    }
    case "clock": {
      const { kind, by, wanted, passedOver } = event;
      if (by === "machine") return null;
      return JSON.stringify([kind, by, wanted, passedOver]);
    }
    case "license":
    case "announcement":
    case "portal":
    case "start":
    case "unreadable":
    case "notice":
      return null;
  }
}

/** Where and how a connection has failed, however long that took. */
const placeOf = (transport: PublicEventOf<"job">["transport"]) =>
  transport && [transport.host, transport.address, transport.phase, transport.code];

/** Between the days on which it is renewed, a token is left as it is: both are the same care for it. */
const endOf = ({ job, outcome }: PublicEventOf<"job">) =>
  job === "service-token" && outcome === "skipped" ? "done" : outcome;

/** Changes of the clock that matter by themselves: it was stopped, started or set back. */
function lonelyMoves(events: readonly PublicEvent[]): ReadonlySet<PublicEvent> {
  const changes = events.filter((event) => event.kind === "clock");
  return new Set(
    changes.filter((change, index) => {
      const hasTurned = (changes[index - 1] ?? change).running !== change.running;
      return hasTurned || !isForward(change);
    }),
  );
}

/** Instants are told in UTC, and so are ordered as texts. */
const isForward = ({ from, to }: PublicEventOf<"clock">) => to > from;

export const isRetry = ({ attempt }: Pick<PublicEventOf<"job">, "attempt">): boolean =>
  attempt !== null && attempt > 1;

export const hasFailed = ({ outcome }: Pick<PublicEventOf<"job">, "outcome">): boolean =>
  outcome === "failed" || outcome === "dead";

const isReport = (event: PublicEvent): event is PublicEventOf<"job"> =>
  event.kind === "job" && event.job === "seat-link";

/** The first reports of each outage, and the first after it. What a retry has mended was none. */
function outageTurns(events: readonly PublicEvent[]): ReadonlySet<PublicEvent> {
  const turns = new Set<PublicEvent>();
  let outage: PublicEventOf<"job">[] = [];
  for (const event of events.filter(isReport)) {
    if (hasFailed(event)) {
      outage.push(event);
      continue;
    }
    const [first] = outage;
    const reports = new Set(outage.map(({ report }) => report));
    if (first && reports.size > 1) turns.add(first).add(event);
    outage = [];
  }
  const [first] = outage;
  if (first) turns.add(first);
  return turns;
}

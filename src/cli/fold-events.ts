import { parseInstant } from "../time/calendar.ts";
import { gistOf } from "./fold-words.ts";
import { memberOf } from "./input.ts";

/** Events of the same sort, oldest first; at least one. */
type Fold = readonly unknown[];

/** The folds between two events that matter, by their sort. */
type Stretch = Map<string | null, unknown[]>;

/**
 * Puts together what happens again and again between two events that matter: runs of a job that end alike, what one fault
 * does, moves of the clock. Each fold stands where its first event stood, and ends where the next run of its sort says
 * something else. A time without reports that arrive is told apart from the times before and after it.
 */
export function foldedEvents(events: readonly unknown[]): readonly Fold[] {
  const folds: unknown[][] = [];
  const turns = outageTurns(events);
  const apart = lonelyMoves(events);
  let stretch: Stretch = new Map();
  for (const event of events) {
    const sort = sortOf(event, apart);
    if (sort === null || (turns.has(event) && hasReports(stretch))) stretch = new Map();
    const fold = foldFor(event, stretch.get(sort));
    if (fold.length === 0) folds.push(fold);
    fold.push(event);
    if (sort !== null) stretch.set(sort, fold);
  }
  return folds;
}

/** The fold so far, unless its events say something else. */
const foldFor = (event: unknown, before: unknown[] = []) =>
  gist(before[0]) === gist(event) ? before : [];

const gist = (event: unknown) => gistOf(String(memberOf(event, "detail")));

const hasReports = (stretch: Stretch) => [...stretch.values()].some(([first]) => isReport(first));

/** What events of a sort have in common; null for an event that matters by itself. */
function sortOf(event: unknown, apart: ReadonlySet<unknown>): string | null {
  const of = (...names: readonly string[]) =>
    names.map((name) => String(memberOf(event, name))).join("/");
  switch (memberOf(event, "kind")) {
    case "job":
      return `${of("job", "error", "trigger")}/${endOf(event)}/${isRetry(event)}`;
    case "fault":
      return memberOf(event, "action") === "struck" ? of("id", "request") : null;
    case "refusal":
      return of("by", "detail", "cause");
    case "clock":
      return apart.has(event) ? null : of("kind", "cause");
    default:
      return null;
  }
}

/** Between the days on which it is renewed, a token is left as it is: both are the same care for it. */
function endOf(event: unknown): unknown {
  const outcome = memberOf(event, "outcome");
  const isKept = memberOf(event, "job") === "service-token" && outcome === "skipped";
  return isKept ? "done" : outcome;
}

/** Changes of the clock that matter by themselves: it was stopped, started or set back. */
function lonelyMoves(events: readonly unknown[]): ReadonlySet<unknown> {
  const changes = events.filter((event) => memberOf(event, "kind") === "clock");
  return new Set(
    changes.filter((change, index) => {
      const before = changes[index - 1];
      const hasTurned =
        before !== undefined && memberOf(before, "running") !== memberOf(change, "running");
      return hasTurned || !isForward(change);
    }),
  );
}

function isForward(change: unknown): boolean {
  const [from = 0, to = 0] = ["from", "to"].map((end) =>
    parseInstant(String(memberOf(change, end))),
  );
  return to > from;
}

export const isRetry = (event: unknown) => Number(memberOf(event, "attempt")) > 1;

const isReport = (event: unknown) => memberOf(event, "job") === "seat-link";
export const isBad = (event: unknown) =>
  ["failed", "dead"].includes(String(memberOf(event, "outcome")));

/** The first reports of each outage, and the first after it. What a retry has mended was none. */
function outageTurns(events: readonly unknown[]): ReadonlySet<unknown> {
  const turns = new Set<unknown>();
  let outage: unknown[] = [];
  for (const event of events.filter(isReport)) {
    if (isBad(event)) {
      outage.push(event);
      continue;
    }
    const reports = new Set(outage.map((one) => memberOf(one, "report")));
    if (reports.size > 1) turns.add(outage[0]).add(event);
    outage = [];
  }
  if (outage.length > 0) turns.add(outage[0]);
  return turns;
}

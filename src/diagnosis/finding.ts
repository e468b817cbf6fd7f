import type { ComplaintId } from "../contract/complaints.ts";
import { toUtcIso } from "../time/calendar.ts";
import type { Observation, Seen } from "./observed.ts";
import type { Scene } from "./scene.ts";
import type { ServerFacts } from "./server.ts";

/** All that is known of a log. */
export interface Log {
  /** In the order of the file. */
  readonly observations: readonly Observation[];
  readonly server: ServerFacts;
}

/** Where a log shows what is said of it. */
export interface Evidence {
  /** The place of the entry in the file, from 0. */
  readonly entry: number;
  /** When it went out; null if the log does not say. */
  readonly at: string | null;
  /** What it was, and how it was answered: `POST /api/graphql, 200`. */
  readonly what: string;
  /** What it says, in its own words; null where it is that it was answered so. */
  readonly text: string | null;
}

/** How urgent a finding is: a log may hold several, and the first is the one that it is about. */
export const ranks = {
  "failed-activation": 9,
  "failed-page": 8,
  refused: 7,
  sequence: 6,
  reports: 5,
  "failed-query": 4,
  "failed-before": 3,
  rows: 2,
  state: 1,
} as const;

/** What a rule has found in a log. */
export interface Finding {
  readonly rank: keyof typeof ranks;
  /** Null for what is none of the complaints. */
  readonly complaint: ComplaintId | null;
  /** For people: what the log shows, and what that is. */
  readonly sentence: string;
  /** Whether the log itself shows it. Other complaints that would look the same are in `couldAlsoBe`. */
  readonly isCertain: boolean;
  readonly couldAlsoBe: readonly ComplaintId[];
  readonly evidence: readonly Evidence[];
  /** What to ask besides what is asked of every such complaint. */
  readonly ask: readonly string[];
  /** What brings it about again; null if nothing does. */
  readonly scene: Scene | null;
}

/** As much of a text as is repeated. */
const maxQuoted = 300;

export const evidenceOf = (seen: Seen, text: string | null): Evidence => ({
  entry: seen.entry,
  at: seen.at === null ? null : toUtcIso(seen.at),
  what: `${seen.request}, ${seen.status === null ? "no answer" : seen.status}`,
  text: text === null ? null : quoted(text),
});

/** A text from a log, no longer than anybody reads. */
export const quoted = (text: string): string =>
  text.length > maxQuoted ? `${text.slice(0, maxQuoted).toWellFormed()}…` : text.toWellFormed();

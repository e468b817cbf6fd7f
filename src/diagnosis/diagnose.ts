import { type ComplaintId, complaints } from "../contract/complaints.ts";
import type { HarEntry } from "../har/entry.ts";
import { type GraphqlExchange, operationsOf } from "../har/graphql-exchanges.ts";
import { failedActivations } from "./failed-activation.ts";
import { type Evidence, type Finding, type Log, quoted, ranks } from "./finding.ts";
import { statesOfLicense } from "./license-states.ts";
import { observationsIn } from "./observe.ts";
import type { Observation } from "./observed.ts";
import {
  failedPages,
  failedQueries,
  failedRemovals,
  refusedSyncs,
  refusedUploads,
} from "./pages-and-files.ts";
import { failedReports, failuresBefore, failuresOnPage } from "./reports.ts";
import {
  overtakenLicenses,
  repeatedRows,
  replacementsWithGap,
  syncsOnOneDay,
} from "./sequences.ts";
import { factsWith, nothingKnown } from "./server.ts";
import { type WrittenScenario, written } from "./written-scenario.ts";

/** What a log is about, and how it is seen there. */
export interface Diagnosis {
  /** Null if the log holds none of the complaints. */
  readonly complaint: ComplaintId | null;
  /** What customers complain of then; null of none. */
  readonly title: string | null;
  /** For people: what the log shows, or that it shows nothing. */
  readonly sentence: string;
  /** Whether the log itself shows it; false if others look the same. */
  readonly certain: boolean;
  /** Complaints that would look the same in such a log. */
  readonly couldAlsoBe: readonly ComplaintId[];
  readonly evidence: readonly Evidence[];
  /** What to ask the customer next, in order. */
  readonly ask: readonly string[];
  /** What else is in the log. */
  readonly alsoSeen: readonly AlsoSeen[];
  /** What was asked for over GraphQL: the last of them. */
  readonly exchanges: readonly SeenExchange[];
  /** How many entries the log has. */
  readonly entries: number;
  /** What brings about the same again; null if nothing does. */
  readonly scenario: WrittenScenario | null;
}

interface AlsoSeen {
  readonly complaint: ComplaintId | null;
  readonly sentence: string;
  /** The place of the entry in the file, from 0. */
  readonly entry: number;
}

/** An operation of GraphQL, and how it was answered. */
interface SeenExchange {
  readonly entry: number;
  readonly at: string | null;
  readonly operation: string;
  /** The HTTP status; null if no answer came. */
  readonly status: number | null;
  readonly ms: number | null;
}

/** As many of a log are kept as anybody looks at: the newest. */
const maxObservations = 1_000;
const maxExchanges = 200;
const maxAlsoSeen = 10;

/** Every rule, each of which looks at the whole of a log. */
const rules: readonly ((log: Log) => readonly Finding[])[] = [
  failedActivations,
  failedPages,
  refusedUploads,
  failedRemovals,
  refusedSyncs,
  replacementsWithGap,
  overtakenLicenses,
  syncsOnOneDay,
  repeatedRows,
  failedReports,
  failuresOnPage,
  failuresBefore,
  failedQueries,
  statesOfLicense,
];

/** Reads a log, entry by entry, and names the complaint that it shows. */
export async function diagnose(log: AsyncIterable<HarEntry>): Promise<Diagnosis> {
  const observations: Observation[] = [];
  const exchanges: SeenExchange[] = [];
  let server = nothingKnown;
  let entries = 0;
  let own: OwnTraffic = { entries: 0, failed: 0, why: "" };
  for await (const entry of log) {
    entries += 1;
    own = ownWith(own, entry);
    server = factsWith(server, entry);
    const asked = operationsOf(entry);
    keep(observations, observationsIn(entry, asked), maxObservations);
    keep(exchanges, exchangesIn(entry, asked), maxExchanges);
  }
  return conclude({ observations, server }, { exchanges, entries, own });
}

/** What a log of ours holds of the traffic between instance and portal, or clients and instance. */
interface OwnTraffic {
  readonly entries: number;
  readonly failed: number;
  /** Of the last that has failed. */
  readonly why: string;
}

function ownWith(known: OwnTraffic, { hop, response, cause, error }: HarEntry): OwnTraffic {
  if (hop === null) return known;
  const entries = known.entries + 1;
  if (response !== null && response.status < 400) return { ...known, entries };
  const why = cause?.code ?? (response ? `HTTP status ${response.status}` : (error ?? "no answer"));
  return { entries, failed: known.failed + 1, why: quoted(why) };
}

function keep<Item>(kept: Item[], more: readonly Item[], most: number) {
  kept.push(...more);
  if (kept.length > most) kept.splice(0, kept.length - most);
}

const exchangesIn = (entry: HarEntry, asked: readonly GraphqlExchange[]): readonly SeenExchange[] =>
  asked.map(({ operationName, fields }) => ({
    entry: entry.index,
    at: entry.startedAt,
    operation: quoted(operationName ?? fields.join(", ")),
    status: entry.response?.status ?? null,
    ms: entry.ms,
  }));

interface SeenBesides extends Pick<Diagnosis, "exchanges" | "entries"> {
  readonly own: OwnTraffic;
}

function conclude(log: Log, seen: SeenBesides): Diagnosis {
  const findings = rules.flatMap((rule) => rule(log)).toSorted(byUrgency);
  const [first, ...others] = findings;
  if (first === undefined) {
    return {
      complaint: null,
      title: null,
      sentence: nothingIn(log, seen),
      certain: true,
      couldAlsoBe: [],
      evidence: [],
      ask: askedOfNothing,
      alsoSeen: [],
      exchanges: seen.exchanges,
      entries: seen.entries,
      scenario: null,
    };
  }
  const { complaint, sentence, isCertain, couldAlsoBe, evidence, scene } = first;
  const title = complaint === null ? null : complaints[complaint].title;
  return {
    complaint,
    title,
    sentence,
    certain: isCertain,
    couldAlsoBe,
    evidence,
    ask: [...new Set([...first.ask, ...(complaint === null ? [] : complaints[complaint].ask)])],
    alsoSeen: others.slice(0, maxAlsoSeen).map((one) => ({
      complaint: one.complaint,
      sentence: one.sentence,
      entry: lastEntry(one),
    })),
    exchanges: seen.exchanges,
    entries: seen.entries,
    scenario:
      scene && written(scene, { complaint, summary: title ?? sentence, server: log.server }),
  };
}

/** The most urgent first, and of those the last of the log. */
const byUrgency = (one: Finding, other: Finding) =>
  ranks[other.rank] - ranks[one.rank] || lastEntry(other) - lastEntry(one);

const lastEntry = ({ evidence }: Finding) => Math.max(0, ...evidence.map(({ entry }) => entry));

function nothingIn({ observations }: Log, { entries, own }: SeenBesides): string {
  if (entries === 0) return "The log is empty: it holds no request.";
  if (own.failed > 0) {
    return `The log is Understudy's own traffic, and holds none of the complaints. Yet ${own.failed} of its ${entries} entries failed, the last with: ${own.why}.`;
  }
  if (own.entries === entries && observations.every(({ kind }) => kind === "portal")) {
    return "The log is Understudy's own traffic, and all of it was answered. What a customer did and saw is not in it.";
  }
  return observations.length === 0
    ? "The log holds no complaint: nothing in it is about licenses, their activation or their reports."
    : "The log holds no complaint: whatever it has asked of licenses was answered as it should be.";
}

const askedOfNothing: readonly string[] = [
  "What did the customer do, and what did they see then?",
  "Was it recorded from before the page was opened until the alert was there, with Preserve log on, and was the whole log exported?",
];

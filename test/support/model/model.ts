import { isoOf, yearAfter } from "./days.ts";

type Plan = "starter" | "premium" | "ultimate";

/** What was ordered. Days are `2025-06-01`. */
export interface Order {
  readonly kind: "cloud" | "offline";
  readonly trial: boolean;
  readonly terms: readonly [Term, ...Term[]];
}

export interface Term {
  readonly plan: Plan;
  readonly seats: number | null;
  readonly startsOn: string;
  readonly expiresOn: string;
}

/** A subscription as the portal has it. */
export interface Sold extends Order {
  /** As the portal made it up; 24 characters. */
  readonly code: string;
  /** When the code was first used, in milliseconds; null if it never was. */
  usedAt: number | null;
  /** Its keys, one for each term that was in force when it was asked for. */
  readonly issued: { readonly number: number; readonly term: Term }[];
}

/** A row of the instance. The number stands for the key: the portal gives each key its own. */
export interface Row {
  readonly row: number;
  readonly number: number;
  readonly subscription: number;
  readonly type: "online_cloud" | "offline_cloud" | "legacy_license";
  readonly trial: boolean;
  readonly term: Term;
  readonly activatedAt: number;
  readonly createdAt: number;
  syncedAt: number;
}

export const faults = [
  { kind: "status", status: 503 },
  { kind: "drop-connection", when: "before" },
  { kind: "drop-connection", when: "after" },
  { kind: "truncated" },
  { kind: "html" },
  { kind: "broken-json" },
  { kind: "empty" },
  { kind: "graphql-errors", errors: [{ message: "out of order" }] },
  { kind: "errors", errors: ["without cloud compatible subscription"] },
  { kind: "no-errors-key" },
  { kind: "foreign-key" },
  { kind: "expired-license" },
  { kind: "legacy-license" },
] as const;

export type Fault = (typeof faults)[number];

/** An instance and its portal in the plainest terms. The rules on it are in `rules.ts`. */
export interface Model {
  readonly onDisk: boolean;
  /** How long after 00:00 this instance reports to the portal, in milliseconds. */
  readonly reportsAt: number;
  /** Milliseconds. */
  now: number;
  /** What the clock was told at the last start, and returns to; null if it was told nothing. */
  toldAtStart: number | null;
  sold: Sold[];
  /** In the order in which they were stored. */
  rows: Row[];
  lastRow: number;
  lastNumber: number;
  /** The list that the portal sent last, and whose it is. */
  future: readonly Term[];
  faults: Fault[];
  /** The days on which the users were recorded. */
  recorded: string[];
}

/** Where every history starts. */
export const firstDay = "2025-06-01";

export const modelOn = (
  onDisk: boolean,
  { code, reportsAt }: { readonly code: string; readonly reportsAt: number },
): Model => ({
  onDisk,
  reportsAt,
  ...untouchedAt(Date.parse(firstDay), code),
});

export function startOver(model: Model) {
  const [first] = model.sold;
  Object.assign(model, untouchedAt(model.toldAtStart ?? model.now, first?.code ?? ""));
}

/** The state after first start: one subscription is sold, premium for ten seats and a year. */
const untouchedAt = (now: number, code: string) => ({
  now,
  toldAtStart: now,
  sold: [aSale(firstOrderOn(todayOf({ now })), code)],
  rows: [],
  lastRow: 0,
  // The portal's first license is number 1001.
  lastNumber: 1000,
  future: [],
  faults: [],
  recorded: [],
});

export const aSale = (order: Order, code: string): Sold => ({
  ...order,
  code,
  usedAt: null,
  issued: [],
});

const firstOrderOn = (startsOn: string): Order => ({
  kind: "cloud",
  trial: false,
  terms: [{ plan: "premium", seats: 10, startsOn, expiresOn: yearAfter(startsOn) }],
});

export const todayOf = ({ now }: Pick<Model, "now">): string => isoOf(now).slice(0, 10);

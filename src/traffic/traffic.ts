import { setImmediate } from "node:timers/promises";
import { mostExchanges, mostTrafficBytes } from "../base/kept-traffic.ts";
import type { Instant } from "../time/calendar.ts";
import type { AdjustableClock } from "../time/clock.ts";
import type { Exchange } from "./exchange.ts";
import type { KnownSecrets } from "./known-secrets.ts";
import { masked } from "./mask.ts";
import { operationsIn, readRequest } from "./request.ts";
import { foundSecrets } from "./secrets.ts";

/** An exchange as it is shown: numbered, dated, secrets masked. */
export interface RecordedExchange extends Exchange {
  readonly id: number;
  /** When it was over: ISO 8601, on the emulator's clock. */
  readonly at: string;
  /** When it began, with milliseconds; the same as `at` while the clock stands still. */
  readonly startedAt: string;
  /** What it asks for over GraphQL. */
  readonly operations: readonly string[];
  /** The subscription whose code or license key was sent; null if none is known. */
  readonly subscription: string | null;
}

/** Which exchanges are meant: all unless said. */
interface Meant {
  readonly hop?: Exchange["hop"] | undefined;
  /** Name of a GraphQL operation, or of one of its root fields. */
  readonly operation?: string | undefined;
  readonly status?: number | undefined;
  /** Name of a subscription. */
  readonly subscription?: string | undefined;
  /** Those after the exchange of this id. */
  readonly afterId?: number | undefined;
  /** Those that were over then or later. */
  readonly from?: Instant | undefined;
}

/** What has become of the log. */
type TrafficChange =
  | { readonly kind: "recorded"; readonly id: number }
  | { readonly kind: "cleared" };

export interface Traffic {
  record(exchange: Exchange): void;
  /** Newest last. */
  list(wanted: Meant & { readonly limit?: number | undefined }): Promise<RecordedExchange[]>;
  count(meant: Meant): Promise<number>;
  /** Null if there is none of that id, or not any more. */
  show(id: number): RecordedExchange | null;
  /** Calls at once whenever something is recorded, or all is forgotten; until the end of what it gives back. */
  subscribe(listener: (change: TrafficChange) => void): Disposable;
  clear(): void;
}

/** Of a longer one less is shown than was sent. */
const maxRaw = 256 * 1024;

type RecordingClock = Pick<AdjustableClock, "calendar" | "now" | "running">;

interface TrafficOptions {
  /** What is masked wherever it stands. */
  readonly known?: Pick<KnownSecrets, "clean">;
  /** Name of the subscription whose code or license key stands in a text; null if none does. */
  readonly subscriptionIn?: (text: string) => string | null;
}

interface Kept {
  readonly id: number;
  readonly at: Instant;
  readonly startedAt: Instant;
  /** As it went over the wire, until somebody asks for it; then masked. */
  exchange: Exchange;
  /** Null until it is masked. */
  operations: ReadonlySet<string> | null;
  /** Null until then, too. */
  subscription: string | null;
  /** What it takes in memory, in bytes. */
  size: number;
}

/**
 * Keeps what went over the wire, the oldest making room for the newest.
 *
 * Most is never looked at, so recording takes references and no more. Who first asks for an exchange has it masked, once: from
 * then on nothing else is kept of it. What would take more room than it shows is masked at once.
 */
export function trafficLog(
  clock: RecordingClock,
  { known, subscriptionIn = () => null }: TrafficOptions = {},
): Traffic {
  /** By the remainder of their numbers. */
  const ring: (Kept | undefined)[] = new Array(mostExchanges);
  let oldestId = 1;
  let lastId = 0;
  let bytes = 0;
  const listeners = new Set<(change: TrafficChange) => void>();

  function forgetOldest() {
    bytes -= ring[oldestId % mostExchanges]?.size ?? 0;
    ring[oldestId % mostExchanges] = undefined;
    oldestId += 1;
  }

  function show(one: Kept) {
    const read = readRequest(one.exchange.request);
    one.operations = operationsIn(one.exchange, read);
    one.subscription = subscriptionIn(one.exchange.request.body);
    one.exchange = masked(one.exchange, read, foundSecrets({ known }));
    const size = sizeOf(one.exchange, one.operations);
    // Whoever lists it may still hold what has made room since.
    if (ring[one.id % mostExchanges] === one) bytes += size - one.size;
    one.size = size;
  }

  /** Reading a thousand takes its time, which everybody else gets in between. */
  async function showAll(these: readonly Kept[]) {
    for (const one of these) {
      if (one.operations !== null) continue;
      show(one);
      await setImmediate();
    }
  }

  async function find(meant: Meant): Promise<readonly Kept[]> {
    const { hop, operation, status, subscription, afterId = 0, from } = meant;
    const found: Kept[] = [];
    for (let id = Math.max(oldestId, afterId + 1); id <= lastId; id += 1) {
      const one = ring[id % mostExchanges];
      const isMeant =
        (hop === undefined || one?.exchange.hop === hop) &&
        (status === undefined || one?.exchange.response?.status === status) &&
        (from === undefined || (one !== undefined && one.at >= from));
      if (one && isMeant) found.push(one);
    }
    if (operation === undefined && subscription === undefined) return found;
    await showAll(found);
    return found.filter(
      (one) =>
        (operation === undefined || one.operations?.has(operation)) &&
        (subscription === undefined || one.subscription === subscription),
    );
  }

  const recorded = (one: Kept): RecordedExchange => ({
    id: one.id,
    at: clock.calendar.toIso(one.at),
    startedAt: clock.calendar.toIsoWithMilliseconds(one.startedAt),
    operations: [...(one.operations ?? [])].filter((name) => isShown(one.exchange, name)),
    subscription: one.subscription,
    ...one.exchange,
  });

  return {
    record(exchange) {
      lastId += 1;
      const size = sizeOf(exchange);
      const at = clock.now();
      const startedAt = (clock.running ? at - Math.round(exchange.ms) : at) as Instant;
      const one: Kept = {
        id: lastId,
        at,
        startedAt,
        exchange,
        operations: null,
        subscription: null,
        size,
      };
      if (lastId - oldestId >= mostExchanges) forgetOldest();
      ring[lastId % mostExchanges] = one;
      bytes += size;
      if (size > maxRaw || exchange.request.form) show(one);
      while (bytes > mostTrafficBytes) forgetOldest();
      for (const listener of listeners) listener({ kind: "recorded", id: one.id });
    },
    show(id) {
      const one = ring[id % mostExchanges];
      if (one?.id !== id) return null;
      if (one.operations === null) show(one);
      return recorded(one);
    },
    subscribe(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    count: async (meant) => (await find(meant)).length,
    async list({ limit = mostExchanges, ...meant }) {
      const found = await find(meant);
      const wanted = found.slice(Math.max(0, found.length - limit));
      await showAll(wanted);
      return wanted.map(recorded);
    },
    clear() {
      ring.fill(undefined);
      oldestId = 1;
      lastId = 0;
      bytes = 0;
      for (const listener of listeners) listener({ kind: "cleared" });
    },
  };
}

/** Whether a name is still there when secrets are masked: somebody may name an operation after a code. */
const isShown = ({ request }: Exchange, name: string) =>
  request.body.includes(name) || request.url.includes(name);

/** Roughly what an exchange takes in memory: its texts, and a kilobyte for the rest. */
function sizeOf(
  { request, response, error }: Exchange,
  operations: ReadonlySet<string> = new Set(),
): number {
  let size = 1_024 + bytesOf(request.url) + bytesOf(request.body) + bytesOf(error ?? "");
  size += sizeOfHeaders(request.headers);
  if (response) size += bytesOf(response.body) + sizeOfHeaders(response.headers);
  for (const name of operations) size += bytesOf(name);
  return size;
}

function sizeOfHeaders(headers: Exchange["request"]["headers"]): number {
  let size = 0;
  for (const name in headers) {
    const value = headers[name];
    size += bytesOf(typeof value === "string" ? value : String(value));
  }
  return size;
}

/**
 * One character that takes two bytes, as an ellipsis does, and all of a text do. Looking for it costs more than what a short
 * text may take.
 */
const bytesOf = (text: string): number =>
  text.length * (text.length < 512 || /[^\0-\xff]/.test(text) ? 2 : 1);

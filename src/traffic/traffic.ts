import type { Instant } from "../time/calendar.ts";
import type { Clock } from "../time/clock.ts";
import type { Exchange } from "./exchange.ts";
import { masked } from "./mask.ts";
import { operationsIn, readRequest } from "./request.ts";

/** An exchange as it is shown: numbered, dated, secrets masked. */
interface RecordedExchange extends Exchange {
  readonly id: number;
  /** ISO 8601, on the emulator's clock. */
  readonly at: string;
  /** What it asks for over GraphQL. */
  readonly operations: readonly string[];
}

/** Which exchanges are meant: all unless said. */
interface Meant {
  readonly hop?: Exchange["hop"] | undefined;
  /** Name of a GraphQL operation, or of one of its root fields. */
  readonly operation?: string | undefined;
  readonly status?: number | undefined;
}

export interface Traffic {
  record(exchange: Exchange): void;
  /** Newest last. */
  list(wanted: Meant & { readonly limit?: number | undefined }): RecordedExchange[];
  count(meant: Meant): number;
  clear(): void;
}

const maxExchanges = 1_000;
const maxBytes = 16 * 1024 * 1024;

interface Kept {
  readonly id: number;
  readonly at: Instant;
  /** What it takes in memory. */
  readonly size: number;
  /** What it asked for over GraphQL. */
  readonly operations: ReadonlySet<string>;
  readonly exchange: Exchange;
}

/**
 * Keeps what went over the wire, the oldest making room for the newest.
 *
 * Secrets are masked before anything is kept, once: nothing that is read later can give one away, and reading costs
 * nothing but the reading.
 */
export function trafficLog(clock: Clock): Traffic {
  let kept: Kept[] = [];
  let bytes = 0;
  let lastId = 0;
  return {
    record(exchange) {
      lastId += 1;
      const read = readRequest(exchange.request);
      const shown = masked(exchange, read);
      const operations = operationsIn(exchange, read);
      const size = sizeOf(shown, operations);
      kept.push({ id: lastId, at: clock.now(), size, operations, exchange: shown });
      bytes += size;
      let dropped = 0;
      while (kept.length - dropped > maxExchanges || bytes > maxBytes) {
        bytes -= kept[dropped]?.size ?? 0;
        dropped += 1;
      }
      if (dropped > 0) kept = kept.slice(dropped);
    },
    count: (meant) => kept.filter((one) => isMeant(one, meant)).length,
    list({ limit = maxExchanges, ...meant }) {
      const wanted = kept.filter((one) => isMeant(one, meant));
      return wanted
        .slice(Math.max(0, wanted.length - limit))
        .map(({ id, at, operations, exchange }) => ({
          id,
          at: clock.calendar.toIso(at),
          operations: [...operations].filter((name) => isShown(exchange, name)),
          ...exchange,
        }));
    },
    clear() {
      kept = [];
      bytes = 0;
      lastId = 0;
    },
  };
}

/** Whether a name is still there when secrets are masked: somebody may name an operation after a code. */
const isShown = ({ request }: Exchange, name: string) =>
  request.body.includes(name) || request.url.includes(name);

const isMeant = (
  { exchange, operations }: Pick<Kept, "exchange" | "operations">,
  { hop, operation, status }: Meant,
): boolean =>
  (hop === undefined || exchange.hop === hop) &&
  (status === undefined || exchange.response?.status === status) &&
  (operation === undefined || operations.has(operation));

/** Roughly what an exchange takes in memory: its texts, and a kilobyte for the rest. */
function sizeOf({ request, response, error }: Exchange, operations: ReadonlySet<string>): number {
  const texts = [
    request.url,
    request.body,
    response?.body ?? "",
    error ?? "",
    ...operations,
    ...[request.headers, response?.headers ?? {}].flatMap(Object.values).map(String),
  ];
  return texts.reduce((sum, text) => sum + bytesOf(text), 1_024);
}

/** One character that takes two bytes, as an ellipsis does, and all of a text do. */
const bytesOf = (text: string): number => text.length * (/[^\0-\xff]/.test(text) ? 2 : 1);

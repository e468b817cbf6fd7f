import type { Instant } from "../time/calendar.ts";
import type { Clock } from "../time/clock.ts";
import type { Exchange } from "./exchange.ts";
import { masked } from "./mask.ts";
import { operationsIn } from "./operations-in.ts";

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

/**
 * Keeps what went over the wire, the oldest making room for the newest.
 *
 * Exchanges are kept as they were and masked when they are read: masking parses bodies, and nobody
 * reads most of them.
 */
export function trafficLog(clock: Clock): Traffic {
  let kept: { id: number; at: Instant; size: number; exchange: Exchange }[] = [];
  let bytes = 0;
  let lastId = 0;
  return {
    record(exchange) {
      lastId += 1;
      const entry = {
        id: lastId,
        at: clock.now(),
        size: sizeOf(exchange),
        exchange,
      };
      kept.push(entry);
      bytes += entry.size;
      let dropped = 0;
      while (kept.length - dropped > maxExchanges || bytes > maxBytes) {
        bytes -= kept[dropped]?.size ?? 0;
        dropped += 1;
      }
      if (dropped > 0) kept = kept.slice(dropped);
    },
    count: (meant) => kept.filter(({ exchange }) => isMeant(exchange, meant)).length,
    list({ limit = maxExchanges, ...meant }) {
      const wanted = kept.filter(({ exchange }) => isMeant(exchange, meant));
      return wanted.slice(Math.max(0, wanted.length - limit)).map(({ id, at, exchange }) => {
        const shown = masked(exchange);
        return { id, at: clock.calendar.toIso(at), operations: [...operationsIn(shown)], ...shown };
      });
    },
    clear() {
      kept = [];
      bytes = 0;
      lastId = 0;
    },
  };
}

const isMeant = (exchange: Exchange, { hop, operation, status }: Meant): boolean =>
  (hop === undefined || exchange.hop === hop) &&
  (status === undefined || exchange.response?.status === status) &&
  (operation === undefined || operationsIn(exchange).has(operation));

/** Roughly what an exchange takes in memory: its texts, and a kilobyte for the rest. */
const sizeOf = ({ request, response }: Exchange) =>
  request.url.length + request.body.length + (response?.body.length ?? 0) + 1_024;

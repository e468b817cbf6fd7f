import type { Instant } from "../time/calendar.ts";
import type { Clock } from "../time/clock.ts";
import type { Exchange } from "./exchange.ts";
import { exchangesShown, type Shown } from "./shown.ts";

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

interface Kept extends Shown {
  readonly id: number;
  readonly at: Instant;
}

/**
 * Keeps what went over the wire, the oldest making room for the newest.
 *
 * Secrets are masked before anything is kept, once: nothing that is read later can give one away, and reading costs
 * nothing but the reading.
 */
export function trafficLog(clock: Clock): Traffic {
  const show = exchangesShown();
  let kept: Kept[] = [];
  let bytes = 0;
  let lastId = 0;
  return {
    record(exchange) {
      lastId += 1;
      const shown = show(exchange);
      kept.push({ id: lastId, at: clock.now(), ...shown });
      bytes += shown.size;
      while (kept.length > maxExchanges || bytes > maxBytes) bytes -= kept.shift()?.size ?? 0;
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

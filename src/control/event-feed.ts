import { systemRandom } from "../base/random.ts";
import type { StreamedData, StreamedKind } from "../contract/event.ts";
import type { Outflow } from "../listener/http.ts";

/** What happens, for whoever listens. */
export interface EventFeed extends Disposable {
  readonly publish: <Kind extends StreamedKind>(kind: Kind, data: StreamedData<Kind>) => void;
  /** The id of the event that was told last. */
  readonly lastId: () => string;
  /** Whether so many listen that nobody else can. */
  readonly isFull: () => boolean;
  /** Tells somebody, until they leave. */
  readonly tell: (outflow: Outflow, wanted: WantedEvents) => void;
}

interface WantedEvents {
  /** All unless said. */
  readonly kinds: ReadonlySet<StreamedKind> | null;
  /** The id of the last event that was seen; null for none. */
  readonly after: string | null;
}

interface Told {
  readonly number: number;
  readonly kind: StreamedKind;
  readonly piece: string;
}

/** Who listens at once. */
const mostListeners = 100;

/** What is kept for those who come back: well below what an outflow lets pile up. */
const keptEvents = 500;
const keptCharacters = 256 * 1024;

/** So often a line that says nothing keeps connections open, and finds out which are dead. */
const heartbeatMs = 15_000;

export function eventFeed(): EventFeed {
  /** Ids of an earlier process mean nothing here. */
  const life = systemRandom.bytes("event-feed", 6).toString("hex");
  const listeners = new Map<Outflow, ReadonlySet<StreamedKind> | null>();
  const kept: Told[] = [];
  let size = 0;
  let last = 0;

  const beat = setInterval(() => {
    for (const outflow of listeners.keys()) outflow.write(":\n\n");
  }, heartbeatMs);
  beat.unref();

  const idOf = (number: number) => `${life}-${number}`;

  /** What came after an event; null if that is not known, or not any more. */
  function since(id: string): readonly Told[] | null {
    const number = id.startsWith(`${life}-`) ? Number(id.slice(life.length + 1)) : Number.NaN;
    if (!(Number.isSafeInteger(number) && number >= 0 && number <= last)) return null;
    const first = kept[0]?.number ?? last + 1;
    return number < first - 1 ? null : kept.filter((told) => told.number > number);
  }

  return {
    lastId: () => idOf(last),
    publish(kind, data) {
      last += 1;
      const piece = `id: ${idOf(last)}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;
      kept.push({ number: last, kind, piece });
      size += piece.length;
      while (kept.length > keptEvents || size > keptCharacters)
        size -= kept.shift()?.piece.length ?? 0;
      for (const [outflow, kinds] of listeners) {
        if (kinds === null || kinds.has(kind)) outflow.write(piece);
      }
    },
    isFull: () => listeners.size >= mostListeners,
    tell(outflow, { kinds, after }) {
      if (outflow.closed.aborted) return;
      listeners.set(outflow, kinds);
      outflow.closed.addEventListener("abort", () => listeners.delete(outflow));
      // Also tells the client that it is connected.
      outflow.write(`retry: 1000\n\n`);
      const missed = after === null ? [] : since(after);
      if (missed === null) outflow.write(`id: ${idOf(last)}\nevent: missed\ndata: {}\n\n`);
      for (const told of missed ?? []) {
        if (kinds === null || kinds.has(told.kind)) outflow.write(told.piece);
      }
    },
    [Symbol.dispose]() {
      clearInterval(beat);
    },
  };
}

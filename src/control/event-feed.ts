import { systemRandom } from "../base/random.ts";
import type { StreamedData, StreamedKind } from "../contract/event.ts";
import type { Outflow } from "../listener/http.ts";

/** What happens, for whoever listens. */
export interface EventFeed extends Disposable {
  /** Tells an event. */
  readonly publish: <Kind extends StreamedKind>(kind: Kind, data: StreamedData<Kind>) => void;
  /**
   * The same, made when it is first sent: it costs nothing where nobody listens. If it is gone by then, whoever listens hears
   * that something was missed; null says that nobody has to.
   */
  readonly publishLate: <Kind extends StreamedKind>(
    kind: Kind,
    data: () => StreamedData<Kind> | "gone" | null,
  ) => void;
  /** Something may have changed. Whoever watches for changes looks, if anybody listens. */
  readonly touch: () => void;
  /** Everything begins anew: what was told is of a state that is gone. */
  readonly startOver: () => void;
  /** Who looks for changes: `onTouch` once something may have changed, `onStartOver` once all has begun anew. */
  readonly watch: (watcher: Watcher) => void;
  /** The id of the event that was told last. */
  readonly lastId: () => string;
  /** Whether so many listen that nobody else can. */
  readonly isFull: () => boolean;
  /** Looks for changes from now on, if nobody has asked for that yet. */
  readonly begin: () => Promise<void>;
  /** Tells somebody, until they leave. */
  readonly tell: (outflow: Outflow, wanted: WantedEvents) => void;
}

interface Watcher {
  /** From here on changes are looked for. */
  begin(): Promise<void>;
  onTouch(): void;
  onStartOver(): void;
}

interface WantedEvents {
  /** All unless said. */
  readonly kinds: ReadonlySet<StreamedKind> | null;
  /** The id of the last event that was seen; null for none. */
  readonly after: string | null;
}

type Piece = string | typeof gone | null;

const gone = Symbol("gone");

interface Told {
  readonly number: number;
  readonly kind: StreamedKind;
  /** As it is sent, or what makes it; null if there is nothing to send any more, `gone` if that is to be said. */
  piece: Piece | (() => Piece);
}

interface Listener {
  readonly outflow: Outflow;
  readonly kinds: ReadonlySet<StreamedKind> | null;
  /** The number of the event that is told next. */
  next: number;
  /** Whether the last that it was told is that it has missed something: it need not hear that again. */
  hasMissed: boolean;
}

/** Who listens at once. */
const mostListeners = 100;

/** What is kept for those who come back, and for those who read slowly. */
const keptEvents = 1_000;
const keptCharacters = 512 * 1024;

/** So much is sent ahead of what somebody has read: what more there is waits here, where it is kept once for all. */
const sentAheadBytes = 64 * 1024;

/** So many are made before anybody else gets a turn. */
const madeAtOnce = 20;

/** So often a line that says nothing keeps connections open, and finds out which are dead. */
const heartbeatMs = 15_000;

/** Events that are told of only since somebody listens. */
const watchedKinds: readonly StreamedKind[] = ["traffic", "timeline", "state"];

export function eventFeed(): EventFeed {
  /** Ids of an earlier process mean nothing here. */
  const life = systemRandom.bytes("event-feed", 6).toString("hex");
  const listeners = new Set<Listener>();
  const kept: Told[] = [];
  let size = 0;
  let last = 0;
  let watcher: Watcher | null = null;
  /** The number of the last event before changes were looked for; null while nobody has listened. */
  let watchedAfter: number | null = null;
  let beginning: Promise<void> | null = null;
  let isSending = false;

  const beat = setInterval(() => {
    for (const { outflow } of listeners) outflow.write(":\n\n");
    if (listeners.size > 0) watcher?.onTouch();
  }, heartbeatMs);
  beat.unref();

  const idOf = (number: number) => `${life}-${number}`;
  const firstKept = () => kept[0]?.number ?? last + 1;

  /** The number of an event by its id; null if what came after it is not known, or not any more. */
  function numberOf(id: string, kinds: WantedEvents["kinds"]): number | null {
    const number = id.startsWith(`${life}-`) ? Number(id.slice(life.length + 1)) : Number.NaN;
    if (!(Number.isSafeInteger(number) && number >= 0 && number <= last)) return null;
    const wantsWatched = kinds === null || watchedKinds.some((kind) => kinds.has(kind));
    const begun = wantsWatched ? (watchedAfter ?? last) : 0;
    return number < Math.max(begun, firstKept() - 1) ? null : number;
  }

  const pieceOf = (number: number, kind: StreamedKind, data: unknown) =>
    `id: ${idOf(number)}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;

  function keep(kind: StreamedKind, piece: Told["piece"]) {
    last += 1;
    kept.push({ number: last, kind, piece });
    if (typeof piece === "string") size += piece.length;
    forgetOldest();
    sendSoon();
  }

  function forgetOldest() {
    while (kept.length > keptEvents || size > keptCharacters) {
      const oldest = kept.shift();
      if (typeof oldest?.piece === "string") size -= oldest.piece.length;
    }
  }

  /** As it is sent; made now, if it was not before. */
  function made(told: Told): Piece {
    if (typeof told.piece !== "function") return told.piece;
    told.piece = told.piece();
    if (typeof told.piece === "string") size += told.piece.length;
    return told.piece;
  }

  /** Sends what there is to whoever has read what was sent before; says whether there is more to make. */
  function sendTo(listener: Listener): boolean {
    const { outflow, kinds } = listener;
    let count = 0;
    while (listener.next <= last && count < madeAtOnce) {
      if (outflow.closed.aborted || outflow.unread() > sentAheadBytes) return false;
      const told = kept[listener.next - firstKept()];
      if (!told) return skip(listener);
      listener.next += 1;
      if (kinds !== null && !kinds.has(told.kind)) continue;
      if (typeof told.piece === "function") count += 1;
      sendOne(listener, told);
    }
    return count === madeAtOnce;
  }

  function sendOne(listener: Listener, told: Told) {
    const piece = made(told);
    if (piece === gone) return tellMissed(listener, told.number);
    if (piece === null) return;
    listener.outflow.write(piece);
    listener.hasMissed = false;
  }

  /** What somebody was not told of in time is not kept any more. */
  function skip(listener: Listener): false {
    tellMissed(listener, last);
    listener.next = last + 1;
    return false;
  }

  function tellMissed(listener: Listener, number: number) {
    if (!listener.hasMissed) listener.outflow.write(pieceOf(number, "missed", {}));
    listener.hasMissed = true;
  }

  function sendSoon() {
    if (isSending || listeners.size === 0) return;
    isSending = true;
    setImmediate(() => {
      isSending = false;
      let isMore = false;
      for (const listener of listeners) isMore = sendTo(listener) || isMore;
      forgetOldest();
      if (isMore) sendSoon();
    });
  }

  return {
    lastId: () => idOf(last),
    publish(kind, data) {
      keep(kind, pieceOf(last + 1, kind, data));
    },
    publishLate(kind, data) {
      if (watchedAfter === null) return;
      const number = last + 1;
      keep(kind, () => {
        const value = data();
        return value === "gone" ? gone : value && pieceOf(number, kind, value);
      });
    },
    touch() {
      if (watchedAfter !== null) watcher?.onTouch();
    },
    startOver() {
      keep("started-over", pieceOf(last + 1, "started-over", {}));
      if (watchedAfter !== null) watcher?.onStartOver();
    },
    watch(wanted) {
      watcher = wanted;
    },
    isFull: () => listeners.size >= mostListeners,
    async begin() {
      beginning ??= (async () => {
        await watcher?.begin();
        watchedAfter = last;
      })();
      await beginning;
    },
    tell(outflow, { kinds, after }) {
      if (outflow.closed.aborted) return;
      const seen = after === null ? last : numberOf(after, kinds);
      const listener = { outflow, kinds, next: (seen ?? last) + 1, hasMissed: false };
      listeners.add(listener);
      outflow.closed.addEventListener("abort", () => listeners.delete(listener));
      outflow.onRead(sendSoon);
      // Also tells the client that it is connected.
      outflow.write(`retry: 1000\n\n`);
      if (seen === null) tellMissed(listener, last);
      sendSoon();
    },
    [Symbol.dispose]() {
      clearInterval(beat);
    },
  };
}

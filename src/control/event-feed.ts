import { onDemand } from "../base/on-demand.ts";
import { systemRandom } from "../base/random.ts";
import type { StreamedData, StreamedKind } from "../contract/event.ts";
import type { Outflow } from "../listener/http.ts";

/** Events of the emulator, and the listeners that they are sent to as they happen. */
export interface EventFeed extends Disposable {
  /** Sends an event to all listeners. */
  readonly publish: <Kind extends StreamedKind>(kind: Kind, data: StreamedData<Kind>) => void;
  /**
   * Sends an event whose data is made when the first listener is sent it: it costs nothing where nobody listens. If the data is
   * `gone` by then, listeners are sent a `missed` instead; of null, nothing.
   */
  readonly publishLazily: <Kind extends StreamedKind>(
    kind: Kind,
    data: () => StreamedData<Kind> | "gone" | null,
  ) => void;
  /** Says that something may have changed: the watcher looks for changes, once anybody has listened. */
  readonly touch: () => void;
  /** Says that the emulator has started over: events before this are of a state that is gone. */
  readonly startOver: () => void;
  /** Names who looks for changes: `onTouch` when something may have changed, `onStartOver` when the emulator has started over. */
  readonly watch: (watcher: Watcher) => void;
  /** The id of the newest event. */
  readonly lastId: () => string;
  /** Whether there are as many listeners as there may be. */
  readonly isFull: () => boolean;
  /** Has the watcher look for changes from now on; before the first listener nobody does. */
  readonly begin: () => Promise<void>;
  /** Sends events to a listener, until it leaves. */
  readonly subscribe: (outflow: Outflow, wanted: WantedEvents) => void;
}

interface Watcher {
  /** Changes are looked for from the state that is read here. */
  begin(): Promise<void>;
  onTouch(): void;
  onStartOver(): void;
}

interface WantedEvents {
  /** Null for all kinds. */
  readonly kinds: ReadonlySet<StreamedKind> | null;
  /** The id of the last event that the listener has seen; null to begin with the next one. */
  readonly after: string | null;
}

/** An event as it is sent; `gone` if a `missed` is sent instead, null if nothing is. */
type EventText = string | typeof gone | null;

const gone = Symbol("gone");

interface KeptEvent {
  readonly number: number;
  readonly kind: StreamedKind;
  /** A function makes it when the first listener is sent it. */
  text: EventText | (() => EventText);
}

interface Listener {
  readonly outflow: Outflow;
  readonly kinds: ReadonlySet<StreamedKind> | null;
  /** The number of the event that is sent next. */
  next: number;
  /** Whether the last event that was sent is a `missed`: a second one says nothing more. */
  hasMissed: boolean;
}

/** Listeners at once. */
const mostListeners = 100;

/** Events that are kept for listeners that resume or read slowly. */
const keptEvents = 1_000;
const keptCharacters = 512 * 1024;

/** A listener with more unread bytes is sent nothing: events wait here, where each is kept once for all listeners. */
const mostUnreadBytes = 64 * 1024;

/** Texts that are made in one turn of the event loop. */
const mostMadeAtOnce = 20;

/** How often a comment is sent that keeps connections open, and finds out which are dead. */
const heartbeatMs = 15_000;

/** Kinds that are published only once somebody has listened. */
const watchedKinds: readonly StreamedKind[] = ["traffic", "timeline", "state"];

export function eventFeed(): EventFeed {
  /** Begins the ids of this process's events: those of an earlier process are unknown here. */
  const prefix = systemRandom.bytes("event-feed", 6).toString("hex");
  const listeners = new Set<Listener>();
  const kept: KeptEvent[] = [];
  let size = 0;
  let last = 0;
  let watcher: Watcher | null = null;
  /** The number of the last event before the watcher began; null while nobody has listened. */
  let watchedAfter: number | null = null;
  let isSending = false;

  const heartbeat = setInterval(() => {
    for (const { outflow } of listeners) outflow.write(":\n\n");
    if (listeners.size > 0) watcher?.onTouch();
  }, heartbeatMs);
  heartbeat.unref();

  const idOf = (number: number) => `${prefix}-${number}`;
  const firstKept = () => kept[0]?.number ?? last + 1;

  /** The number of an event by its id; null if events after it are not known, or not kept any more. */
  function numberOf(id: string, kinds: WantedEvents["kinds"]): number | null {
    const number = id.startsWith(`${prefix}-`) ? Number(id.slice(prefix.length + 1)) : Number.NaN;
    if (!(Number.isSafeInteger(number) && number >= 0 && number <= last)) return null;
    const wantsWatched = kinds === null || watchedKinds.some((kind) => kinds.has(kind));
    const begun = wantsWatched ? (watchedAfter ?? last) : 0;
    return number < Math.max(begun, firstKept() - 1) ? null : number;
  }

  const textOf = (number: number, kind: StreamedKind, data: unknown) =>
    `id: ${idOf(number)}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`;

  function keep(kind: StreamedKind, text: KeptEvent["text"]) {
    last += 1;
    kept.push({ number: last, kind, text });
    if (typeof text === "string") size += text.length;
    forgetOldest();
    sendSoon();
  }

  function forgetOldest() {
    while (kept.length > keptEvents || size > keptCharacters) {
      const oldest = kept.shift();
      if (typeof oldest?.text === "string") size -= oldest.text.length;
    }
  }

  /** The text of an event, made now if it was not before. What cannot be read while the disk fails is as good as gone. */
  function made(event: KeptEvent): EventText {
    if (typeof event.text !== "function") return event.text;
    try {
      event.text = event.text();
    } catch {
      event.text = gone;
    }
    if (typeof event.text === "string") size += event.text.length;
    return event.text;
  }

  /** Sends a listener what waits for it, unless it has too much unread; says whether texts are left to be made. */
  function sendTo(listener: Listener): boolean {
    const { outflow, kinds } = listener;
    let count = 0;
    while (listener.next <= last && count < mostMadeAtOnce) {
      if (outflow.closed.aborted || outflow.unread() > mostUnreadBytes) return false;
      const event = kept[listener.next - firstKept()];
      if (!event) return skip(listener);
      listener.next += 1;
      if (kinds !== null && !kinds.has(event.kind)) continue;
      if (typeof event.text === "function") count += 1;
      sendOne(listener, event);
    }
    return count === mostMadeAtOnce;
  }

  function sendOne(listener: Listener, event: KeptEvent) {
    const text = made(event);
    if (text === gone) return sendMissed(listener, event.number);
    if (text === null) return;
    listener.outflow.write(text);
    listener.hasMissed = false;
  }

  /** Goes on with the next event: those that a listener has not been sent are not kept any more. */
  function skip(listener: Listener): false {
    sendMissed(listener, last);
    listener.next = last + 1;
    return false;
  }

  function sendMissed(listener: Listener, number: number) {
    if (!listener.hasMissed) listener.outflow.write(textOf(number, "missed", {}));
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
      keep(kind, textOf(last + 1, kind, data));
    },
    publishLazily(kind, data) {
      if (watchedAfter === null) return;
      const number = last + 1;
      keep(kind, () => {
        const value = data();
        return value === "gone" ? gone : value && textOf(number, kind, value);
      });
    },
    touch() {
      if (watchedAfter !== null) watcher?.onTouch();
    },
    startOver() {
      keep("started-over", textOf(last + 1, "started-over", {}));
      if (watchedAfter !== null) watcher?.onStartOver();
    },
    watch(wanted) {
      watcher = wanted;
    },
    isFull: () => listeners.size >= mostListeners,
    // While the disk fails nothing can be read: whoever listens next tries again.
    begin: onDemand(async () => {
      await watcher?.begin();
      watchedAfter = last;
    }),
    subscribe(outflow, { kinds, after }) {
      if (outflow.closed.aborted) return;
      const seen = after === null ? last : numberOf(after, kinds);
      const listener = { outflow, kinds, next: (seen ?? last) + 1, hasMissed: false };
      listeners.add(listener);
      outflow.closed.addEventListener("abort", () => listeners.delete(listener));
      outflow.onRead(sendSoon);
      // The first bytes also say that the stream is open.
      outflow.write(`retry: 1000\n\n`);
      if (seen === null) sendMissed(listener, last);
      sendSoon();
    },
    [Symbol.dispose]() {
      clearInterval(heartbeat);
    },
  };
}

import { createParser } from "eventsource-parser";
import { Refused, refusalIn } from "./emulator.ts";
import { authorization } from "./token.ts";

interface Listener {
  /** An event by its kind, with its data. */
  readonly onEvent: (kind: string, data: unknown) => void;
  /** The stream is open. What was missed comes, or a `missed`. */
  readonly onOpen: () => void;
  /** The emulator does not answer. It is asked again and again. */
  readonly onLost: () => void;
  /** The emulator asks for another token than was sent, if any was. */
  readonly onTokenWanted: () => void;
}

const soon = 500;
const latest = 3_000;

/** The emulator sends something every 15 seconds: after so long a silence the connection is dead, as after a laptop's sleep. */
const silenceMs = 40_000;

/** So long a page that is not seen goes on listening. */
const unseenMs = 3_000;

/**
 * Listens to what happens until a token is asked for: over `fetch`, since an `EventSource` cannot send one. After a break it
 * goes on from the event that came last. A browser has six connections to an emulator for all pages of it, so one that is
 * not seen leaves its own to others.
 */
export async function follow({ onEvent, onOpen, onLost, onTokenWanted }: Listener): Promise<void> {
  let lastId: string | null = null;
  let waitMs = soon;
  const parser = createParser({
    onEvent({ id, event, data }) {
      lastId = id ?? lastId;
      if (event !== undefined) onEvent(event, JSON.parse(data));
    },
  });

  async function listen(leaving: AbortSignal) {
    const silence = new AbortController();
    const timer = restartable(() => silence.abort(), silenceMs);
    try {
      await read(AbortSignal.any([leaving, silence.signal]), timer.restart);
    } finally {
      timer.end();
    }
  }

  async function read(signal: AbortSignal, onPiece: () => void) {
    const response = await fetch("/events", {
      credentials: "omit",
      cache: "no-store",
      signal,
      headers: { ...authorization(), ...(lastId !== null && { "last-event-id": lastId }) },
    });
    if (!response.ok || !response.body) throw await refusalIn(response);
    waitMs = soon;
    onOpen();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      onPiece();
      parser.feed(piece.value);
    }
  }

  for (;;) {
    const leaving = new AbortController();
    const watch = onUnseen(() => leaving.abort());
    try {
      await listen(leaving.signal);
    } catch (error) {
      // 431: another server before the emulator reads less of a header than a token has.
      if (error instanceof Refused && [401, 431].includes(error.status)) return onTokenWanted();
    } finally {
      watch.end();
    }
    parser.reset();
    if (leaving.signal.aborted) {
      await seen();
      continue;
    }
    onLost();
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    waitMs = Math.min(waitMs * 2, latest);
  }
}

/** Calls after so long, unless it is restarted or ended before. */
function restartable(call: () => void, ms: number) {
  let timer = setTimeout(call, ms);
  return {
    restart() {
      clearTimeout(timer);
      timer = setTimeout(call, ms);
    },
    end: () => clearTimeout(timer),
  };
}

/** Calls once the page has not been seen for a while. */
function onUnseen(call: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function look() {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(call, unseenMs);
  }
  look();
  document.addEventListener("visibilitychange", look);
  return {
    end() {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    },
  };
}

/** Resolves once the page is seen. */
async function seen(): Promise<void> {
  while (document.hidden) {
    await new Promise((resolve) =>
      document.addEventListener("visibilitychange", resolve, { once: true }),
    );
  }
}

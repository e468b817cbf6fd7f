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

/**
 * Listens to what happens until a token is asked for: over `fetch`, since an `EventSource` cannot send one. After a break it
 * goes on from the event that came last.
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

  async function listen() {
    const response = await fetch("/events", {
      credentials: "omit",
      cache: "no-store",
      headers: { ...authorization(), ...(lastId !== null && { "last-event-id": lastId }) },
    });
    if (!response.ok || !response.body) throw await refusalIn(response);
    waitMs = soon;
    onOpen();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      parser.feed(piece.value);
    }
  }

  for (;;) {
    try {
      await listen();
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return onTokenWanted();
    }
    parser.reset();
    onLost();
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    waitMs = Math.min(waitMs * 2, latest);
  }
}

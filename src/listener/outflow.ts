import type { ServerResponse } from "node:http";
import type { Outflow } from "./http.ts";
import { maxUnreadBytes } from "./limits.ts";

/** The answers of a listener that go on, or are still waited for. */
export interface OpenOutflows {
  open(response: ServerResponse): Outflow;
  /** Aborts once an answer that has not begun is not waited for any more. */
  closedOf(response: ServerResponse): AbortSignal;
  /** Ends all of them, and each that is opened from now on. Whoever has not read all of theirs is not waited for. */
  end(): void;
}

/** A client that reads nothing of what waits for it loses the connection after `idleMs`. */
export function openOutflows(idleMs: number): OpenOutflows {
  const ends = new Set<() => void>();
  let isOver = false;

  function open(response: ServerResponse): Outflow {
    const closing = new AbortController();
    let unread = 0;
    let onRead = () => {};
    function close() {
      ends.delete(endNow);
      closing.abort();
    }
    function end() {
      response.end();
      close();
    }
    function endNow() {
      end();
      if (unread > 0) response.destroy();
    }
    function write(piece: string): boolean {
      if (closing.signal.aborted) return false;
      const keptUp = unread === 0;
      const size = Buffer.byteLength(piece);
      unread += size;
      if (unread > maxUnreadBytes) {
        response.destroy();
        return false;
      }
      // What waits behind it does not count as activity.
      if (keptUp) response.socket?.setTimeout(idleMs);
      response.write(piece, () => {
        unread -= size;
        if (unread > 0) return;
        response.socket?.setTimeout(0);
        onRead();
      });
      return keptUp;
    }
    ends.add(endNow);
    response.on("close", close);
    if (isOver || response.destroyed) endNow();
    return {
      closed: closing.signal,
      write,
      unread: () => unread,
      onRead(call) {
        onRead = call;
      },
      end,
    };
  }

  return {
    open,
    closedOf(response) {
      const closing = new AbortController();
      function close() {
        ends.delete(close);
        closing.abort();
      }
      ends.add(close);
      response.on("close", close);
      if (isOver || response.destroyed) close();
      return closing.signal;
    },
    end() {
      isOver = true;
      for (const end of ends) end();
    },
  };
}

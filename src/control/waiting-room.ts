/** Who waits for what is to come, on one emulator. Disposing of it ends all waiting. */
export interface WaitingRoom extends Disposable {
  /** A place until it is disposed of; null if all are taken. `left` aborts once whoever waits has left. */
  enter(left?: AbortSignal): Place | null;
}

interface Place extends Disposable {
  /** Aborts once it is of no use to wait on: whoever waited has left, or the emulator stops. The place is free then. */
  readonly over: AbortSignal;
}

const most = 100;

export function waitingRoom(): WaitingRoom {
  const taken = new Set<AbortController>();
  let isClosed = false;

  return {
    enter(left) {
      if (!isClosed && taken.size >= most) return null;
      const place = new AbortController();
      const leave = () => {
        taken.delete(place);
        place.abort();
      };
      taken.add(place);
      if (isClosed || left?.aborted) leave();
      else left?.addEventListener("abort", leave, { once: true });
      return {
        over: place.signal,
        [Symbol.dispose]() {
          left?.removeEventListener("abort", leave);
          taken.delete(place);
        },
      };
    },
    [Symbol.dispose]() {
      isClosed = true;
      for (const place of taken) place.abort();
      taken.clear();
    },
  };
}

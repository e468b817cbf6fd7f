import type { Incoming } from "../listener/http.ts";

/** What every fault has, whatever it does. */
interface Counted {
  readonly endpoint: string;
  /** A standing fault stays until it is removed, and the faults behind it wait. */
  readonly times: number | "standing";
}

export type Armed<Fault> = Fault & { readonly id: string };

/** What became of a fault; `times` says how many requests it is meant for still. */
export interface ChangedFault<Fault> {
  readonly action: "armed" | "struck" | "removed";
  readonly fault: Armed<Fault>;
  /** Whom it struck, such as `POST /graphql`. */
  readonly request: string | null;
  /** What that was for, as whoever took the fault calls it. */
  readonly asked: string | null;
}

/** The faults that wait for a request, in the order in which they were armed. */
export interface ArmedFaults<Fault> {
  add(fault: Fault): Armed<Fault>;
  all(): readonly Armed<Fault>[];
  remove(id: string): boolean;
  clear(): void;
  /** The same without a word: with them goes what was said of them. */
  forget(): void;
  /** Others wait from now on, which is not told either: what was said of them has come back with them. */
  restore(faults: readonly Armed<Fault>[]): void;
  /** The first fault that concerns a request, used up by one. */
  take(
    concerns: (fault: Fault) => boolean,
    request: Pick<Incoming, "method" | "url">,
    asked?: string | null,
  ): Fault | undefined;
}

/** `nextId` names a fault, so that several lists can share their ids; `onChange` is told what becomes of each. */
export function armedFaults<Fault extends Counted>(
  nextId = faultIds().next,
  onChange: (changed: ChangedFault<Fault>) => void = () => undefined,
): ArmedFaults<Fault> {
  let armed: readonly Armed<Fault>[] = [];
  function keep(isKept: (fault: Armed<Fault>) => boolean): boolean {
    const removed = armed.filter((fault) => !isKept(fault));
    armed = armed.filter(isKept);
    for (const fault of removed) {
      onChange({ action: "removed", fault, request: null, asked: null });
    }
    return removed.length > 0;
  }
  return {
    add(fault) {
      const entry = { ...fault, id: nextId() };
      armed = [...armed, entry];
      onChange({ action: "armed", fault: entry, request: null, asked: null });
      return entry;
    },
    all: () => armed,
    remove: (id) => keep((fault) => fault.id !== id),
    clear: () => void keep(() => false),
    forget() {
      armed = [];
    },
    restore(faults) {
      armed = [...faults];
    },
    take(concerns, { method, url }, asked = null) {
      const taken = armed.find(concerns);
      if (!taken) return undefined;
      const left = { ...taken, times: taken.times === "standing" ? taken.times : taken.times - 1 };
      armed = armed.flatMap((fault) =>
        fault !== taken ? [fault] : left.times === 0 ? [] : [left],
      );
      const path = url.split("?", 1)[0];
      onChange({ action: "struck", fault: left, request: `${method} ${path}`, asked });
      return taken;
    },
  };
}

/** Names of faults. */
export interface FaultIds {
  readonly next: () => string;
  /** How many were given. */
  readonly given: () => number;
  /** Goes on after so many. */
  readonly goOnAfter: (count: number) => void;
}

/** Names faults by number, in the order in which they are armed. */
export function faultIds(): FaultIds {
  let count = 0;
  return {
    next() {
      count += 1;
      return String(count);
    },
    given: () => count,
    goOnAfter(given) {
      count = given;
    },
  };
}

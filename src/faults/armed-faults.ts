/** What every fault has, whatever it does. */
interface Counted {
  readonly endpoint: string;
  /** A standing fault stays until it is removed, and the faults behind it wait. */
  readonly times: number | "standing";
}

export type Armed<Fault> = Fault & { readonly id: string };

/** The faults that wait for a request, in the order in which they were armed. */
export interface ArmedFaults<Fault> {
  add(fault: Fault): Armed<Fault>;
  all(): readonly Armed<Fault>[];
  remove(id: string): boolean;
  clear(): void;
  /** The first fault that concerns a request, used up by one. */
  take(concerns: (fault: Fault) => boolean): Fault | undefined;
}

/** `nextId` names a fault, so that several lists can share their ids. */
export function armedFaults<Fault extends Counted>(nextId = faultIds()): ArmedFaults<Fault> {
  let armed: readonly Armed<Fault>[] = [];
  return {
    add(fault) {
      const entry = { ...fault, id: nextId() };
      armed = [...armed, entry];
      return entry;
    },
    all: () => armed,
    remove(id) {
      const before = armed.length;
      armed = armed.filter((fault) => fault.id !== id);
      return armed.length < before;
    },
    clear() {
      armed = [];
    },
    take(concerns) {
      const taken = armed.find(concerns);
      armed = armed.flatMap((fault) => (fault === taken ? rest(fault) : [fault]));
      return taken;
    },
  };
}

/** Names faults by number, in the order in which they are armed. */
export function faultIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return String(count);
  };
}

function rest<Fault extends Counted>(fault: Fault): readonly Fault[] {
  if (fault.times === "standing") return [fault];
  return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
}

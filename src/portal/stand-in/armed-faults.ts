import { type ArmedFault, concernsActivationsOnly, type Fault } from "./fault.ts";

/** The faults that wait for a request, in the order in which they were armed. */
export interface ArmedFaults {
  add(fault: Fault): ArmedFault;
  all(): readonly ArmedFault[];
  remove(id: string): boolean;
  clear(): void;
  /** The first fault for such a request, used up by one. */
  take(request: { isActivation: boolean }): Fault | undefined;
}

export function armedFaults(): ArmedFaults {
  let armed: readonly ArmedFault[] = [];
  let added = 0;
  return {
    add(fault) {
      added += 1;
      const entry = { ...fault, id: String(added) };
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
    take({ isActivation }) {
      const taken = armed.find((fault) => isActivation || !concernsActivationsOnly(fault));
      armed = armed.flatMap((fault) => (fault === taken ? rest(fault) : [fault]));
      return taken;
    },
  };
}

function rest(fault: ArmedFault): readonly ArmedFault[] {
  if (fault.times === "standing") return [fault];
  return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
}

import type { GivenTo, OperationId } from "../contract/operations.ts";
import type { Controlled } from "../control/controlled.ts";
import { doingsOn } from "../control/doings.ts";
import { inputOf, travelling } from "../control/input.ts";
import type { Emulator } from "./emulator.ts";
import { EmulatorError } from "./emulator-error.ts";

type Verbs = Omit<
  Emulator,
  | "instance"
  | "portal"
  | "control"
  | "tokens"
  | "root"
  | "activationCode"
  | "activate"
  | "currentLicense"
  | typeof Symbol.asyncDispose
>;

/** The verbs of the control API, without HTTP: the same inputs, checks and messages. */
export function verbsOn(controlled: Controlled, isStopped: () => boolean): Verbs {
  const doings = doingsOn(controlled);
  async function call<Id extends OperationId>(id: Id, given: GivenTo<Id> & object) {
    if (isStopped()) {
      throw new EmulatorError("stopped", "This emulator was stopped. Start another one.");
    }
    const input = inputOf(id, travelling(id, given));
    if (!input.ok) throw new EmulatorError("invalid-body", input.error.message);
    const done = await doings[id](input.value);
    if (done.ok) return done.value;
    throw new EmulatorError(done.error.code, done.error.message);
  }
  const { calendar, now } = controlled.clock;
  return {
    clock: {
      now: () => calendar.toIso(now()),
      set: (at, options = {}) => call("clock.set", { now: at, ...options }),
      advance: (distance) => call("clock.advance", distance),
    },
    sell: (order = {}) => call("subscriptions.sell", order),
    addSeats: (name, seats) => call("subscriptions.addSeats", { name, seats }),
    upgrade: (name, plan) => call("subscriptions.upgrade", { name, plan }),
    renew: (name, order = {}) => call("subscriptions.renew", { name, ...order }),
    cancel: (name) => call("subscriptions.cancel", { name }),
    expire: (name) => call("subscriptions.expire", { name }),
    reissueCode: (name) => call("subscriptions.reissueCode", { name }),
    setReconciliation: (name, dates) => call("subscriptions.setReconciliation", { name, ...dates }),
    sync: () => call("jobs.run", { name: "seat-link" }),
    jobs: () => call("jobs.list", {}),
    async putInto(name) {
      const { did, state } = await call("state.set", { state: name });
      const { clock, notices, blockChanges } = state;
      return { did, now: clock.now, notices, blockChanges };
    },
    fault: (fault) => call("faults.arm", fault as GivenTo<"faults.arm">),
    faults: () => call("faults.list", {}),
    clearFaults: async () => void (await call("faults.clear", {})),
    timeline: (wanted = {}) => call("timeline.list", wanted),
    reset: async () => void (await call("state.reset", {})),
  };
}

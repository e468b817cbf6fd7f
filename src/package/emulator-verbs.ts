import type { Result } from "../base/result.ts";
import {
  advanceClock,
  ClockSetting,
  clockShown,
  Distance,
  setClock,
} from "../control/clock-verbs.ts";
import type { Controlled } from "../control/controlled.ts";
import { Fault } from "../control/fault-shapes.ts";
import { armedFaults, armFault, clearFaults } from "../control/fault-verbs.ts";
import { jobsShown, runJob } from "../control/job-verbs.ts";
import {
  AddedSeats,
  Order,
  Reconciliation,
  RenewalOrder,
  Upgrade,
} from "../control/portal-shapes.ts";
import {
  addSeats,
  cancel,
  expire,
  reissueCode,
  renew,
  sell,
  setReconciliation,
  upgrade,
} from "../control/portal-verbs.ts";
import { putInto } from "../control/put-into-state.ts";
import { flawsOf, type Refused } from "../control/refusal.ts";
import { WantedState } from "../control/state-shapes.ts";
import { TimelineWanted, timelineShown } from "../control/timeline-verbs.ts";
import type { Emulator } from "./emulator.ts";
import { EmulatorError } from "./emulator-error.ts";

type Lifecycle = Pick<
  Emulator,
  "addSeats" | "upgrade" | "renew" | "cancel" | "expire" | "reissueCode" | "setReconciliation"
>;

type Working = Pick<Emulator, "sync" | "jobs" | "putInto">;

type Verbs = Lifecycle &
  Working &
  Pick<Emulator, "clock" | "sell" | "fault" | "faults" | "clearFaults" | "timeline" | "reset">;

type Running = <Input>(input: Input) => Input;

/** The verbs of the control API, without HTTP: the same inputs, checks and messages. */
export function verbsOn(controlled: Controlled, isStopped: () => boolean): Verbs {
  const { clock } = controlled;
  const running: Running = (input) => {
    if (!isStopped()) return input;
    throw new EmulatorError("stopped", "This emulator was stopped. Start another one.");
  };
  return {
    clock: {
      now: () => clockShown(clock).now,
      set: async (now, options = {}) =>
        done(await setClock(controlled, checked(ClockSetting, running({ now, ...options })))),
      advance: async (distance) =>
        done(await advanceClock(controlled, checked(Distance, running(distance)))),
    },
    sell: async (order = {}) => done(sell(controlled, checked(Order, running(order)))),
    ...lifecycleOn(controlled, running),
    ...workingOn(controlled, running),
    fault: async (fault) => done(armFault(controlled, checked(Fault, running(fault)))),
    faults: async () => armedFaults(running(controlled)),
    clearFaults: async () => clearFaults(running(controlled)),
    timeline: async (wanted = {}) =>
      done(timelineShown(running(controlled), checked(TimelineWanted, wanted))),
    reset: async () => running(controlled).reset(),
  };
}

const lifecycleOn = (controlled: Controlled, running: Running): Lifecycle => ({
  addSeats: async (name, seats) =>
    done(addSeats(controlled, running(name), checked(AddedSeats, { seats }))),
  upgrade: async (name, plan) =>
    done(upgrade(controlled, running(name), checked(Upgrade, { plan }))),
  renew: async (name, order = {}) =>
    done(renew(controlled, running(name), checked(RenewalOrder, order))),
  cancel: async (name) => done(cancel(controlled, running(name))),
  expire: async (name) => done(expire(controlled, running(name))),
  reissueCode: async (name) => done(reissueCode(controlled, running(name))),
  setReconciliation: async (name, dates) =>
    done(setReconciliation(controlled, running(name), checked(Reconciliation, dates))),
});

const workingOn = (controlled: Controlled, running: Running): Working => ({
  sync: async () => done(await runJob(running(controlled), "seat-link")),
  jobs: async () => jobsShown(running(controlled)),
  async putInto(name) {
    const wanted = checked(WantedState, running({ state: name }));
    const { did, state } = done(await putInto(controlled, wanted));
    const { clock, notices, blockChanges } = state;
    return { did, now: clock.now, notices, blockChanges };
  },
});

interface Shape<Value> {
  safeParse(
    input: unknown,
  ):
    | { readonly success: true; readonly data: Value }
    | { readonly success: false; readonly error: Parameters<typeof flawsOf>[0] };
}

function checked<Value>(shape: Shape<Value>, input: unknown): Value {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new EmulatorError("invalid-body", flawsOf(parsed.error));
}

function done<Value>(result: Result<Value, Refused>): Value {
  if (result.ok) return result.value;
  throw new EmulatorError(result.error.code, result.error.message);
}

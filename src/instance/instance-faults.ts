import type { Awaitable } from "../base/awaitable.ts";
import { type ArmedFaults, armedFaults, type ChangedFault } from "../faults/armed-faults.ts";
import { type Disturbance, disturb } from "../faults/disturbance.ts";
import { interruptibleWaits } from "../faults/interruptible-waits.ts";
import type { Incoming, Reply } from "../listener/http.ts";

/** One way the instance can misbehave, at the next request to its GraphQL. */
type InstanceFault = Disturbance & {
  readonly endpoint: "graphql";
  readonly times: number | "standing";
};

export interface InstanceFaults {
  readonly armed: ArmedFaults<InstanceFault>;
  /** Answers a request, or lets the fault hit it whose turn it is. */
  answer(incoming: Incoming, work: () => Awaitable<Reply>): Awaitable<Reply>;
  /** Forgets all faults, and drops the requests that one delays. */
  reset(): void;
}

export function instanceFaults(
  nextId: () => string,
  onChange?: (changed: ChangedFault<InstanceFault>) => void,
): InstanceFaults {
  const armed = armedFaults<InstanceFault>(nextId, onChange);
  const { wait, interrupt } = interruptibleWaits();
  return {
    armed,
    answer(incoming, work) {
      const fault = armed.take(() => true, incoming);
      return fault ? disturb(worded(fault), { work, wait }) : work();
    },
    reset() {
      interrupt();
      armed.forget();
    },
  };
}

/** What the product says with a status. Source: instance behaviour, rate limits, limits, unexpected exceptions. */
const messages: Readonly<Record<number, string>> = {
  429: "This endpoint has been requested too many times. Try again later.",
  500: "Internal server error",
  503: "Request timed out. Please try a less complex query or a smaller set of records.",
};

function worded(fault: InstanceFault): InstanceFault {
  if (fault.kind !== "status" || fault.body !== undefined) return fault;
  const message = messages[fault.status];
  return message === undefined
    ? fault
    : { ...fault, body: JSON.stringify({ errors: [{ message }] }) };
}

import { type Awaitable, andThen } from "../base/awaitable.ts";
import {
  type Armed,
  type ArmedFaults,
  armedFaults,
  type ChangedFault,
} from "../faults/armed-faults.ts";
import { type Disturbance, disturb } from "../faults/disturbance.ts";
import { interruptibleWaits } from "../faults/interruptible-waits.ts";
import { withCause } from "../listener/cause.ts";
import { page } from "../listener/html.ts";
import type { Incoming, Reply } from "../listener/http.ts";

/** What of the instance can be broken: its GraphQL, or the subscription page. */
type FaultyEndpoint = "graphql" | "admin-page";

/** One way the instance can misbehave, at the next request to an endpoint. */
export type InstanceFault = Disturbance & {
  readonly endpoint: FaultyEndpoint;
  readonly times: number | "standing";
};

export interface InstanceFaults {
  readonly armed: ArmedFaults<InstanceFault>;
  /** Answers a request to an endpoint, or lets the fault hit it whose turn it is. */
  answer(
    endpoint: FaultyEndpoint,
    incoming: Incoming,
    work: () => Awaitable<Reply>,
  ): Awaitable<Reply>;
  /** Forgets all faults, and drops the requests that one delays; others wait from now on, if there are any. */
  reset(faults?: readonly Armed<InstanceFault>[]): void;
}

export function instanceFaults(
  nextId: () => string,
  onChange?: (changed: ChangedFault<InstanceFault>) => void,
): InstanceFaults {
  const armed = armedFaults<InstanceFault>(nextId, onChange);
  const { wait, interrupt } = interruptibleWaits();
  return {
    armed,
    answer(endpoint, incoming, work) {
      const fault = armed.take((one) => one.endpoint === endpoint, incoming);
      if (!fault) return work();
      if (fault.kind === "status" && fault.endpoint === "admin-page" && fault.body === undefined) {
        return errorPage(fault);
      }
      const reply = disturb(worded(fault), { work, wait });
      return andThen(reply, (disturbed) => withCause(disturbed, causeOf(fault)));
    },
    reset(faults = []) {
      interrupt();
      armed.restore(faults);
    },
  };
}

/** What the product says with a status. Source: instance behaviour, rate limits, limits, unexpected exceptions. */
const messages: Readonly<Record<number, string>> = {
  429: "This endpoint has been requested too many times. Try again later.",
  500: "Internal server error",
  503: "Request timed out. Please try a less complex query or a smaller set of records.",
};

const causeOf = (fault: InstanceFault): string =>
  `A fault was armed for this request: ${fault.kind}${fault.kind === "status" ? ` ${fault.status}` : ""}.`;

function worded(fault: InstanceFault): InstanceFault {
  if (fault.kind !== "status" || fault.body !== undefined) return fault;
  const message = messages[fault.status];
  return message === undefined
    ? fault
    : { ...fault, body: JSON.stringify({ errors: [{ message }] }) };
}

/** Like the product's, it says the number, and leads nowhere. The words are ours. */
const errorPage = ({ status, retryAfter }: Disturbance & { kind: "status" }): Reply =>
  page(
    String(status),
    `<h1>${status}</h1>
<p>This page cannot be shown. Somebody who runs this GitLab may find the reason in its log.</p>`,
    { status, headers: retryAfter === undefined ? {} : { "retry-after": String(retryAfter) } },
  );

import { messagesOf } from "../activation/messages.ts";
import type { Activation, Instead, Observation, PortalExchange, Seen } from "./observed.ts";
import { failureToldBy, statusToldBy, type ToldFailure } from "./transport.ts";

/** An activation with all that a log tells of it: the instance's answer, and what went to the portal for it. */
export interface Attempt {
  readonly seen: Seen;
  /** What the administrator was answered; null if the log does not hold it. Empty if it succeeded. */
  readonly errors: readonly string[] | null;
  /** Where the connection to the portal has failed; null if the log does not say. */
  readonly failure: ToldFailure | null;
  /** What the portal has answered; null if the log does not say. */
  readonly portalStatus: number | null;
  /** The instance's own words on why; null if it has none. */
  readonly cause: string | null;
  /** What the instance has answered in place of the mutation; null if it has not. */
  readonly instead: Instead | null;
  /** Null if the log does not have it. */
  readonly toPortal: PortalExchange | null;
}

export const connectivityError =
  messagesOf({
    kind: "portal-unreachable",
    detail: "",
    status: null,
    cause: null,
    leaked: null,
  })[0] ?? "";

/** The activations of a log, in order. A log of ours has both ways of each: to the instance, and from there to the portal. */
export function attemptsIn(observations: readonly Observation[]): readonly Attempt[] {
  const asked = observations.filter((one) => one.kind === "activation");
  const sent = observations.filter((one) => one.kind === "portal").filter(isActivation);
  const partners = new Map(asked.map((one) => [one, takeNearest(one, sent)]));
  const attempts = [
    ...asked.map((one) => attemptOf(one, partners.get(one) ?? null)),
    // What is left was asked for by nobody whom the log has: by the environment, or in a log of the portal's way alone.
    ...sent.map(attemptAtPortal),
  ];
  return attempts.toSorted((one, other) => one.seen.entry - other.seen.entry);
}

const isActivation = ({ asked }: PortalExchange) => asked === "activation";

/** Takes the one that went to the portal next to it, unless the environment sent that. */
function takeNearest({ entry }: Seen, sent: PortalExchange[]): PortalExchange | null {
  let nearest: PortalExchange | undefined;
  for (const one of sent) {
    if (one.isAutomated) continue;
    const isNearer =
      nearest === undefined || Math.abs(one.entry - entry) < Math.abs(nearest.entry - entry);
    if (isNearer) nearest = one;
  }
  if (nearest === undefined) return null;
  sent.splice(sent.indexOf(nearest), 1);
  return nearest;
}

function attemptOf(seen: Activation, toPortal: PortalExchange | null): Attempt {
  const { errors, cause } = seen;
  const isFailed = errors !== null && errors.length > 0;
  return {
    seen,
    errors,
    cause,
    failure: (isFailed && cause && failureToldBy(cause)) || (toPortal?.failure ?? null),
    portalStatus: (cause === null ? null : statusToldBy(cause)) ?? toPortal?.status ?? null,
    instead: seen.instead,
    toPortal,
  };
}

/** What the instance makes of the portal's answer. Source: licensing rules, activation failure branches. */
function attemptAtPortal(toPortal: PortalExchange): Attempt {
  const { status, errors, failure } = toPortal;
  const isAnswered = status !== null && status >= 200 && status < 300;
  return {
    seen: toPortal,
    errors: isAnswered ? errors : [connectivityError],
    failure,
    portalStatus: status,
    cause: null,
    instead: null,
    toPortal,
  };
}

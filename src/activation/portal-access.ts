import type { TransportFailure } from "../base/transport-failure.ts";

/** Whose instance it is: a customer's own, or the hosted product, which is licensed by other means. */
export const instanceKinds = ["self-managed", "saas"] as const;

/** What decides whether an instance speaks to the portal at all. */
export interface PortalAccess {
  readonly instanceKind: (typeof instanceKinds)[number];
  /** Whether nothing may leave the instance that could change something elsewhere. */
  readonly silentMode: boolean;
}

export type PortalBarrier =
  | { readonly kind: "not-self-managed" }
  | { readonly kind: "silent-mode" };

/**
 * Why the portal is not asked; null if it may be. Whatever speaks to the portal asks this first, and sends nothing
 * where there is a reason.
 *
 * Being the hosted product comes first: it is asked before a request is made, and silent mode stops the request. Source:
 * licensing rules, activation failure branches, transport.
 */
export function portalBarrier({ instanceKind, silentMode }: PortalAccess): PortalBarrier | null {
  if (instanceKind === "saas") return { kind: "not-self-managed" };
  return silentMode ? { kind: "silent-mode" } : null;
}

/** What is known of an answer that did not come. */
export interface NotAnswered {
  /** Where the connection has failed; null if it was given up, or an answer has come. */
  readonly cause: TransportFailure | null;
  /** The text of the product's exception, where administrators are to see it in place of what is said of any other failure. */
  readonly leaked: string | null;
  /** Only if the instance has waited in vain: the milliseconds that it had allowed. */
  readonly timedOutAfterMs?: number;
}

/** Why a portal that was asked by GraphQL has given no payload. */
export type PortalTrouble =
  /** No answer, or one with a status other than 2xx. `detail` is for the operator's log. */
  | (NotAnswered & {
      readonly kind: "portal-unreachable";
      readonly detail: string;
      /** Null if there was no answer. */
      readonly status: number | null;
    })
  | UnusableAnswer
  /** The request as such was refused: errors beside the payload, in words of the portal. */
  | { readonly kind: "portal-refused-request"; readonly reason: string };

/** An answer with a status of success that says nothing, or too much. */
export type UnusableAnswer =
  | {
      readonly kind:
        | "portal-answered-no-json"
        | "portal-answered-broken-json"
        | "portal-answered-nothing";
    }
  /** It holds more than any answer needs. `excess` says what, for people. */
  | { readonly kind: "portal-answered-too-much"; readonly excess: string };

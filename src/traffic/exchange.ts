import type { TimeSpent } from "../base/time-spent.ts";
import type { TransportFailure } from "../base/transport-failure.ts";

/** One request and what came of it, as it went over the wire, secrets included. */
export interface Exchange {
  /**
   * `portal`: from the instance to the portal. `instance`: from a client to the instance. `portal-page`: from a browser to
   * the pages of the portal. `hosted`: from the portal to the hosted product.
   */
  readonly hop: "portal" | "instance" | "portal-page" | "hosted";
  readonly ms: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Headers;
    readonly body: string;
    /** What whoever answered has read of the body as a form; absent if it was read as none. */
    readonly form?: Fields | undefined;
  };
  /** Null if none came. */
  readonly response: {
    readonly status: number;
    readonly headers: Headers;
    readonly body: string;
  } | null;
  /** Why there is no response. */
  readonly error: string | null;
  /** The same, where it is the network's fault: host, address, phase, code. */
  readonly cause: TransportFailure | null;
  /** Where the time went, of what the instance has asked. */
  readonly spent?: TimeSpent | undefined;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Names and values, in order. */
type Fields = Iterable<readonly [string, string]>;

import type { TransportFailure } from "../base/transport-failure.ts";
import type { ProxyChoice } from "../network/proxy-selection.ts";

/** Everything that was found out about the way to a portal, from which steps and verdict are derived. */
export interface Findings {
  /** A and AAAA, apart; none where the host is an address. */
  readonly names: readonly NameFinding[];
  /** The first is the one that an instance dials. */
  readonly addresses: readonly AddressFinding[];
  readonly choice: ProxyChoice;
  /** The chosen one first, then those that are set for something else. */
  readonly proxies: readonly ProxyFinding[];
  /** Null where nothing is to be secured, or nothing was reached that could be. */
  readonly tls: TlsFinding | null;
  /** What a port does that breaks off before it has said anything of use; null if that was of no interest. */
  readonly quiet: QuietPort | null;
  /** The portal's first page, as the instance asks for it. */
  readonly head: Exchange;
  /** The same without the proxy, where one is chosen. */
  readonly withoutProxy: Exchange | null;
  /** Null where the first page was not answered. */
  readonly graphql: Exchange | null;
  readonly seatLinks: Exchange | null;
}

export interface NameFinding {
  readonly family: 4 | 6;
  readonly addresses: readonly string[];
  readonly failure: TransportFailure | null;
  readonly ms: number;
}

export interface AddressFinding {
  readonly address: string;
  readonly family: 4 | 6;
  /** Null if it has accepted. */
  readonly failure: TransportFailure | null;
  readonly ms: number;
}

export interface ProxyFinding {
  /** Without credentials. */
  readonly url: URL;
  /** The variable that names it. */
  readonly variable: string;
  readonly isChosen: boolean;
  readonly hasCredentials: boolean;
  /** Where it was dialed; null if that is not known. */
  readonly address: string | null;
  readonly outcome: TunnelOutcome;
  readonly ms: number;
}

export type TunnelOutcome =
  /** It leads to the portal's port. */
  | { readonly kind: "open" }
  /** It accepts connections: requests in the clear need no tunnel. */
  | { readonly kind: "reached" }
  | { readonly kind: "refused"; readonly status: number; readonly reason: string }
  | { readonly kind: "garbage"; readonly said: string }
  | { readonly kind: "closed" }
  | { readonly kind: "failed"; readonly failure: TransportFailure };

export interface TlsFinding {
  /** Without the proxy's, if there is one: null for a tunnel. */
  readonly address: string | null;
  readonly outcome: Handshake;
  readonly ms: number;
}

export type Handshake =
  | {
      readonly kind: "spoken";
      readonly protocol: string;
      /** The server's own first. */
      readonly certificates: readonly Certificate[];
      /** What OpenSSL calls it that is wrong with them; null if they are trusted. */
      readonly problem: string | null;
    }
  | { readonly kind: "failed"; readonly failure: TransportFailure };

export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  /** As they stand in it, in UTC. */
  readonly from: string;
  readonly to: string;
  readonly isSelfSigned: boolean;
  /** Whether it is one of those that are trusted besides the usual ones. */
  readonly isOwnTrusted: boolean;
}

/** What a port does to whom says nothing, and then a line of HTTP. */
export interface QuietPort {
  readonly unasked: PortSays;
  /** Null if it was not asked. */
  readonly asked: PortSays | null;
}

export type PortSays =
  | { readonly kind: "nothing" }
  | { readonly kind: "closed" }
  | { readonly kind: "reset" }
  | { readonly kind: "bytes"; readonly said: string };

/** One request, as HTTP puts it. */
export type Exchange =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly location: string | null;
      readonly type: string;
      /** Of the body, the beginning. */
      readonly body: string;
      readonly ms: number;
    }
  | { readonly kind: "failed"; readonly failure: TransportFailure; readonly ms: number };

/** What a connection goes through, in order: each can fail. */
export const transportPhases = ["dns", "tcp", "proxy", "tls", "http"] as const;

export type TransportPhase = (typeof transportPhases)[number];

/** Why no answer came over the network. */
export interface TransportFailure {
  /** The name or address that was to be reached: a proxy's, if one was not. Without brackets. */
  readonly host: string;
  /** Where it was dialed; null if no address was known. */
  readonly address: string | null;
  readonly phase: TransportPhase;
  /** The system's, OpenSSL's or undici's own: `ECONNREFUSED`, `SELF_SIGNED_CERT_IN_CHAIN`, `UND_ERR_CONNECT_TIMEOUT`. */
  readonly code: string;
  /** From the beginning of the phase to its end. */
  readonly ms: number;
}

/** The same as it is written down: how long it took is the machine's business, and no part of what happened. */
export type FailedConnection = Omit<TransportFailure, "ms">;

/** Whether a code says that something took too long, whoever has waited: `ETIMEDOUT`, `UND_ERR_HEADERS_TIMEOUT`. */
export const isTimeout = (code: string): boolean => /^ETIMEDOUT$|TIMEOUT$/.test(code);

import type { TransportFailure } from "../base/transport-failure.ts";

/** A connection that could not be made, or that broke: where, when and how. Its `cause` is what the system has thrown. */
export class TransportError extends Error {
  readonly failure: TransportFailure;
  /** How long the time-out had allowed that has ended it, in milliseconds; undefined if none has. */
  readonly timedOutAfterMs: number | undefined;
  constructor(failure: TransportFailure, cause: unknown, timedOutAfterMs?: number) {
    super(cause instanceof Error ? cause.message : failure.code, { cause });
    this.failure = failure;
    this.timedOutAfterMs = timedOutAfterMs;
  }
}

/** What the system, OpenSSL or undici calls an error. */
export function codeOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error && "code" in first ? String(first.code) : "UNKNOWN";
}

/** What undici calls it that no connection was made in time; so do we, whichever part of it took too long. */
export const connectTimeout = "UND_ERR_CONNECT_TIMEOUT";

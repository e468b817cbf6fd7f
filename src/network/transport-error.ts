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

/** What the system, OpenSSL or undici calls an error: its code, or its name where it has none. */
export function codeOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return "UNKNOWN";
  return "code" in first && typeof first.code === "string" ? first.code : first.name;
}

/** What undici calls it that no connection was made in time; so do we, whichever part of it took too long. */
export const connectTimeout = "UND_ERR_CONNECT_TIMEOUT";

/** How long clients may take, and how many there may be. */
export interface ListenerLimits {
  /** From the opening of a connection, or the first byte of a further request, to the end of its header. */
  readonly headerMs: number;
  /** From the end of the header to the end of the body; of one that is a stream, until its next piece. */
  readonly bodyMs: number;
  /** Until the pieces of a body that is a stream have come, all of them together. */
  readonly streamMs: number;
  /** Between two requests, and between two reads of an answer. */
  readonly idleMs: number;
  /** More connections at once are closed as they come. An idle one takes some ten kilobytes. */
  readonly maxConnections: number;
}

export const usualLimits: ListenerLimits = {
  headerMs: 10_000,
  bodyMs: 30_000,
  streamMs: 600_000,
  idleMs: 60_000,
  maxConnections: 2_000,
};

/** Request line and header; node answers 431 to more. */
export const maxHeaderBytes = 16 * 1024;

export const maxBodyBytes = 1024 * 1024;

/** Of an answer that goes on, what a client has not read yet. */
export const maxUnreadBytes = 1024 * 1024;

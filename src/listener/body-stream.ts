import type { IncomingMessage } from "node:http";
import type { Refusal } from "./http.ts";
import { tooLargeFor, tooSlow } from "./refusals.ts";

/** Why no more of a body is read. Whoever lets it pass has it answered. */
export class BodyRefused extends Error {
  /** Null if the client went away. */
  readonly refusal: Refusal | null;
  constructor(refusal: Refusal | null) {
    super(refusal?.message ?? "The client went away.");
    this.refusal = refusal;
  }
}

interface StreamLimits {
  readonly bytes: number;
  /** For the next piece, once it is waited for. */
  readonly pieceMs: number;
  /** For all that is waited for together. */
  readonly waitedMs: number;
}

/**
 * Reads a body no faster than it is taken. Only what is waited for counts as slow: whoever takes their time over a piece is
 * not the client.
 */
export async function* bodyStreamOf(
  request: IncomingMessage,
  { bytes, pieceMs, waitedMs }: StreamLimits,
): AsyncGenerator<Uint8Array> {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > bytes) throw new BodyRefused(tooLargeFor(bytes));
  // Who leaves off early leaves the connection open.
  const pieces = request.iterator({ destroyOnReturn: false });
  let size = 0;
  let left = waitedMs;
  try {
    for (;;) {
      const since = performance.now();
      const piece = await within(Math.min(pieceMs, left), pieces.next());
      left -= performance.now() - since;
      if (piece === "too-slow") throw new BodyRefused(tooSlow);
      if (piece === "gone" || (piece.done && !request.complete)) throw new BodyRefused(null);
      if (piece.done) return;
      const chunk: Buffer = piece.value;
      size += chunk.length;
      if (size > bytes) throw new BodyRefused(tooLargeFor(bytes));
      yield chunk;
    }
  } finally {
    // Not waited for: a piece that is waited for may never come.
    void pieces.return?.();
  }
}

/** What comes in time; a client that goes away makes the next piece fail. */
async function within(ms: number, next: Promise<IteratorResult<Buffer>>) {
  const { promise, resolve } = Promise.withResolvers<"too-slow">();
  const timer = setTimeout(resolve, Math.max(0, ms), "too-slow" as const);
  try {
    return await Promise.race([next.catch(() => "gone" as const), promise]);
  } finally {
    clearTimeout(timer);
  }
}

import type { TransportFailure } from "../base/transport-failure.ts";
import { codeOf, TransportError } from "./transport-error.ts";

/** How long something may take, and who may give it up before. */
export interface Within {
  /** Milliseconds. */
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
}

interface Phase extends Pick<TransportFailure, "phase" | "host" | "address"> {
  /** What it is called that it took too long. */
  readonly timeoutCode: string;
}

/**
 * One phase of a connection. What `work` throws becomes a `TransportError` of the phase; once the signal that it is given
 * is aborted it must throw, and leave nothing behind.
 */
export async function inPhase<Made>(
  { phase, host, address, timeoutCode }: Phase,
  { ms, signal }: Within,
  work: (signal: AbortSignal) => Promise<Made>,
): Promise<Made> {
  const startedAt = performance.now();
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Error(`nothing within ${ms} ms`)), ms);
  try {
    return await work(signal ? AbortSignal.any([signal, limit.signal]) : limit.signal);
  } catch (cause) {
    const isTooLate = limit.signal.aborted;
    const code = isTooLate ? timeoutCode : codeOf(cause);
    const spent = performance.now() - startedAt;
    throw new TransportError(
      { host, address, phase, code, ms: spent },
      isTooLate ? limit.signal.reason : cause,
      isTooLate ? ms : undefined,
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Rejects once a signal is aborted. */
export function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason as Error);
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  return promise;
}

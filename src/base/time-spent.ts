import type { TransportPhase } from "./transport-failure.ts";

/** Where the time of a request went, in milliseconds, as far as that is known. */
export interface TimeSpent {
  /** Where it was dialed; null if no address was known. */
  readonly address: string | null;
  /** What the connection took that was made for it; nothing if there was one. */
  readonly phases: Readonly<Partial<Record<TransportPhase, number>>>;
  /** From the beginning of the answer to its end; null if none came. */
  readonly receiveMs: number | null;
}

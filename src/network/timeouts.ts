import type { NetworkTimeouts } from "./network.ts";

/** How long a portal is waited for, in milliseconds. Source: network, rules of the real client (C4). */
export interface PortalTimeouts extends NetworkTimeouts {
  /** Without a byte. */
  readonly readMs: number;
  /**
   * From when it is asked to the last byte of its answer. A portal that does not take the request is waited for as long,
   * which are the product's 30 s for writing.
   */
  readonly totalMs: number;
}

export const productTimeouts: PortalTimeouts = {
  lookupMs: 15_000,
  connectMs: 10_000,
  readMs: 20_000,
  totalMs: 30_000,
};
